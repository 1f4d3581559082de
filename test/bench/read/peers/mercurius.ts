import Fastify from 'fastify';
import mercurius, { type MercuriusLoaders } from 'mercurius';
import pg from 'pg';
import { TABLES } from './tables.ts';

/** Mercurius with jit, and loaders over SQL by hand: each statement is named, so PostgreSQL plans it once a connection. */
const { PORT = '4332', BENCH_DATABASE = '' } = process.env;
const DATE = 1082;
pg.types.setTypeParser(DATE, (text) => text);
const pool = new pg.Pool({ connectionString: BENCH_DATABASE, max: 10 });

type Type = keyof typeof TABLES;
type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** The lists of a household. */
const LISTS = {
  members: 'Member',
  employment: 'Employment',
  incomes: 'Income',
  deductions: 'Deduction',
  expenses: 'Expense',
  events: 'HardshipEvent',
  dwellings: 'Dwelling',
  vehicles: 'Vehicle',
  schooling: 'Schooling',
  dibao: 'DibaoSpell',
  files: 'ArchiveFile',
  disbursements: 'Disbursement',
} as const satisfies Record<string, Type>;

const FORMS: Readonly<Record<string, string>> = { b: 'Boolean', i: 'Int', l: '[String!]' };
const RELATIONS: Readonly<Partial<Record<Type, string>>> = {
  Household: `steward: TradeUnion ${Object.entries(LISTS)
    .map(([name, type]) => `${name}: [${type}!]!`)
    .join(' ')}`,
  Member: 'person: Person',
  ArchiveFile: 'steward: TradeUnion',
};

const fieldsOf = (type: Type) => TABLES[type][1].split(/\s+/).map((word) => word.split(':') as [string, string?]);
const columnOf = (name: string) => `"${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}" as "${name}"`;
const columnsOf = (type: Type) => ['id', ...fieldsOf(type).map(([name]) => columnOf(name))].join(', ');
const viewOf = (type: Type) => `bench.${TABLES[type][0]}`;

const types = (Object.keys(TABLES) as Type[]).map((type) => {
  const fields = fieldsOf(type).map(([name, form]) => `${name}: ${FORMS[form ?? ''] ?? 'String'}`);
  return `type ${type} { id: ID! ${fields.join(' ')} ${RELATIONS[type] ?? ''} }`;
});
const schema = `${types.join('\n')}
type PageInfo { endCursor: String hasNextPage: Boolean! }
type HouseholdPage { nodes: [Household!]! pageInfo: PageInfo! }
type HouseholdCount { key: String! households: Int! }
type MoneySum { key: String! amountFen: String! payments: Int! households: Int! }
type Query {
  household(id: ID!): Household
  households(first: Int!, after: String): HouseholdPage!
  householdsUnder(first: Int!, union: String!, cause: String): HouseholdPage!
  persons(tokens: [String!]!): [Person!]!
  householdsByCause: [HouseholdCount!]!
  moneyBySource(year: Int!): [MoneySum!]!
}`;

async function rowsOf(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await pool.query<Row>({ name, text, values: [...values] })).rows;
}

const byTokens = (tokens: readonly unknown[]) =>
  rowsOf('Person by token', `select ${columnsOf('Person')} from bench.persons_of($1::text[])`, [tokens]);
const byIds = (type: Type, ids: readonly unknown[]) =>
  rowsOf(`${type} by id`, `select ${columnsOf(type)} from ${viewOf(type)} where id = any($1::uuid[])`, [ids]);

interface Asked {
  readonly obj: Row;
}

/** The object that a column names. */
const one = (type: Type, key: string) => ({
  loader: async (asked: readonly Asked[]) => {
    const rows = await byIds(type, [...new Set(asked.map(({ obj }) => obj[key]))]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return asked.map(({ obj }) => byId.get(obj[key] as string) ?? null);
  },
  opts: { cache: false },
});

/** What a household has of a type. */
const many = (type: Type) => ({
  loader: async (asked: readonly Asked[]) => {
    const text = `select ${columnsOf(type)} from ${viewOf(type)} where household_id = any($1::uuid[])`;
    const rows = await rowsOf(`${type} of households`, text, [asked.map(({ obj }) => obj.id)]);
    const groups = Map.groupBy(rows, ({ householdId }) => householdId);
    return asked.map(({ obj }) => groups.get(obj.id) ?? []);
  },
  opts: { cache: false },
});

const loaders = {
  Household: {
    steward: one('TradeUnion', 'stewardId'),
    ...Object.fromEntries(Object.entries(LISTS).map(([name, type]) => [name, many(type)])),
  },
  Member: { person: one('Person', 'personId') },
  ArchiveFile: { steward: one('TradeUnion', 'stewardId') },
} as unknown as MercuriusLoaders;

function pageOf(rows: Row[], first: number) {
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  const endCursor = last === undefined ? null : btoa(JSON.stringify([last['fileNumber'], last.id]));
  return { nodes, pageInfo: { endCursor, hasNextPage: rows.length > first } };
}

async function households(first: number, after: string | null | undefined) {
  const select = `select ${columnsOf('Household')} from bench.household`;
  const order = 'order by file_number, id limit $1';
  if (after === null || after === undefined)
    return pageOf(await rowsOf('first', `${select} ${order}`, [first + 1]), first);
  const [number, id] = JSON.parse(atob(after)) as [string, string];
  const text = `${select} where (file_number, id) > ($2, $3::uuid) ${order}`;
  return pageOf(await rowsOf('next', text, [first + 1, number, id]), first);
}

async function householdsUnder(first: number, union: string, cause: string | null | undefined) {
  const select = `select ${columnsOf('Household')} from bench.households_under($2)`;
  const rows =
    cause === null || cause === undefined
      ? await rowsOf('under', `${select} order by file_number, id limit $1`, [first + 1, union])
      : await rowsOf('of cause', `${select} where main_cause = $3 order by worker_name, id limit $1`, [
          first + 1,
          union,
          cause,
        ]);
  return pageOf(rows, first);
}

interface Given {
  readonly id: string;
  readonly tokens: string[];
  readonly first: number;
  readonly after?: string | null;
  readonly union: string;
  readonly cause?: string | null;
  readonly year: number;
}

const resolvers = {
  Query: {
    household: async (_: unknown, { id }: Given) => (await byIds('Household', [id]))[0] ?? null,
    households: (_: unknown, { first, after }: Given) => households(first, after),
    householdsUnder: (_: unknown, { first, union, cause }: Given) => householdsUnder(first, union, cause),
    persons: (_: unknown, { tokens }: Given) => byTokens(tokens),
    householdsByCause: () => rowsOf('by cause', 'select key, households from bench.households_by_cause'),
    moneyBySource: (_: unknown, { year }: Given) =>
      rowsOf(
        'by source',
        'select key, amount_fen as "amountFen", payments, households from bench.money_by_source($1)',
        [year],
      ),
  },
};

const app = Fastify();
await app.register(mercurius, { schema, resolvers, loaders, jit: 1 });
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
