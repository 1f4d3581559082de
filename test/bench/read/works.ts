import { BANGFU, type Dialect, PLAIN, POSTGRAPHILE } from './dialects.ts';
import { FAMILY, ROW, type Shape, WHOLE } from './shapes.ts';

export type Variables = Readonly<Record<string, unknown>>;
export type Data = Readonly<Record<string, unknown>>;
/** Sends a document to one server and gives its data. */
type Ask = (query: string, variables: Variables) => Promise<Data>;

/** What the requests of all servers vary over, in the same order for each. */
export interface Samples {
  /** Ids of households, at random. */
  readonly households: readonly string[];
  /** How many rows lie between the starts of two pages, and how many pages there are. */
  readonly windows: { readonly leap: number; readonly count: number };
  /** Codes of unions that keep households. */
  readonly unions: readonly string[];
  readonly listings: readonly { readonly union: string; readonly cause: string }[];
}

/** How one server does a work: one document, and the variables of each request in their order. */
export interface Part {
  readonly query: string;
  readonly requests: (ask: Ask, samples: Samples) => Promise<readonly Variables[]>;
  /** What of an answer is compared. */
  readonly read: (data: Data) => unknown;
}

export type Kind = 'bangfu' | 'postgraphile' | 'plain';

export interface Work {
  readonly key: string;
  readonly title: string;
  /** By the kind of the server; a server that cannot do it has none. */
  readonly parts: Readonly<Partial<Record<Kind, Part>>>;
}

const DIALECTS: Readonly<Record<Kind, Dialect>> = { bangfu: BANGFU, postgraphile: POSTGRAPHILE, plain: PLAIN };
const PAGE = 20;
const LISTED = 100;

/** `households(…) { nodes { … } }` as each server writes it. */
const LISTS: Readonly<Record<Kind, string>> = {
  bangfu: 'households(first: $first, after: $after)',
  postgraphile: 'households: allHouseholds(first: $first, after: $after, orderBy: [FILE_NUMBER_ASC, PRIMARY_KEY_ASC])',
  plain: 'households(first: $first, after: $after)',
};
const CURSOR: Readonly<Record<Kind, string>> = { bangfu: 'String', postgraphile: 'Cursor', plain: 'String' };

function pagesOf(kind: Kind, shape: Shape): Part {
  const { select, read } = DIALECTS[kind];
  const given = `query Families($first: Int!, $after: ${CURSOR[kind]})`;
  const walk = `${given} { ${LISTS[kind]} { pageInfo { endCursor } } }`;
  return {
    query: `${given} { ${LISTS[kind]} { nodes { ${select(shape)} } pageInfo { hasNextPage } } }`,
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

function firstPagesOf(kind: Kind, shape: Shape): Part {
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

function oneOf(kind: Kind, shape: Shape): Part {
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

function listingOf(kind: Kind, shape: Shape): Part {
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

/** Always the same order, without a run of neighbours. */
export function shuffled<T>(values: readonly T[]): readonly T[] {
  return values
    .map((value, at) => ({ value, by: (at * 2_654_435_761) % 4_294_967_296 }))
    .sort((a, b) => a.by - b.by)
    .map(({ value }) => value);
}

function forAll(make: (kind: Kind) => Part): Work['parts'] {
  return { bangfu: make('bangfu'), postgraphile: make('postgraphile'), plain: make('plain') };
}

export const WORKS: readonly Work[] = [
  {
    key: 'a',
    title: '20 households with members, incomes, expenses, disbursements: pages of all households',
    parts: forAll((kind) => pagesOf(kind, FAMILY)),
  },
  {
    key: 'a1',
    title: 'the same of the first 20 households of a union',
    parts: forAll((kind) => firstPagesOf(kind, FAMILY)),
  },
  { key: 'b', title: 'one household with everything', parts: forAll((kind) => oneOf(kind, WHOLE)) },
  {
    key: 'c',
    title: 'a filtered, sorted page of 100 households',
    parts: forAll((kind) => listingOf(kind, ROW)),
  },
];
