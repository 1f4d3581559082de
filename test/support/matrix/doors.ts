import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputField,
  GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
} from 'graphql';
import { contractToken } from '../../../src/signing/contract-token.ts';
import type { Action } from '../../../src/access/permissions.ts';
import { SENSITIVITIES } from '../../../src/access/sensitivity.codes.ts';
import { subgraphSdl } from '../../../src/graph/federation.ts';
import { newId } from '../../../src/database/ids.ts';
import type { Plain } from './compare.ts';
import type { Scope } from './oracle.ts';
import { named, type Selections } from './selection.ts';
import { FILTERS, ORDERS, type Way, waysOf } from './ways.ts';
import type { World } from './world.ts';
import { identityNumber } from '../register-household.ts';
import { needsOf, objectOf, saysOf } from '../schema-walk.ts';

/** A door to an object or a list: a root field with its arguments. */
export interface Door {
  readonly name: string;
  readonly root: 'Query' | 'Mutation';
  readonly field: string;
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The same door with a key of no object; `null` if the door takes no key. */
  readonly missing: Pick<Door, 'source' | 'variables'> | null;
  /** The owner of the answer, if the answer does not show it. */
  readonly scope: Scope | null;
  /** The answers of the document, by their aliases. */
  readonly parts: readonly Part[];
  /** Whether it names a person by token or a household by file number, as a partner may. */
  readonly isByKey: boolean;
  /** The type of an entity. */
  readonly entity: string | null;
  /** The type of the object, where the field has an interface. */
  readonly on: string | null;
  /** The code with which a mutation is refused that answers with no problems. */
  readonly refusal: string | null;
}

export interface Part {
  readonly as: string;
  /** The action that the viewer needs to search by it. */
  readonly reads: readonly Action[];
  /** Whether it searches by a union, of which the viewer may read something or is refused. */
  readonly byUnion: boolean;
}

/** Returns the doors of every root field of the schema, in every way. */
export function doorsOf(world: World, schema: GraphQLSchema, selections: Selections): readonly Door[] {
  const known = waysOf(world);
  const roots = (['Query', 'Mutation'] as const).flatMap((root) => {
    const type = schema.getType(root);
    const fields = type instanceof GraphQLObjectType ? Object.values(type.getFields()) : [];
    return fields.map((field) => ({ root, field, name: `${root}.${field.name}` }));
  });
  const order = Object.keys(known);
  const sorted = roots.toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
  return sorted.flatMap(({ root, field, name }) => {
    const own = known[name];
    if (own === undefined) throw new Error(`the matrix does not know how to ask for ${name}: say so in waysOf`);
    const searches = searchesOf(field);
    const doors = own.map((way) => doorOf(root, field, way, selections, schema));
    return searches.length === 0 ? doors : [...doors, searchDoor(root, field, searches)];
  });
}

function doorOf(
  root: Door['root'],
  field: GraphQLField<unknown, unknown>,
  way: Way,
  selections: Selections,
  schema: GraphQLSchema,
): Door {
  const { missing, missingVariables, scope, reads, byUnion, refusal, ...asked }: Told = { ...PLAIN_WAY, ...way };
  const fields = selectionOf(root, field, way, selections, schema);
  const sourceOf = (args: string) =>
    `${headOf(root, field, asked.variables)} { ${field.name}${bracketed(args)} ${fields} }`;
  const source = sourceOf(asked.args);
  const none = {
    source: missing === null ? source : sourceOf(missing),
    variables: missingVariables ?? asked.variables,
  };
  return {
    ...{ name: `${root}.${field.name}${bracketed(asked.args.slice(0, 40))}`, root, field: field.name, source },
    ...{ variables: asked.variables, missing: missing === null && missingVariables === null ? null : none },
    ...{ scope, parts: [{ as: field.name, reads, byUnion }], entity: null, on: asked.on, refusal },
    isByKey: KEYS.some((key) => `${field.name} ${asked.args}`.startsWith(key)),
  };
}

/** How root fields name persons and households by key. */
const KEYS = ['household fileNumber:', 'person token:'];

/** What a way selects of a field. */
function selectionOf(
  root: Door['root'],
  field: GraphQLField<unknown, unknown>,
  { on, selection = (of, shown) => of.ask(shown) }: Way,
  selections: Selections,
  schema: GraphQLSchema,
): string {
  const type = shownType(field, on ?? null, schema);
  if (type === null) throw new Error(`the matrix does not know what to ask of ${root}.${field.name}`);
  const own = selection(selections, type);
  return on === undefined ? own : `{ ... on ${on} ${own} }`;
}

/** The object type that a field shows. */
export function shownType(
  field: GraphQLField<unknown, unknown>,
  on: string | null,
  schema: GraphQLSchema,
): GraphQLObjectType | null {
  const named = on === null ? null : schema.getType(on);
  return named instanceof GraphQLObjectType ? named : objectOf({ field });
}

/** Returns a way with its defaults filled in. */
type Told = { readonly [K in Exclude<keyof Way, 'selection' | 'on'>]-?: Exclude<Way[K], undefined> } & {
  readonly on: string | null;
};

const PLAIN_WAY: Told = {
  args: '',
  on: null,
  missing: null,
  missingVariables: null,
  variables: {},
  scope: null,
  reads: [],
  byUnion: false,
  refusal: null,
};

function bracketed(args: string): string {
  return args === '' ? '' : `(${args})`;
}

/** `query ($facts: JSON!)`. */
function headOf(root: Door['root'], field: GraphQLField<unknown, unknown>, variables: Door['variables']): string {
  const given = Object.keys(variables).map((name) => {
    return `$${name}: ${String(field.args.find((arg) => arg.name === name)?.type)}`;
  });
  return `${root.toLowerCase()} ${given.length === 0 ? '' : `(${given.join()})`}`;
}

interface Search {
  readonly args: string;
  readonly reads: readonly Action[];
  readonly selection: string;
}

/** Makes one document of all searches of a list. */
function searchDoor(root: Door['root'], field: GraphQLField<unknown, unknown>, searches: readonly Search[]): Door {
  const parts = searches.map(({ args, reads }, at) => ({
    ...{ as: `search${at}`, reads, args },
    byUnion: /\bunion: /.test(args),
  }));
  const fields = searches.map(
    ({ args, selection }, at) => `search${at}: ${field.name}(first: 200, ${args}) ${selection}`,
  );
  return {
    ...{ name: `${root}.${field.name}, filtered and sorted`, root, field: field.name, variables: {}, parts },
    ...{ source: `{ ${fields.join(' ')} }`, missing: null, scope: null, entity: null, on: null, refusal: null },
    isByKey: false,
  };
}

/** Makes the searches of a list by each of its filters and in each of its orders. */
function searchesOf(field: GraphQLField<unknown, unknown>): readonly Search[] {
  const page = objectOf({ field });
  const nodes = page?.getFields()['nodes'];
  const row = nodes === undefined ? null : objectOf({ field: nodes });
  if (row === null) return [];
  const selection = `{ __typename totalCount nodes ${named(row)} }`;
  return field.args.flatMap((arg): readonly Search[] => {
    const type = getNamedType(arg.type);
    if (isInputObjectType(type)) {
      return Object.values(type.getFields()).map((one) => {
        const { value, reads } = filterOf(type.name, one, row);
        return { args: `${arg.name}: { ${one.name}: ${value} }`, reads, selection };
      });
    }
    if (!isEnumType(type) || arg.name !== 'orderBy') return [];
    return type.getValues().map(({ name }) => {
      const reads = ORDERS[`${type.name}.${name}`];
      if (reads === undefined) throw new Error(`the matrix does not know the order ${type.name}.${name}: see ORDERS`);
      return { args: `${arg.name}: ${name}`, reads, selection };
    });
  });
}

interface Filter {
  readonly value: string;
  readonly reads: readonly Action[];
}

/** By the value that the households were filled with; what it reads is told, or is the policy of the rows' own field. */
function filterOf(input: string, { name, type }: GraphQLInputField, row: GraphQLObjectType): Filter {
  const told = FILTERS[`${input}.${name}`];
  const value = told?.value ?? filledWith(type);
  const reads = told?.reads ?? readsOf(row, row.getFields()[name]);
  if (value !== null && reads !== null) return { value, reads };
  throw new Error(`the matrix does not know the filter ${input}.${name}: say so in FILTERS`);
}

/** A code or a truth as households have them; `null`: what else they have does not show. */
function filledWith(type: GraphQLInputField['type']): string | null {
  const codes = getNamedType(type);
  if (isEnumType(codes)) return codes.getValues()[1]?.name ?? null;
  return codes.name === 'Boolean' ? 'false' : null;
}

function readsOf(row: GraphQLObjectType, field: GraphQLField<unknown, unknown> | undefined): readonly Action[] | null {
  if (field === undefined) return null;
  const needs = needsOf({ type: row, field });
  const { sensitivity } = saysOf(field);
  const unmasked = sensitivity === undefined ? [] : [SENSITIVITIES[sensitivity]];
  return needs === undefined || needs === 'INHERIT' ? unmasked : [needs, ...unmasked];
}

/** Every entity by each of its keys; what stands under them was seen through the other doors. */
export function entityDoors(
  world: World,
  schema: GraphQLSchema,
  selections: Selections,
  seen: ReadonlyMap<string, readonly Plain[]>,
): readonly Door[] {
  const sdl = subgraphSdl(schema);
  const keyed = [...sdl.matchAll(/^type (\w+)(?: implements \w+)? (@key.*) \{$/gm)];
  return keyed.flatMap(([, name = '', directives = '']) => {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLObjectType)) throw new Error(`${name} is no object type`);
    const source = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${name} ${selections.flat(type)} } }`;
    return [...directives.matchAll(/fields: "(\w+)"/g)].map(([, key = '']): Door => {
      const found = (seen.get(name) ?? []).find((one) => typeof one[key] === 'string');
      if (found === undefined) throw new Error(`the matrix saw no ${name} with a ${key}`);
      const value = String(found[key]);
      const variables = (given: string) => ({ of: [{ __typename: name, [key]: given }] });
      return {
        ...{
          name: `_entities(${name} by ${key})`,
          root: 'Query',
          field: '_entities',
          source,
          variables: variables(value),
        },
        ...{
          missing: { source, variables: variables(nothingLike(world, key, value)) },
          scope: null,
          parts: [{ as: '_entities', reads: [], byUnion: false }],
          entity: name,
          isByKey: ['Household fileNumber', 'Person token'].includes(`${name} ${key}`),
          on: null,
          refusal: null,
        },
      };
    });
  });
}

/** Returns a key of the same form that no object has. */
function nothingLike({ gateway }: World, key: string, value: string): string {
  if (key === 'id' || key === 'registerId') return newId();
  if (key === 'token') return contractToken(gateway.contractKey, identityNumber(9999));
  return value.replace(/./g, '9');
}
