import { defaultFieldResolver, type GraphQLField, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { keysRead } from '../../src/graph/reads.ts';
import { RECORDS, STATES } from '../../src/registry/kinds.ts';

/** Every key that rows of the register may lack, since they are read only where a field declares them. */
const KEYS: ReadonlySet<string> = new Set([
  'identityNumber',
  ...[...Object.values(STATES), ...Object.values(RECORDS)].flatMap(({ fields }) => Object.keys(fields)),
]);

/** The rows behind the strict ones: a resolver may return its source. */
const rows = new WeakMap<object, object>();

/** Gives every resolver of a schema rows that throw when it reads a key that its field does not declare. */
export function withStrictRows(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__') || roots.includes(type)) continue;
    for (const field of Object.values<GraphQLField<unknown, unknown>>(type.getFields())) {
      const resolve = field.resolve ?? defaultFieldResolver;
      const declared = new Set(keysRead(type, field));
      field.resolve = (source, ...rest) => resolve(strict(source, declared, `${type.name}.${field.name}`), ...rest);
    }
  }
  return schema;
}

/** Only what has a `secret` is a row of the register. */
function strict(source: unknown, declared: ReadonlySet<string>, coordinate: string): unknown {
  if (typeof source !== 'object' || source === null) return source;
  const row = rows.get(source) ?? source;
  if (!('secret' in row)) return row;
  const check = (key: string) => {
    if (KEYS.has(key) && !declared.has(key)) throw new Error(`${coordinate} reads ${key} and does not declare it`);
  };
  const secret = row.secret as (key: string) => unknown;
  const proxy = new Proxy(row, {
    get: (target, key) => {
      if (key === 'secret') {
        return (name: string) => {
          check(name);
          return secret(name);
        };
      }
      if (typeof key === 'string') check(key);
      return Reflect.get(target, key) as unknown;
    },
  });
  rows.set(proxy, row);
  return proxy;
}
