import {
  getNullableType,
  type GraphQLInputField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Choices } from './choices.ts';

/** Names that mean something to every object of JavaScript. */
export const ODD_NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty'] as const;

type Nullable = ReturnType<typeof getNullableType<GraphQLInputType>>;

/** The variables of one random document, and the literals that hold some of them. */
export class Variables {
  /** Without a prototype: a variable may be called `__proto__`. */
  readonly values = Object.create(null) as Record<string, unknown>;
  readonly #declared = new Map<string, string>();
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  /** `($v0: String)`, or nothing. */
  declarations(): string {
    const declared = [...this.#declared].map(([name, declaration]) => `$${name}: ${declaration}`);
    return declared.length === 0 ? '' : `(${declared.join(', ')})`;
  }

  /** A variable of a type: given, with a default, `null`, or left out. */
  variable(type: string, value: unknown, preset: string, percentOpen = 12): string {
    const choices = this.#choices;
    const name = this.#name();
    if (type.endsWith('!')) {
      this.#declared.set(name, choices.chance(15) ? `${type} = ${preset}` : type);
      if (!choices.chance(4)) this.values[name] = value;
      return `$${name}`;
    }
    const presets = ['', '', '', '', '', ' = null', ` = ${preset}`];
    this.#declared.set(name, type + choices.of(presets));
    const percent = choices.below(100);
    if (percent >= 2 * percentOpen) this.values[name] = value;
    else if (percent >= percentOpen) this.values[name] = null;
    return `$${name}`;
  }

  /** ` @include(if: $v0)`, of which it is known or told by a variable whether it holds. */
  condition(): string {
    const choices = this.#choices;
    const directive = choices.of(['include', 'skip']);
    const value = choices.chance(60) ? directive === 'include' : directive === 'skip';
    if (choices.chance(25)) return ` @${directive}(if: ${String(value)})`;
    const type = choices.chance(80) ? 'Boolean!' : 'Boolean';
    // A nullable variable may stand there only with a default.
    const variable = this.variable('Boolean!', value, String(!value));
    if (type === 'Boolean') this.#declared.set(variable.slice(1), `Boolean = ${String(!value)}`);
    return ` @${directive}(if: ${variable})`;
  }

  /** A value in the language of documents, some of its parts as variables; enums stand there without quotes. */
  literal(value: unknown, type?: GraphQLInputType): string {
    const of = type === undefined ? undefined : getNullableType(type);
    if (isJson(of)) return this.#json(value);
    if (Array.isArray(value)) return `[${value.map((one) => this.#part(one, itemOf(of))).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return scalar(value, of);
    const fields = isInputObjectType(of) ? of.getFields() : {};
    return objectOf(value, (name, one) => this.#part(one, fields[name]?.type, fields[name]));
  }

  /** A part of a literal; where a field has a default, a variable of it may be `null` or left out. */
  #part(value: unknown, type: GraphQLInputType | undefined, field?: GraphQLInputField): string {
    if (type === undefined || !this.#choices.chance(isPreset(field) ? 80 : 8)) return this.literal(value, type);
    const preset = plain(value, getNullableType(type));
    if (!isPreset(field)) return this.variable(String(type), value, preset);
    return this.variable(String(getNullableType(type)), value, preset, 40);
  }

  #json(value: unknown): string {
    if (this.#choices.chance(12)) return this.variable(jsonType(value), value, plain(value));
    if (Array.isArray(value)) return `[${value.map((one) => this.#json(one)).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return scalar(value);
    return objectOf(value, (_name, one) => this.#json(one));
  }

  #name(): string {
    const odd = this.#choices.of(ODD_NAMES);
    return this.#choices.chance(8) && !this.#declared.has(odd) ? odd : `v${this.#declared.size}`;
  }
}

/** Whether something stands for an argument or a field of an input that is left out, although it is never `null`. */
export function isPreset(place: Pick<GraphQLInputField, 'type' | 'defaultValue'> | undefined): boolean {
  return place !== undefined && isNonNullType(place.type) && place.defaultValue !== undefined;
}

export function isJson(type: Nullable | undefined): boolean {
  return String(type) === 'JSON';
}

/** A literal without variables. */
function plain(value: unknown, type?: Nullable): string {
  if (Array.isArray(value)) return `[${value.map((one) => plain(one, nullable(itemOf(type)))).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value, type);
  const fields = isInputObjectType(type) ? type.getFields() : {};
  return objectOf(value, (name, one) => plain(one, nullable(fields[name]?.type)));
}

function objectOf(value: object, print: (name: string, one: unknown) => string): string {
  const parts = Object.entries(value).map(([name, one]) => `${name}: ${print(name, one)}`);
  return `{ ${parts.join(', ')} }`;
}

function scalar(value: unknown, type?: Nullable): string {
  return isEnumType(type) && /^[A-Z_]+$/.test(String(value)) ? String(value) : JSON.stringify(value);
}

function itemOf(type: Nullable | undefined): GraphQLInputType | undefined {
  return isListType(type) ? type.ofType : undefined;
}

function nullable(type: GraphQLInputType | undefined): Nullable | undefined {
  return type === undefined ? undefined : getNullableType(type);
}

/** A type whose variable may stand for a value in JSON. */
function jsonType(value: unknown): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'Int' : 'Float';
  return 'JSON';
}
