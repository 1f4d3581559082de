import type { Sql } from '../../database/database.ts';
import {
  type ColumnTypes,
  DECISION_COLUMNS,
  HOUSEHOLD_DIMENSIONS,
  MEMBERSHIP_DIMENSIONS,
  PAYMENT_DIMENSIONS,
  PERSON_DIMENSIONS,
} from './columns.ts';
import { NATIONAL_ENTRIES } from './feed/entry-source.read.ts';
import {
  CLOSINGS,
  DECISION_SPANS,
  HOUSEHOLD_SPANS,
  LIST_SEPARATOR,
  MEMBERS,
  PAYMENTS,
  type Source,
  type SourceScope,
  STEWARDS,
  SURVEYS,
} from './feed/sources.read.ts';
import type { ProjectionReader } from './projection.ts';

/** A day and a revision at which both sides are counted. */
export interface CheckedPoint {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly revision: number;
}

/** A number that differs between PostgreSQL and the projection. */
export interface ProjectionDifference extends CheckedPoint {
  readonly figure: string;
  readonly key: string;
  readonly register: number;
  readonly projection: number;
}

/**
 * The columns that figures are counted from, of one table: where the projection has its rows, and where PostgreSQL has them. A measure or
 * a dimension is a function of such columns: where they are the same, so are its figures. What is derived on the way (events of files,
 * beneficiaries, the lines of the tree) is compared by counts.
 */
interface CheckedTable {
  readonly name: string;
  /** The columns beside the ids, and what the ids are called on both sides. */
  readonly columns: ColumnTypes;
  readonly ids: Readonly<Record<string, string>>;
  /** The rows of the projection at a point, with the ids under their aliases. */
  readonly projection: string;
  /** The rows of PostgreSQL, by the statements that feed the projection, as they were then. */
  readonly register: (scope: SourceScope, point: CheckedPoint) => string;
}

const HERE = (alias: string) => `${alias}.day_from <= $day::date and ${alias}.day_to > $day::date and ${known(alias)}`;
const known = (alias: string) => `${alias}.rev_from <= $revision and ${alias}.rev_to > $revision`;
const KEYED = (table: string) => `${table} t join household_key k on k.household_key = t.household_key`;

function fed(source: Source, alias: string, scope: SourceScope): string {
  return `(${source.statement(scope)}) ${alias} (${Object.keys(source.columns).join(', ')})`;
}

/** Where a row of PostgreSQL holds at a point. */
function holding(alias: string, { day, revision }: CheckedPoint): string {
  return `${alias}.day_from <= date '${day}' and ${alias}.day_to > date '${day}' and ${alias}.rev_from <= ${revision} and ${alias}.rev_to > ${revision}`;
}

/** The span `h` of the household of a row on the row's day. */
function stewarded(alias: string, day: string, scope: SourceScope, revision: number): string {
  return `${fed(HOUSEHOLD_SPANS, 'h', scope)} on h.household_id = ${alias}.household_id and h.day_from <= ${alias}.${day}
    and h.day_to > ${alias}.${day} and h.rev_from <= ${revision} and h.rev_to > ${revision}`;
}

const HOUSEHOLD = { household_id: 'k.household_id' };

const TABLES: readonly CheckedTable[] = [
  {
    name: 'household_fact',
    columns: { ...HOUSEHOLD_DIMENSIONS, ...DECISION_COLUMNS },
    ids: { ...HOUSEHOLD, steward_id: 'u.union_id' },
    projection: `${KEYED('household_fact')} join union_key u on u.union_key = t.steward where ${HERE('t')}`,
    register: (scope, point) =>
      `${fed(HOUSEHOLD_SPANS, 'h', scope)} join ${fed(DECISION_SPANS, 'd', scope)} using (household_id)
       where ${holding('h', point)} and ${holding('d', point)}`,
  },
  {
    name: 'person_fact',
    columns: { ...MEMBERSHIP_DIMENSIONS, ...PERSON_DIMENSIONS },
    ids: { ...HOUSEHOLD, membership_id: 't.membership_id', person_id: 'p.person_id' },
    projection: `${KEYED('person_fact')} join person_key p on p.person_key = t.person_key where ${HERE('t')}`,
    register: (scope, point) => `${fed(MEMBERS, 'm', scope)} where ${holding('m', point)}`,
  },
  {
    name: 'household_steward',
    columns: {},
    ids: { ...HOUSEHOLD, union_id: 'u.union_id' },
    projection: `${KEYED('household_steward')} join union_key u on u.union_key = t.steward
      where t.day_from <= $day::date and t.day_to > $day::date`,
    register: (scope, { day }) =>
      `${fed(STEWARDS, 's', scope)} where s.day_from <= date '${day}' and s.day_to > date '${day}'`,
  },
  {
    name: 'payment',
    columns: { ...PAYMENT_DIMENSIONS, is_reversal: 'BOOLEAN', reversed_on: 'DATE' },
    ids: { ...HOUSEHOLD, payment_id: 't.payment_id', steward_id: 'u.union_id' },
    projection: `${KEYED('payment')} join union_key u on u.union_key = t.steward where ${known('t')}`,
    register: (scope, { revision }) =>
      `(select d.*, case when d.reversed_in <= ${revision} then d.reversed_on end as reversed,
          coalesce(h.steward_id, d.recorder_id) as steward_id
        from ${fed(PAYMENTS, 'd', scope)} left join ${stewarded('d', 'paid_on', scope, revision)}) p
       where p.rev_from <= ${revision}`,
  },
  {
    name: 'survey',
    columns: { surveyed_on: 'DATE', way: 'VARCHAR' },
    ids: { ...HOUSEHOLD, steward_id: 'u.union_id' },
    projection: `${KEYED('survey')} left join union_key u on u.union_key = t.steward where ${known('t')}`,
    register: (scope, { revision }) =>
      `(select s.*, h.steward_id from ${fed(SURVEYS, 's', scope)} left join ${stewarded('s', 'surveyed_on', scope, revision)}) p
       where p.rev_from <= ${revision} and p.rev_to > ${revision}`,
  },
  {
    name: 'national_entry',
    columns: { matter: 'VARCHAR', entered_on: 'DATE' },
    ids: { ...HOUSEHOLD, file_id: 't.file_id' },
    projection: `${KEYED('national_entry')} where ${known('t')}`,
    register: (scope, { revision }) =>
      `${fed(NATIONAL_ENTRIES, 'n', scope)} where n.rev_from <= ${revision} and n.rev_to > ${revision}`,
  },
  {
    name: 'household_closing',
    columns: { reason: 'VARCHAR' },
    ids: HOUSEHOLD,
    projection: `${KEYED('household_closing')} where ${HERE('t')}`,
    register: (scope, point) => `${fed(CLOSINGS, 'c', scope)} where ${holding('c', point)}`,
  },
];

/** Columns that PostgreSQL has under another name at a point. */
const THERE: Readonly<Record<string, string>> = { reversed_on: 'reversed' };
const DIGITS = 12;

/** Compares every column of every row at a point, by a sum over their digests. */
export async function compareRows(
  sql: Sql,
  { query }: Pick<ProjectionReader, 'query'>,
  scope: SourceScope,
  point: CheckedPoint,
): Promise<readonly ProjectionDifference[]> {
  const differences: ProjectionDifference[] = [];
  for (const table of TABLES) {
    const register = summed(await sql.query<object>(registerSum(table, scope, point)));
    const projection = summed(await query(projectionSum(table), { day: point.day, revision: point.revision }));
    if (register.rows === projection.rows && register.digest === projection.digest) continue;
    const key = register.rows === projection.rows ? 'values' : 'rows';
    differences.push({
      ...{ ...point, figure: `every column of ${table.name}`, key },
      ...{ register: register.rows, projection: projection.rows },
    });
  }
  return differences;
}

function summed(found: readonly object[]): { readonly rows: number; readonly digest: string } {
  const [row] = found as readonly { readonly rows: string | number; readonly digest: string | null }[];
  return { rows: Number(row?.rows), digest: row?.digest ?? '' };
}

function registerSum({ name, columns, ids, register }: CheckedTable, scope: SourceScope, point: CheckedPoint): string {
  const values = [
    ...Object.keys(ids),
    ...Object.keys(columns).map((column) => (name === 'payment' ? (THERE[column] ?? column) : column)),
  ];
  return `select count(*) as rows, sum(('x' || substr(md5(${joined(values)}), 1, ${DIGITS}))::bit(48)::bigint)::text as digest
    from ${register(scope, point)}`;
}

function projectionSum({ columns, ids, projection }: CheckedTable): string {
  const values = Object.entries(columns).map(([column, type]) =>
    type === 'VARCHAR[]' ? `array_to_string(t.${column}, chr(${LIST_SEPARATOR}))` : `t.${column}`,
  );
  return `select count(*) as rows, sum(('0x' || substr(md5(${joined([...Object.values(ids), ...values])}), 1, ${DIGITS}))::ubigint)::varchar as digest
    from ${projection}`;
}

/** The values of a row as one text, which is the same in PostgreSQL and in DuckDB. */
function joined(values: readonly string[]): string {
  return `concat_ws('|', ${values.map((value) => `coalesce(${value}::text, '~')`).join(', ')})`;
}
