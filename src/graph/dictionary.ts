import { type GraphQLScalarType } from 'graphql';
import { Extensions, Field as GraphField, InputType, Int, registerEnumType } from 'type-graphql';
import type { Action } from '../access/permissions.ts';
import { invariant } from '../kernel/invariant.ts';
import { type Codes, type Field, type Fields, type Form, graphName } from '../fields/field.ts';
import type { PolicyExtensions } from './policy/policy.ts';
import { DayScalar, DecimalScalar, DivisionCodeScalar, MonthScalar, YuanScalar } from './scalars.ts';

/** Makes the graph's types from the field dictionaries: one entry, one field, with its term, its policy and its mask. */

export type Class = abstract new () => object;

interface DictionaryOptions {
  /** The articles of the regulation that require the fields, as descriptions print them: `第六条`. */
  readonly articles: string;
  /** The policy of a field, if it is not that of its type. */
  readonly fieldPolicy?: (name: string) => Action | undefined;
  readonly only?: (name: string) => boolean;
}

const enums = new Map<Codes, object>();

/** Registers a code list as an enum of the graph; its values are described by their Chinese names. */
export function registerCodes(name: string, codes: Codes, zh: string): object {
  const described = Object.entries(codes).map(([key, text]) => [key, `${text}。${toSentence(key)}.`]);
  const values = registerValues(name, zh, Object.fromEntries(described) as Codes);
  enums.set(codes, values);
  return values;
}

/** Registers codes that have a sentence in each language, `中文 / English`, as an enum of the graph. */
export function registerSentences(name: string, sentences: Readonly<Record<string, string>>, zh: string): object {
  const described = Object.entries(sentences).map(([code, text]) => [code, `${text.replace(' / ', '。')}.`]);
  return registerValues(name, zh, Object.fromEntries(described) as Codes);
}

function registerValues(name: string, zh: string, descriptions: Codes): object {
  const values = Object.fromEntries(Object.keys(descriptions).map((key) => [key, key]));
  const valuesConfig = Object.fromEntries(
    Object.entries(descriptions).map(([key, description]) => [key, { description }]),
  );
  registerEnumType(values, { name, description: `${zh}。${toSentence(name)}.`, valuesConfig });
  return values;
}

/** The enum of a registered code list. */
export function findEnum(codes: Codes): object {
  const found = enums.get(codes);
  invariant(found !== undefined, 'every code list has a name in the graph');
  return found;
}

/** Adds to an object type a field for each entry of a dictionary, and `withheld` if any of them is sensitive. */
export function addFields(target: Class, fields: Fields, options: DictionaryOptions): void {
  const { articles, fieldPolicy = () => undefined, only = () => true } = options;
  for (const [key, field] of Object.entries(fields)) {
    if (!only(key)) continue;
    const name = graphName(key);
    const policy = fieldPolicy(key);
    const nullable = field.nullable || field.sensitivity !== null || policy !== undefined;
    GraphField(() => graphType(field), { nullable, description: describeField(name, field, articles) })(
      target.prototype as object,
      name,
    );
    Extensions(fieldExtensions(key, field, policy))(target.prototype as object, name);
  }
}

/** Makes an input type from a dictionary; nullable fields may be left out. */
export function makeInputType(name: string, zh: string, fields: Fields, articles: string, keys: Fields = {}): Class {
  const target = classNamed(name);
  for (const [key, field] of Object.entries({ ...keys, ...fields })) {
    const truth = field.form === 'TRUTH' && !field.nullable;
    GraphField(() => graphType(field), {
      nullable: field.nullable || truth,
      description: describeField(graphName(key), field, articles),
    })(target.prototype as object, graphName(key));
  }
  InputType(name, { description: `${zh}（${articles}）。${toSentence(name)}.` })(target);
  return target;
}

/** Makes an input type for what is to change: what is left out is unchanged, and `null` becomes unknown. */
export function makeChangeType(name: string, zh: string, fields: Fields, articles: string): Class {
  const target = classNamed(name);
  for (const [key, field] of Object.entries(fields)) {
    const description = describeField(graphName(key), field, articles);
    GraphField(() => graphType(field), { nullable: true, description })(target.prototype as object, graphName(key));
  }
  InputType(name, { description: `${zh}（${articles}）。${toSentence(name)}: what is left out is unchanged.` })(target);
  return target;
}

/** The class of a type that is declared by its fields alone. */
export function classNamed(name: string): Class {
  const made = function () {
    return undefined;
  };
  return Object.defineProperty(made, 'name', { value: name }) as unknown as Class;
}

function fieldExtensions(
  key: string,
  field: Field,
  policy: Action | undefined,
): PolicyExtensions & Record<string, unknown> {
  return {
    ...(policy === undefined ? {} : { policy }),
    ...(graphName(key) === key && !field.sealed ? {} : { key }),
    ...(field.sensitivity === null ? {} : { sensitivity: field.sensitivity, sealed: field.sealed }),
  };
}

type GraphType = () => GraphQLScalarType | StringConstructor | BooleanConstructor | object;

/** The graph's types of the forms, except those of code lists. */
const TYPES: Readonly<Record<Exclude<Form, 'CODE' | 'CODES'>, ReturnType<GraphType>>> = {
  TEXT: String,
  REGION: DivisionCodeScalar,
  TRUTH: Boolean,
  YUAN: YuanScalar,
  AREA: DecimalScalar,
  COUNT: Int,
  MONTH: MonthScalar,
  DAY: DayScalar,
};

/** A sensitive code is withheld instead of masked, and so keeps its enum. */
function graphType({ form, codes }: Field): ReturnType<GraphType> {
  if (form !== 'CODE' && form !== 'CODES') return TYPES[form];
  invariant(codes !== null, 'a code has its list');
  return form === 'CODE' ? findEnum(codes) : [findEnum(codes)];
}

const UNITS: Readonly<Partial<Record<Form, string>>> = { YUAN: ' In yuan.', AREA: ' In square metres.' };

function describeField(name: string, field: Field, articles: string): string {
  const open = field.nullable ? ' `null`: 未核实或没有 / not verified, or none.' : '';
  const masked =
    field.sensitivity === null
      ? ''
      : ' 敏感信息，无权者所见为掩码或空 / sensitive: masked or withheld unless you may see it.';
  return `${field.zh}（${articles}）。${toSentence(name)}.${UNITS[field.form] ?? ''}${open}${masked}`;
}

/** `declaredClass` and `DECLARED_CLASS` → `Declared class`. */
function toSentence(name: string): string {
  const words = /[a-z]/.test(name)
    ? name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).trim()
    : name.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
