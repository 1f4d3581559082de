import { BANGFU, type Dialect, PLAIN, POSTGRAPHILE } from './dialects.ts';
import type { Shape } from './shapes.ts';
import { type Data, type Kind, type Part, shuffled } from './work.ts';

export const DIALECTS: Readonly<Record<Kind, Dialect>> = { bangfu: BANGFU, postgraphile: POSTGRAPHILE, plain: PLAIN };
const PAGE = 20;
const LISTED = 100;

/** `households(…) { nodes { … } }` as each server writes it. */
const LISTS: Readonly<Record<Kind, string>> = {
  bangfu: 'households(first: $first, after: $after)',
  postgraphile: 'households: allHouseholds(first: $first, after: $after, orderBy: [FILE_NUMBER_ASC, PRIMARY_KEY_ASC])',
  plain: 'households(first: $first, after: $after)',
};
const CURSOR: Readonly<Record<Kind, string>> = { bangfu: 'String', postgraphile: 'Cursor', plain: 'String' };

/** Pages of all households; `select` is asked of each instead of the shape, where it is given. */
export function pagesOf(kind: Kind, shape: Shape, select = DIALECTS[kind].select(shape)): Part {
  const { read } = DIALECTS[kind];
  const given = `query Families($first: Int!, $after: ${CURSOR[kind]})`;
  const walk = `${given} { ${LISTS[kind]} { pageInfo { endCursor } } }`;
  return {
    query: `${given} { ${LISTS[kind]} { nodes { ${select} } pageInfo { hasNextPage } } }`,
    requests: async (ask, { windows: { leap, count } }) => {
      const starts: (string | null)[] = [null];
      while (starts.length < count) {
        const data = await ask(walk, { first: leap, after: starts.at(-1) });
        const { pageInfo } = data['households'] as { pageInfo: { endCursor: string } };
        starts.push(pageInfo.endCursor);
      }
      return shuffled(starts).map((after) => ({ first: PAGE, after }));
    },
    read: (data) => rowsOf(data).map((row) => read(shape, row)),
  };
}

const OF_UNION: Readonly<Record<Kind, string>> = {
  bangfu: 'households(first: $first, filter: { union: $union })',
  postgraphile:
    'households: householdsUnder(first: $first, unionCode: $union, orderBy: [FILE_NUMBER_ASC, PRIMARY_KEY_ASC])',
  plain: 'households: householdsUnder(first: $first, union: $union)',
};

export function firstPagesOf(kind: Kind, shape: Shape): Part {
  const { select, read } = DIALECTS[kind];
  const given = 'query FamiliesOfUnion($first: Int!, $union: String!)';
  return {
    query: `${given} { ${OF_UNION[kind]} { nodes { ${select(shape)} } pageInfo { hasNextPage } } }`,
    requests: (_ask, { unions }) => Promise.resolve(unions.map((union) => ({ first: PAGE, union }))),
    read: (data) => rowsOf(data).map((row) => read(shape, row)),
  };
}

const ONE: Readonly<Record<Kind, readonly [string, string]>> = {
  bangfu: ['query Whole($id: ID!)', 'household(id: $id)'],
  postgraphile: ['query Whole($id: UUID!)', 'household: householdByRowId(rowId: $id)'],
  plain: ['query Whole($id: ID!)', 'household(id: $id)'],
};

export function oneOf(kind: Kind, shape: Shape): Part {
  const { select, read } = DIALECTS[kind];
  const [given, field] = ONE[kind];
  return {
    query: `${given} { ${field} { ${select(shape)} } }`,
    requests: (_ask, { households }) => Promise.resolve(households.map((id) => ({ id }))),
    read: ({ household }) => read(shape, household),
  };
}

const LISTINGS: Readonly<Record<Kind, readonly [string, string]>> = {
  bangfu: [
    'query Listing($union: String!, $cause: HardshipCause!)',
    `households(first: ${LISTED}, orderBy: WORKER_NAME, filter: { union: $union, mainCause: $cause })`,
  ],
  postgraphile: [
    'query Listing($union: String!, $cause: String!)',
    `households: householdsUnder(first: ${LISTED}, unionCode: $union, condition: { mainCause: $cause },
      orderBy: [WORKER_NAME_ASC, PRIMARY_KEY_ASC])`,
  ],
  plain: [
    'query Listing($union: String!, $cause: String!)',
    `households: householdsUnder(first: ${LISTED}, union: $union, cause: $cause)`,
  ],
};

export function listingOf(kind: Kind, shape: Shape): Part {
  const { select, read } = DIALECTS[kind];
  const [given, field] = LISTINGS[kind];
  return {
    query: `${given} { ${field} { nodes { ${select(shape)} } pageInfo { hasNextPage } } }`,
    requests: (_ask, { listings }) => Promise.resolve(listings),
    read: (data) => rowsOf(data).map((row) => read(shape, row)),
  };
}

function rowsOf({ households }: Data): readonly unknown[] {
  return (households as { readonly nodes: readonly unknown[] }).nodes;
}
