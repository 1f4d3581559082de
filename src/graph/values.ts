import type { GraphQLScalarType } from 'graphql';
import { ArgsType, Extensions, Field, InputType } from 'type-graphql';
import { type Class, classNamed } from './dictionary.ts';
import type { Sensitivity } from '../fields/sensitivity.codes.ts';
import type { PolicyExtensions } from './policy/policy.ts';
import { DayScalar, RevisionScalar } from './scalars.ts';

/** Declares the fields of a type, an input or arguments by one row for each: what it is, and its type in the graph. */

type Made<T> = abstract new () => T;

/** A scalar, an input type, or an enum or list, whose `T` is to be said. */
type GraphType<T> = GraphQLScalarType<T> | Made<T> | object;

interface Value<T, IsOptional extends boolean> {
  readonly type: object;
  readonly isOptional: IsOptional;
  readonly options: { readonly description: string; readonly nullable?: true; readonly defaultValue?: T };
  readonly extensions?: PolicyExtensions;
}

/** The rows have no `T`, lest it be inferred from here. */
type Values = Readonly<
  Record<
    string,
    {
      readonly type: object;
      readonly isOptional: boolean;
      readonly options: object;
      readonly extensions?: PolicyExtensions;
    }
  >
>;
type TypeOf<V> = V extends Value<infer T, boolean> ? T : never;

/** What the code receives for declared values. */
type InputOf<V extends Values> = {
  readonly [K in keyof V as V[K]['isOptional'] extends true ? never : K]: TypeOf<V[K]>;
} & { readonly [K in keyof V as V[K]['isOptional'] extends true ? K : never]?: TypeOf<V[K]> | null };

/** A value that is always there, be it by its default. */
export function needed<T = string>(
  description: string,
  type: GraphType<T> = String,
  defaultValue?: T,
): Value<T, false> {
  const options = { description, ...(defaultValue === undefined ? {} : { defaultValue }) };
  return { type, isOptional: false, options };
}

/** A value that may be left out, or `null`. */
export function maybe<T = string>(description: string, type: GraphType<T> = String): Value<T, true> {
  return { type, isOptional: true, options: { description, nullable: true } };
}

/** A value that may be `null`, and that the node makes by a function only where it is asked. */
export function computed<T>(description: string, type: GraphType<T>): Value<T, true> {
  return { ...maybe(description, type), extensions: { made: true } };
}

/** A sensitive text, which is decrypted from the row. */
export function sealedText(sensitivity: Sensitivity, description: string): Value<string, true> {
  return { ...maybe(description), extensions: { sensitivity, sealed: true } };
}

export const AS_KNOWN_ON = maybe('截至该日所知。The answer as it was known at the end of that day.', DayScalar);
export const AT_REVISION = maybe(
  '登记版本。The answer as it was known at this revision; it cannot be combined with `asKnownOn`.',
  RevisionScalar,
);
export const REVISION = maybe('预期版本。The revision of the household that you have seen.', RevisionScalar);
export const REQUEST_KEY = maybe(
  '请求编号。The idempotency key: a request with the same key and content is carried out once.',
);

export function inputType<V extends Values>(name: string, description: string, values: V): Made<InputOf<V>> {
  return declared(InputType(name, { description }), classNamed(name), values) as Made<InputOf<V>>;
}

/** The base is a class of arguments that they add to, or `Object`. */
export function argumentsType<B extends object, V extends Values>(base: Made<B>, values: V): Made<B & InputOf<V>> {
  return declared(ArgsType(), class extends (base as Class) {}, values) as Made<B & InputOf<V>>;
}

function declared(declare: ClassDecorator, target: Class, values: Values): Class {
  HasFields(values)(target);
  declare(target);
  return target;
}

/** Declares the fields of an object type, whose nodes have a property for each. */
export function HasFields(values: Values): (target: Class) => void {
  return ({ prototype }) => {
    for (const [name, { type, options, extensions }] of Object.entries(values)) {
      Field(() => type, options)(prototype as object, name);
      if (extensions !== undefined) Extensions({ ...extensions })(prototype as object, name);
    }
  };
}
