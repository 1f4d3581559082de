import {
  coerceInputValue,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { redactNumbers } from '../../../graph/redaction.ts';
import { type Bilingual, bilingual } from '../../../kernel/bilingual.ts';

/** Why a value among the variables is refused. The path names fields of the schema and places in lists only, no value. */
export interface VariableFault extends Bilingual {
  readonly path: string;
}

const REQUIRED = '必填 / is required';
const REASONS: Readonly<Record<string, string>> = {
  Int: '应为整数 / must be a whole number',
  Float: '应为数字 / must be a number',
  String: '应为文字 / must be text',
  Boolean: '应为 true 或 false / must be true or false',
  ID: '应为标识 / must be an id',
};

/** All faults of the variables of an operation, in the order in which graphql-js reports them. */
export function findVariableFaults(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly VariableFault[] {
  return variableDefinitions.flatMap(({ variable, type: node, defaultValue }) => {
    const name = variable.name.value;
    const type = typeFromAST(schema, node);
    if (!isInputType(type)) return [];
    if (Object.hasOwn(variables, name)) return faultsOf(type, variables[name], name);
    return defaultValue === undefined && isNonNullType(type) ? [faultAt([name], REQUIRED)] : [];
  });
}

function faultsOf(type: GraphQLInputType, value: unknown, name: string): VariableFault[] {
  if (value === null) return isNonNullType(type) ? [faultAt([name], REQUIRED)] : [];
  const faults: VariableFault[] = [];
  coerceInputValue(value, type, (path, _value, error) => {
    const missing = /^Field "(\w+)" of required type/.exec(error.message)?.[1];
    faults.push(faultAt([name, ...path, ...(missing === undefined ? [] : [missing])], reasonOf(error)));
  });
  return faults;
}

/** What graphql-js says of a wrong value, and the reason that is told instead: its own sentence quotes the value. */
const SENTENCES: readonly (readonly [RegExp, (name: string) => string | undefined])[] = [
  [/^Field "\w+" of required type|not to be null\.$/, () => REQUIRED],
  [/^Field /, () => '有此类型没有的项 / has a field that its type does not have'],
  [/^(\w+) cannot represent/, (name) => REASONS[name]],
  [/"\w+" enum|^Enum /, () => '不在可选值之内 / is not one of the allowed values'],
];

function reasonOf({ message, extensions, originalError }: GraphQLError): string {
  const { reason: own } = { ...extensions, ...(originalError as Partial<GraphQLError> | undefined)?.extensions };
  if (typeof own === 'string') return own;
  for (const [pattern, reason] of SENTENCES) {
    const found = pattern.exec(message);
    const said = found && reason(found[1] ?? '');
    if (typeof said === 'string') return said;
  }
  return '应为对象 / must be an object';
}

function faultAt(path: readonly (string | number)[], reason: string): VariableFault {
  return { path: redactNumbers(path.join('.')), ...bilingual(reason) };
}
