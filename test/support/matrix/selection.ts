import { type GraphQLObjectType, type GraphQLSchema, isEnumType, isNonNullType, isScalarType } from 'graphql';
import { coordinates, objectOf } from '../schema-walk.ts';

/**
 * What is asked for: every field of whatever is reached. Each edge of the schema is walked at least once as far as the
 * fields behind it, and each type that is met for the first time is walked on from.
 */
export class Selections {
  readonly #fields: ReturnType<typeof coordinates>;
  readonly #met = new Set<string>();

  constructor(schema: GraphQLSchema) {
    this.#fields = coordinates(schema);
  }

  /** Every field; where the type was not met before, walked on from. */
  ask(type: GraphQLObjectType): string {
    return this.#met.has(type.name) ? this.flat(type) : this.full(type);
  }

  /** Every field, and from types that were not met before every edge on. */
  full(type: GraphQLObjectType): string {
    // The rows of a page are its nodes too.
    if (type.name.endsWith('Edge')) return this.flat(type);
    this.#met.add(type.name);
    const fields = this.#of(type).map((one) => {
      const to = objectOf(one);
      if (to === null) return one.field.name;
      return `${one.field.name} ${this.#met.has(to.name) ? this.flat(to) : this.full(to)}`;
    });
    return `{ __typename ${fields.join(' ')} }`;
  }

  /** Every field; of what an edge leads to, only which one it is. */
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

/** Pages and their edges are but ways to their rows. */
function isPart({ name }: GraphQLObjectType): boolean {
  return /(?:Connection|Edge)$|^PageInfo$/.test(name);
}

/** Which object it is: what it has of its keys. */
export function named(type: GraphQLObjectType): string {
  const keys = ['id', 'code', 'key', 'unionId'].filter((key) => {
    const field = type.getFields()[key];
    const leaf = field !== undefined && isNonNullType(field.type) ? field.type.ofType : field?.type;
    return isScalarType(leaf) || isEnumType(leaf);
  });
  return `{ ${['__typename', ...keys].join(' ')} }`;
}
