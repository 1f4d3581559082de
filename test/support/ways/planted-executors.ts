import {
  type DocumentNode,
  type execute,
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type ObjectFieldNode,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { ODD_NAMES } from '../served/variables.ts';

/** An executor that answers as graphql-js does until a document comes the third time, and wrongly in one way from then on. */
export interface Planted {
  readonly name: string;
  /** What it takes the request for. */
  readonly misread?: (args: ExecutionArgs) => ExecutionArgs;
  /** What it makes of the answer. */
  readonly mangle?: (data: unknown) => unknown;
}

type Answer = ReturnType<typeof execute>;
type Execute = (args: ExecutionArgs) => Answer;

const TIMES_RIGHT = 2;

/** Which fault there is at the moment. */
export const planted: { fault: Planted | undefined } = { fault: undefined };

/** `execute`, but for the fault that `planted` names at the moment. */
export function planting(execute: Execute, planted: () => Planted | undefined): Execute {
  const timesOf = new Map<Planted, WeakMap<DocumentNode, number>>();
  return (args) => {
    const fault = planted();
    if (fault === undefined) return execute(args);
    const times = timesOf.get(fault) ?? new WeakMap<DocumentNode, number>();
    timesOf.set(fault, times);
    const before = times.get(args.document) ?? 0;
    times.set(args.document, before + 1);
    if (before < TIMES_RIGHT) return execute(args);
    return mangledBy(fault, execute(fault.misread?.(args) ?? args));
  };
}

function mangledBy({ mangle }: Planted, answer: Answer): Answer {
  const mangled = (result: ExecutionResult): ExecutionResult =>
    mangle === undefined || !result.data ? result : { ...result, data: mangle(result.data) as typeof result.data };
  return answer instanceof Promise ? answer.then(mangled) : mangled(answer);
}

const isLeftOut = ({ variableValues }: ExecutionArgs, name: string) => !Object.hasOwn(variableValues ?? {}, name);

export const PLANTED: readonly Planted[] = [
  {
    name: 'a fragment that is used several times counts where it is used first alone',
    misread: (args) => ({ ...args, document: withFirstSpreads(args.document) }),
  },
  {
    name: 'where a field of an input has a default, a variable that is null counts as left out, and one left out as null',
    misread: (args) => ({
      ...args,
      document: withObjectFields(args, ({ value }, inJson) => {
        if (inJson || value.kind !== Kind.VARIABLE) return true;
        if (isLeftOut(args, value.name.value)) return { kind: Kind.NULL };
        return args.variableValues?.[value.name.value] !== null;
      }),
    }),
  },
  {
    name: 'variables in literals of custom scalars vanish',
    misread: (args) => ({
      ...args,
      document: withObjectFields(args, ({ value }, inJson) => !inJson || value.kind !== Kind.VARIABLE),
    }),
  },
  {
    name: 'of a response key that comes twice the last directive counts',
    misread: (args) => ({ ...args, document: withLastOfEachKey(args.document) }),
  },
  { name: 'an answer loses a key that every object has', mangle: withoutOddKeys },
  {
    name: 'a variable is lost that is called as what every object has',
    misread: (args) => ({
      ...args,
      variableValues: Object.fromEntries(Object.entries(args.variableValues ?? {}).filter(([name]) => !isOdd(name))),
    }),
  },
];

function isOdd(name: string): boolean {
  return (ODD_NAMES as readonly string[]).includes(name);
}

function withFirstSpreads(document: DocumentNode): DocumentNode {
  const seen = new Set<string>();
  return visit(document, {
    FragmentSpread: ({ name }) => {
      if (seen.has(name.value)) return null;
      seen.add(name.value);
      return undefined;
    },
  });
}

/** Keeps the fields of literals for which `keep` says so; a value that it returns takes the field's place. */
function withObjectFields(
  { schema, document }: { readonly schema: GraphQLSchema; readonly document: DocumentNode },
  keep: (field: ObjectFieldNode, inJson: boolean) => boolean | { readonly kind: Kind.NULL },
): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      ObjectField: (field) => {
        const kept = keep(field, types.getInputType() === undefined);
        if (typeof kept === 'object') return { ...field, value: kept };
        return kept ? undefined : null;
      },
    }),
  );
}

function withLastOfEachKey(document: DocumentNode): DocumentNode {
  const keyOf = ({ alias, name }: FieldNode) => (alias ?? name).value;
  const isOutdone = (selection: SelectionNode, at: number, all: readonly SelectionNode[]) =>
    selection.kind === Kind.FIELD &&
    all.slice(at + 1).some((other) => other.kind === Kind.FIELD && keyOf(other) === keyOf(selection));
  return visit(document, {
    SelectionSet: (set) => ({
      ...set,
      selections: set.selections.filter((selection, at, all) => !isOutdone(selection, at, all)),
    }),
  });
}

function withoutOddKeys(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutOddKeys);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).filter(([key]) => !isOdd(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutOddKeys(value)]));
}
