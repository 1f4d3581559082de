import { type GraphQLObjectType, type GraphQLSchema, isEnumType, isNonNullType, isScalarType } from 'graphql';
import { coordinates, objectOf } from '../schema-walk.ts';

/**
 * Selects every field of every object that is reached. Each edge of the schema is followed at least once to the fields
 * behind it, and the walk continues from each type that is met for the first time.
 */
export class Selections {
  readonly #fields: ReturnType<typeof coordinates>;
  readonly #met = new Set<string>();

  constructor(schema: GraphQLSchema) {
    this.#fields = coordinates(schema);
  }

  /** Selects every field, and continues from a type that was not met before. */
  ask(type: GraphQLObjectType): string {
    return this.#met.has(type.name) ? this.flat(type) : this.full(type);
  }

  /** Selects every field, and every edge of types that were not met before. */
  full(type: GraphQLObjectType): string {
    // A page has its rows also as nodes.
    if (type.name.endsWith('Edge')) return this.flat(type);
    this.#met.add(type.name);
    const fields = this.#of(type).map((one) => {
      const to = objectOf(one);
      if (to === null) return one.field.name;
      return `${one.field.name} ${this.#met.has(to.name) ? this.flat(to) : this.full(to)}`;
    });
    return `{ __typename ${fields.join(' ')} }`;
  }

  /** Selects every field, and only the keys of the objects behind edges. */
  flat(type: GraphQLObjectType): string {
    const fields = this.#of(type).map((one) => {
      const to = objectOf(one);
      return to === null ? one.field.name : `${one.field.name} ${isPart(to) ? this.flat(to) : named(to)}`;
    });
    return `{ __typename ${fields.join(' ')} }`;
  }

  #of(type: GraphQLObjectType) {
    const own = this.#fields.filter((one) => one.type.name === type.name && !one.field.name.startsWith('_'));
    for (const { name, field } of own) {
      const needed = field.args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
      if (needed.length > 0)
        throw new Error(`the matrix cannot ask for ${name}: it needs ${needed.map(String).join()}`);
    }
    return own;
  }
}

/** Whether a type is a page or an edge, which only leads to rows. */
function isPart({ name }: GraphQLObjectType): boolean {
  return /(?:Connection|Edge)$|^PageInfo$/.test(name);
}

/** Selects the keys of an object. */
export function named(type: GraphQLObjectType): string {
  const keys = ['id', 'code', 'key', 'unionId', 'householdId'].filter((key) => {
    const field = type.getFields()[key];
    const leaf = field !== undefined && isNonNullType(field.type) ? field.type.ofType : field?.type;
    return isScalarType(leaf) || isEnumType(leaf);
  });
  return `{ ${['__typename', ...keys].join(' ')} }`;
}
