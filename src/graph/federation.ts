import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  GraphQLError,
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import type { NamedKey } from '../access/partner/count-keys.ts';
import { parsePlainId } from './arguments/ids.ts';
import { readAt, viewById, type Viewed } from './arguments/read-at.ts';
import type { GraphContext } from './context.ts';
import { graphError } from './error.ts';
import { admitKeys } from './policy/named-keys.ts';
import type { PolicyExtensions } from './policy/policy.ts';
import { JsonScalar } from './scalars.ts';

type RootField = GraphQLFieldConfig<unknown, GraphContext, Readonly<Record<string, unknown>>>;

/** A gateway's representation of an entity, of which only the keys are trusted. */
export type Reference = Readonly<Record<string, unknown>>;

/** Loads an entity by its key with the viewer's permissions; `null` whether it is missing or forbidden. */
export type ResolveReference = (reference: Reference, context: GraphContext) => Promise<object | null>;

/** Loads all requested entities of one type, in the order of their representations. */
export type ResolveReferences = (
  references: readonly Reference[],
  context: GraphContext,
) => Promise<readonly (object | null)[]>;

/** Makes a batch reference of one that loads a single entity; the loaders batch its reads. */
export function each(resolve: ResolveReference): ResolveReferences {
  return (references, context) => Promise.all(references.map((reference) => resolve(reference, context)));
}

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
`;

/** The sorted SDL for composition, with directives and without federation's own types and fields. */
export function subgraphSdl(schema: GraphQLSchema): string {
  return `${LINK}\n${printSchemaWithDirectives(lexicographicSortSchema(schema))}\n`;
}

/** The sorted SDL for clients' tools: without federation, whose directives they do not know. */
export function apiSdl(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/**
 * Adds `_service` and `_entities` (Apollo's subgraph specification). Every type with a key needs a reference, or the
 * caller's representation would be used as the object. Only a gateway with a verified signature gets an answer.
 */
export function asSubgraph(
  schema: GraphQLSchema,
  references: Readonly<Record<string, ResolveReferences>>,
): GraphQLSchema {
  const query = schema.getQueryType()?.toConfig();
  const config = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    types: config.types.filter(({ name }) => name !== 'Query'),
    query: new GraphQLObjectType({
      name: 'Query',
      ...query,
      fields: { ...query?.fields, _service: serviceField(schema), _entities: entitiesField(schema, references) },
    }),
  });
}

function serviceField(schema: GraphQLSchema): RootField {
  const sdl = subgraphSdl(schema);
  const service = new GraphQLObjectType({
    name: '_Service',
    extensions: { policy: 'INHERIT' },
    fields: { sdl: { type: GraphQLString } },
  });
  return {
    type: new GraphQLNonNull(service),
    resolve: (_source, _given, { gateway }) => {
      if (gateway === null) throw graphError('FORBIDDEN');
      return { sdl };
    },
  };
}

function entitiesField(schema: GraphQLSchema, references: Readonly<Record<string, ResolveReferences>>): RootField {
  const entity = new GraphQLUnionType({
    name: '_Entity',
    types: Object.keys(references).map((name) => findEntity(schema, name)),
    resolveType: (value) => (value as { readonly __typename: string }).__typename,
  });
  const any = new GraphQLScalarType({ ...JsonScalar.toConfig(), name: '_Any', description: null });
  const representations = { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(any))) };
  return {
    type: new GraphQLNonNull(new GraphQLList(entity)),
    args: { representations },
    extensions: { names: namesIn } satisfies PolicyExtensions,
    resolve: async (_source, given, context, info) => {
      if (context.gateway === null) throw graphError('FORBIDDEN');
      if (context.viewer === null) throw graphError('UNAUTHENTICATED');
      if (namesIn(given).length > 0) await admitKeys(context, info);
      const representations = given['representations'] as readonly unknown[];
      return resolveAll(
        references,
        representations.map((one, at) => parseReference(references, one, at)),
        context,
      );
    },
  };
}

interface ParsedReference {
  readonly name: string;
  readonly reference: Reference;
}

/** The type of a representation; the error of one that has no type of ours, which is `null` alone in the answer. */
function parseReference(
  references: Readonly<Record<string, ResolveReferences>>,
  given: unknown,
  at: number,
): ParsedReference | GraphQLError {
  const reference = typeof given === 'object' && given !== null ? (given as Reference) : {};
  const name = reference['__typename'];
  if (typeof name === 'string' && Object.hasOwn(references, name)) return { name, reference };
  return graphError('INVALID_ARGUMENT', { argument: `representations.${at}.__typename` });
}

/** The persons and households that representations name by the keys that partners have; an id in one is what it names. */
function namesIn({ representations }: Readonly<Record<string, unknown>>): readonly NamedKey[] {
  const all: readonly unknown[] = Array.isArray(representations) ? representations : [];
  return all.flatMap((one) => {
    const key = typeof one === 'object' && one !== null ? keyNamedBy(one as Reference) : null;
    return key === null ? [] : [key];
  });
}

function keyNamedBy(reference: Reference): NamedKey | null {
  const kind = reference['__typename'];
  if (kind !== 'Person' && kind !== 'Household') return null;
  if (textKey(reference, 'id') !== null || textKey(reference, 'registerId') !== null) return null;
  const key = textKey(reference, kind === 'Person' ? 'token' : 'fileNumber');
  return key === null ? null : { kind, key };
}

/** How many representations of one type are read at a time. */
const PART = 100;

/** The entities in the order of their representations, loaded by type and in parts. */
async function resolveAll(
  references: Readonly<Record<string, ResolveReferences>>,
  parsed: readonly (ParsedReference | GraphQLError)[],
  context: GraphContext,
): Promise<readonly (object | null)[]> {
  const entities = new Map<ParsedReference, object | null>();
  const readAll = async ([name, own]: readonly [string, readonly ParsedReference[]]) => {
    for (let begin = 0; begin < own.length; begin += PART) {
      const part = own.slice(begin, begin + PART);
      const found = await references[name]?.(
        part.map(({ reference }) => reference),
        context,
      );
      part.forEach((one, at) => entities.set(one, found?.[at] ?? null));
    }
  };
  const named = parsed.filter((one): one is ParsedReference => !(one instanceof GraphQLError));
  await Promise.all([...Map.groupBy(named, ({ name }) => name)].map(readAll));
  return parsed.map((one) => {
    if (one instanceof GraphQLError) return one;
    const found = entities.get(one) ?? null;
    return found === null ? null : Object.assign(found, { __typename: one.name });
  });
}

/** A key of a representation if it is a text; objects and numbers find nothing. */
export function textKey(reference: Reference, name: string): string | null {
  const value = Object.hasOwn(reference, name) ? reference[name] : undefined;
  return typeof value === 'string' && value.length <= 200 && !value.includes('\0') ? value : null;
}

/**
 * What a representation names by its `id`, with the times of that, or by its `registerId`, which is shown as of today;
 * `null` if nothing can have it, `undefined` if it has neither key.
 */
export async function viewOfReference(reference: Reference, context: GraphContext): Promise<Viewed | null | undefined> {
  const [text, registerId] = [textKey(reference, 'id'), textKey(reference, 'registerId')];
  if (text !== null) return viewById(context, text);
  if (registerId === null) return undefined;
  const id = parsePlainId(registerId);
  return id === null ? null : { id, at: await readAt(context.deps, {}) };
}

function findEntity(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!(type instanceof GraphQLObjectType)) throw new Error(`${name} is no object type`);
  return type;
}
