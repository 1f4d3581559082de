import 'reflect-metadata';
import {
  type DocumentNode,
  type GraphQLField,
  GraphQLObjectType,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { Extensions } from 'type-graphql';
import type { PolicyExtensions } from './policy/policy.ts';

interface ReadsExtensions extends PolicyExtensions {
  readonly reads?: readonly string[];
}

/**
 * Declares which keys of the field dictionaries a field reads from its source, or from the rows that it loads, if that is
 * not the one key of its name. Rows of hot documents hold only declared keys.
 */
export function Reads(...keys: readonly string[]): MethodDecorator & PropertyDecorator {
  return Extensions({ reads: keys });
}

/** The keys of the field dictionaries that a field reads. `withheld` reads all sensitive fields of its type. */
export function keysRead(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): readonly string[] {
  const { reads, key = field.name } = field.extensions as ReadsExtensions;
  if (field.name !== 'withheld') return reads ?? [key];
  const fields = Object.values<GraphQLField<unknown, unknown>>(type.getFields());
  return fields
    .filter(({ extensions }) => (extensions as ReadsExtensions).sensitivity !== undefined)
    .flatMap((sensitive) => keysRead(type, sensitive));
}

export function selectedKeys(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const keys = new Set<string>();
  const types = new TypeInfo(schema);
  const enter = () => {
    const [type, field] = [types.getParentType(), types.getFieldDef()];
    if (!(type instanceof GraphQLObjectType) || !field) return;
    for (const key of keysRead(type, field)) keys.add(key);
  };
  visit(document, visitWithTypeInfo(types, { Field: { enter } }));
  return keys;
}
