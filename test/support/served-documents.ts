import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';
import { type Choices, HOSTILE_TEXTS, hostileValue } from './served-choices.ts';
import { type Pools, type Source, valueFor } from './served-values.ts';

/** A random request for the graph. */
export interface RandomRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Field = GraphQLField<unknown, unknown>;

const KEYS = new Set(['id', 'fileNumber', 'idNumber', 'number', 'code', 'token']);
/** What tells whose an object is. */
const SHOWN = ['id', 'fileNumber', 'number', 'identityNumber'];
const MOST_ALIASES = 12;
const MOST_FIELDS = 60;

/** Writes one random document over a schema, valid but for the values that are spoiled. */
class Writer {
  readonly variables: Record<string, unknown> = {};
  readonly #declared: string[] = [];
  readonly #fragments: string[] = [];
  readonly #schema: GraphQLSchema;
  readonly #choices: Choices;
  readonly #source: Source;
  #aliases = 0;
  #fields = 0;

  constructor(schema: GraphQLSchema, source: Source) {
    this.#schema = schema;
    this.#choices = source.choices;
    this.#source = source;
  }

  document(): string {
    const choices = this.#choices;
    const kind = choices.chance(15) ? 'mutation' : 'query';
    const root = kind === 'mutation' ? this.#schema.getMutationType() : this.#schema.getQueryType();
    if (!root) throw new Error('there is no root');
    const selection = this.#selection(root, choices.of([2, 3, 4, 5, 6, 8]));
    const name = choices.chance(30) ? ' Asked' : '';
    const declared = this.#declared.length === 0 ? '' : `(${this.#declared.join(', ')})`;
    return [`${kind}${name || (declared === '' ? '' : ' ')}${declared} ${selection}`, ...this.#fragments].join('\n');
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const choices = this.#choices;
    const fields = Object.values(type.getFields()).filter((field) => depth > 1 || isLeaf(field));
    const parts = ['__typename', ...SHOWN.filter((name) => name in type.getFields() && choices.chance(60))];
    const objects = fields.filter((field) => !isLeaf(field));
    const wanted = 1 + choices.below(6);
    for (let written = 0; written < wanted && this.#fields < MOST_FIELDS && fields.length > 0; written += 1) {
      if (choices.ended() && written > 0) break;
      parts.push(this.#part(type, choices.of(objects.length > 0 && choices.chance(35) ? objects : fields), depth));
    }
    return `{ ${parts.join(' ')} }`;
  }

  #part(type: GraphQLObjectType, field: Field, depth: number): string {
    const choices = this.#choices;
    const text = this.#field(field, depth);
    if (!choices.chance(12)) return text;
    if (choices.chance(60)) return `... on ${type.name} { ${text} }`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} { ${text} }`);
    return `...${name}`;
  }

  #field(field: Field, depth: number): string {
    this.#fields += 1;
    // Two of one name would have to be asked for alike.
    if (isLeaf(field) && field.args.length === 0) return field.name + this.#directive();
    if (this.#aliases === MOST_ALIASES) return '__typename';
    this.#aliases += 1;
    const asked = `a${this.#aliases}: ${field.name}${this.#arguments(field)}${this.#directive()}`;
    const type = getNamedType(field.type);
    if (type instanceof GraphQLObjectType) return `${asked} ${this.#selection(type, depth - 1)}`;
    if (!isUnionType(type)) return asked;
    const one = this.#choices.of(type.getTypes());
    return `${asked} { __typename ... on ${one.name} ${this.#selection(one, depth - 1)} }`;
  }

  #directive(): string {
    return this.#choices.chance(4) ? ` @include(if: ${String(this.#choices.chance(70))})` : '';
  }

  #arguments(field: Field): string {
    const given = this.#given(field.args).map((argument) => `${argument.name}: ${this.#argument(argument, field)}`);
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  /** Of several keys most often one, as is asked for; a page most often begins at its beginning. */
  #given(args: readonly GraphQLArgument[]): readonly GraphQLArgument[] {
    const keys = args.filter(({ name, type }) => KEYS.has(name) && !isNonNullType(type));
    const only = keys.length > 1 && this.#choices.chance(85) ? this.#choices.of(keys) : undefined;
    return args.filter((argument) => {
      if (isNonNullType(argument.type)) return true;
      if (only !== undefined && keys.includes(argument)) return argument === only;
      return this.#choices.chance(argument.name === 'after' ? 8 : 40);
    });
  }

  #argument({ name, type }: GraphQLArgument, field: Field): string {
    const value = valueFor(type, `${field.name}.${name}`, this.#source);
    if (this.#choices.chance(35)) return printed(value, type);
    const variable = `v${this.#declared.length}`;
    const ofType = this.#choices.chance(this.#source.spoiled / 4) ? '[Household!]' : String(type);
    const preset = !isNonNullType(type) && this.#choices.chance(10) ? ' = null' : '';
    this.#declared.push(`$${variable}: ${ofType}${preset}`);
    if (!this.#choices.chance(4)) this.variables[variable] = value;
    return `$${variable}`;
  }
}

function isLeaf(field: Field): boolean {
  const type = getNamedType(field.type);
  return !(type instanceof GraphQLObjectType) && !isUnionType(type);
}

/** A value in the language of documents; enums stand there without quotes. */
function printed(value: unknown, type?: GraphQLInputType): string {
  const of = type === undefined ? undefined : getNullableType(type);
  if (Array.isArray(value)) return `[${value.map((one) => printed(one, itemOf(of))).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return printedObject(value, isInputObjectType(of) ? of : undefined);
  return isEnumType(of) && /^[A-Z_]+$/.test(String(value)) ? String(value) : JSON.stringify(value);
}

function itemOf(type: GraphQLInputType | undefined): GraphQLInputType | undefined {
  return isListType(type) ? type.ofType : undefined;
}

function printedObject(value: object, type: GraphQLInputObjectType | undefined): string {
  const fields = type?.getFields() ?? {};
  const parts = Object.entries(value).map(([name, one]) => `${name}: ${printed(one, fields[name]?.type)}`);
  return `{ ${parts.join(', ')} }`;
}

/** A random request whose document fits the schema, but for the values that are spoiled. */
export function randomRequest(schema: GraphQLSchema, choices: Choices, pools: Pools): RandomRequest {
  const writer = new Writer(schema, { choices, pools, spoiled: choices.of([0, 0, 2, 8, 25]) });
  return { query: writer.document(), variables: writer.variables };
}

const SCARS: readonly ((text: string, at: number, choices: Choices) => string)[] = [
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at) => text.slice(0, at),
  (text, at, choices) =>
    text.slice(0, at) +
    choices.of(['{', '}', '(', ')', '[', ']', '"', '"""', '$', '!', ':', '@', '...', '&', '#', ',']) +
    text.slice(at),
  (text, at, choices) => text.slice(0, at) + choices.of(HOSTILE_TEXTS) + text.slice(at),
  (text, at, choices) =>
    text.slice(0, at) +
    text
      .slice(at)
      .replace(/[A-Za-z]+/, (word) =>
        choices.of([`${word}x`, word.toLowerCase(), word.slice(1), '__proto__', '__schema', '__type', 'constructor']),
      ),
  (text, at, choices) =>
    text.slice(0, at) +
    text
      .slice(at)
      .replace(/[0-9]+/, () => choices.of(['9'.repeat(300), '1e400', '-0', '00', '0x1', '2147483648', '1.5'])),
  (text, at, choices) =>
    text.slice(0, at) + text.slice(at).replace(/"[^"]*"/, () => JSON.stringify(choices.of(HOSTILE_TEXTS))),
  (text, at, choices) =>
    text.slice(0, at) +
    text
      .slice(at)
      .replace(
        /\{/,
        () =>
          `{ ${choices.of(['__proto__', '__schema { types { name } }', '__type(name: "Person") { name fields { name } }', '_service { sdl }', 'nothing', '...Nothing', '... { __typename }', '... on Person { id }'])} `,
      ),
  (text, at, choices) =>
    text +
    text.slice(at) +
    choices.of([
      '',
      ' query Other { __typename }',
      ' fragment F0 on Person { id }',
      ' type A { b: C }',
      ' subscription { a }',
    ]),
];

/** The same request, slightly broken: in its document, its variables, or the request itself. */
export function broken({ query, variables }: RandomRequest, choices: Choices): unknown {
  let text = query;
  for (let scars = choices.below(3); scars >= 0; scars -= 1) {
    text = choices.of(SCARS)(text, choices.below(text.length + 1), choices);
  }
  const names = Object.keys(variables);
  const spoiled =
    names.length > 0 && choices.chance(40) ? { ...variables, [choices.of(names)]: hostileValue(choices) } : variables;
  if (!choices.chance(10)) return { query: text, variables: spoiled };
  return choices.of<unknown>([
    { query: text, variables: hostileValue(choices) },
    { query: hostileValue(choices), variables: spoiled },
    { query: text, variables: spoiled, operationName: hostileValue(choices) },
    { query: text, variables: spoiled, extensions: hostileValue(choices) },
    [{ query: text, variables: spoiled }],
    hostileValue(choices),
  ]);
}
