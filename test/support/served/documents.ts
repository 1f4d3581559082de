import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  GraphQLObjectType,
  type GraphQLSchema,
  isInputObjectType,
  isNonNullType,
  isAbstractType,
  isCompositeType,
} from 'graphql';
import { type Choices, HOSTILE_TEXTS, hostileValue } from './choices.ts';
import { type Pools, type Source, valueFor } from './values.ts';
import { isJson, isPreset, ODD_NAMES, Variables } from './variables.ts';

/** A random request for the graph. */
export interface RandomRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Field = GraphQLField<unknown, unknown>;

const KEYS = new Set(['id', 'fileNumber', 'idNumber', 'number', 'code', 'token']);
/** What tells whose an object is. */
const SHOWN = ['id', 'fileNumber', 'number', 'identityNumber'];
/** What belongs to somebody is asked for more often than the rest, of which there is more. */
const OWNED = /^(?:Household|Person|ArchiveFile)(?:Connection)?$/;
const MOST_ALIASES = 12;
const MOST_FIELDS = 60;
const MOST_CONDITIONS = 12;
const NONE = -1;

/** Writes one random document over a schema, valid but for the values that are spoiled. */
class Writer {
  readonly variables: Variables;
  readonly #fragments: { readonly type: GraphQLObjectType; readonly text: string }[] = [];
  readonly #schema: GraphQLSchema;
  readonly #choices: Choices;
  readonly #source: Source;
  readonly #oddAliases: string[] = [...ODD_NAMES];
  #aliases = 0;
  #fields = 0;
  #conditions = 0;

  constructor(schema: GraphQLSchema, source: Source) {
    this.#schema = schema;
    this.#choices = source.choices;
    this.#source = source;
    this.variables = new Variables(source.choices);
  }

  document(): string {
    const choices = this.#choices;
    const kind = choices.chance(15) ? 'mutation' : 'query';
    const root = kind === 'mutation' ? this.#schema.getMutationType() : this.#schema.getQueryType();
    if (!root) throw new Error('there is no root');
    const selection = this.#selection(root, choices.of([2, 3, 4, 5, 6, 8]));
    const name = choices.chance(30) ? ' Asked' : '';
    const declared = this.variables.declarations();
    const fragments = this.#fragments.map(({ type, text }, at) => `fragment F${at} on ${type.name} ${text}`);
    return [`${kind}${name || (declared === '' ? '' : ' ')}${declared} ${selection}`, ...fragments].join('\n');
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const choices = this.#choices;
    const fields = Object.values(type.getFields()).filter(
      (field) => (depth > 1 || isLeaf(field)) && isRepeatable(field),
    );
    const parts = ['__typename', ...SHOWN.filter((name) => name in type.getFields() && choices.chance(60))];
    const objects = fields.filter((field) => !isLeaf(field));
    const telling = fields.filter(({ args }) => args.some(isTelling));
    const owned = objects.filter((field) => OWNED.test(getNamedType(field.type).name));
    const pick = () => {
      if (owned.length > 0 && choices.chance(15)) return choices.of(owned);
      if (telling.length > 0 && choices.chance(25)) return choices.of(telling);
      return choices.of(objects.length > 0 && choices.chance(35) ? objects : fields);
    };
    // What is refused in one place of a document leaves nothing of the others: many ask for one thing.
    const wanted = choices.chance(40) ? 1 : 1 + choices.below(6);
    for (let written = 0; written < wanted && this.#fields < MOST_FIELDS && fields.length > 0; written += 1) {
      if (choices.ended() && written > 0) break;
      parts.push(this.#part(type, pick(), depth));
    }
    return `{ ${parts.join(' ')} }`;
  }

  #part(type: GraphQLObjectType, field: Field, depth: number): string {
    const choices = this.#choices;
    const text = this.#field(field, depth);
    const known = this.#fragments.findIndex((fragment) => fragment.type === type);
    if (known !== NONE && choices.chance(30)) return `${text} ...F${known}${this.#condition(70)}`;
    if (!choices.chance(12)) return text;
    if (choices.chance(40)) return `... on ${type.name}${this.#condition(20)} { ${text} }`;
    const spread = `...F${this.#fragments.length}`;
    this.#fragments.push({ type, text: `{ ${text} }` });
    if (!choices.chance(40)) return spread + this.#condition(30);
    return `${spread}${this.#condition(80)} ... on ${type.name}${this.#condition(20)} { ${spread}${this.#condition(40)} }`;
  }

  /** A field, sometimes twice under one name. */
  #field(field: Field, depth: number): string {
    this.#fields += 1;
    const isPlain = isLeaf(field) && field.args.length === 0;
    if (!isPlain && this.#aliases === MOST_ALIASES) return '__typename';
    // Two of one name would have to be asked for alike.
    const asked = isPlain ? this.#oddAlias() + field.name : `${this.#alias()}: ${field.name}${this.#arguments(field)}`;
    const written = `${asked}${this.#condition(6)}${this.#below(field, depth)}`;
    if (!this.#choices.chance(6)) return written;
    return `${written} ${asked}${this.#condition(90)}${this.#below(field, depth)}`;
  }

  #below(field: Field, depth: number): string {
    const type = getNamedType(field.type);
    if (type instanceof GraphQLObjectType) return ` ${this.#selection(type, depth - 1)}`;
    if (!isAbstractType(type)) return '';
    const one = this.#choices.of(this.#schema.getPossibleTypes(type));
    return ` { __typename ... on ${one.name} ${this.#selection(one, depth - 1)} }`;
  }

  #alias(): string {
    this.#aliases += 1;
    return this.#oddAlias().slice(0, -2) || `a${this.#aliases}`;
  }

  /** `constructor: ` and the like, each once; most often nothing. */
  #oddAlias(): string {
    if (this.#oddAliases.length === 0 || !this.#choices.chance(3)) return '';
    return `${String(this.#oddAliases.shift())}: `;
  }

  #condition(percent: number): string {
    if (this.#conditions === MOST_CONDITIONS || !this.#choices.chance(percent)) return '';
    this.#conditions += 1;
    return this.variables.condition();
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
      if (isTelling(argument)) return this.#choices.chance(80);
      return this.#choices.chance(argument.name === 'after' ? 8 : 40);
    });
  }

  #argument(argument: GraphQLArgument, field: Field): string {
    const { name, type } = argument;
    const value = valueFor(type, `${field.name}.${name}`, this.#source);
    const isLiteral = this.#choices.chance(isTelling(argument) ? 70 : 35);
    if (isLiteral) return this.variables.literal(value, type);
    const ofType = this.#choices.chance(this.#source.spoiled / 4) ? '[Household!]' : String(type);
    return this.variables.variable(ofType, value, 'null');
  }
}

/** A link differs from answer to answer. */
function isRepeatable({ type }: GraphQLField<unknown, unknown>): boolean {
  return !getNamedType(type).name.endsWith('Link');
}

function isLeaf(field: Field): boolean {
  const type = getNamedType(field.type);
  return !isCompositeType(type);
}

/** Whether executors are told apart by what stands in an argument: JSON, or an input with fields that have a default. */
function isTelling({ type }: GraphQLArgument): boolean {
  const of = getNullableType(type);
  return isJson(of) || (isInputObjectType(of) && Object.values(of.getFields()).some(isPreset));
}

/** A random request whose document fits the schema, but for the values that are spoiled: so many of a hundred. */
export function randomRequest(
  schema: GraphQLSchema,
  choices: Choices,
  pools: Pools,
  spoiled: readonly number[] = [0, 0, 2, 8, 25],
): RandomRequest {
  const writer = new Writer(schema, { choices, pools, spoiled: choices.of(spoiled) });
  return { query: writer.document(), variables: writer.variables.values };
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
