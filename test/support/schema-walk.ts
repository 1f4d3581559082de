import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import type { Policy, PolicyExtensions } from '../../src/graph/policy/policy.ts';

/** A field with its type and its coordinate, `Household.members`. */
export interface Coordinate {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly name: string;
}

/** The access policy of a type or field, read from the schema alone. */
export function saysOf(of: { readonly extensions: object }): PolicyExtensions {
  return of.extensions;
}

/** Returns the policy of a field: its own, or that of its type. */
export function needsOf({ type, field }: Pick<Coordinate, 'type' | 'field'>): Policy | undefined {
  return saysOf(field).policy ?? saysOf(type).policy;
}

/** Returns our own types, without those of GraphQL and federation. */
export function ownTypes(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !type.name.startsWith('_'),
  );
}

/** Every field of every object type of ours. */
export function coordinates(schema: GraphQLSchema): readonly Coordinate[] {
  return ownTypes(schema)
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({ type, field, name: `${type.name}.${field.name}` })),
    );
}

export function isListed({ field }: Pick<Coordinate, 'field'>): boolean {
  return isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
}

/** Returns the object type of a field, or `null` if the field is a leaf. */
export function objectOf({ field }: Pick<Coordinate, 'field'>): GraphQLObjectType | null {
  const named = getNamedType(field.type);
  return named instanceof GraphQLObjectType ? named : null;
}

/** Everything of ours that has a description, by its coordinate. */
export function described(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const all = ownTypes(schema).flatMap((type): readonly (readonly [string, string | null | undefined])[] => {
    const own = [type.name, type.description] as const;
    return roots.some((root) => root === type) ? partsOf(type) : [own, ...partsOf(type)];
  });
  return new Map(all.map(([name, text]) => [name, text ?? '']));
}

function partsOf(type: GraphQLNamedType): readonly (readonly [string, string | null | undefined])[] {
  if (isEnumType(type)) return type.getValues().map(({ name, description }) => [`${type.name}.${name}`, description]);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map(({ name, description }) => [`${type.name}.${name}`, description]);
  }
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields())
    .filter(({ name }) => !name.startsWith('_'))
    .flatMap(({ name, description, args }) => [
      [`${type.name}.${name}`, description] as const,
      ...args.map((one) => [`${type.name}.${name}(${one.name}:)`, one.description] as const),
    ]);
}
