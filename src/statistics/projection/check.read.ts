import type { Database, Sql } from '../../database/database.ts';
import { knownAt } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { type CheckedPoint, compareRows, type ProjectionDifference } from './check-rows.read.ts';
import { LEVEL_PREFIXES } from './columns.ts';
import { readDecisionState } from './feed/marks.read.ts';
import type { PlainRow, Projection, ReadFault, ReadParameters } from './projection.ts';

/** One figure, counted on both sides by statements that give `key` and `count`. */
interface Figure {
  readonly name: string;
  readonly register: (point: CheckedPoint, slot: number) => string;
  readonly projection: string;
}

/** The condition for rows of the projection at the point. */
const HERE = 'day_from <= $day::date and day_to > $day::date and rev_from <= $revision and rev_to > $revision';
const REVISION = 'rev_from <= $revision and rev_to > $revision';

/** The dimensions by which the spans of households are counted; each finds another fault of the overlay. */
const DIMENSIONS = ['region', 'main_cause', 'file_level', 'file_state', 'migrant', 'members'];

function spanAt(alias: string, { day, revision }: CheckedPoint, slot: number): string {
  return `${alias}.slot = ${slot} and ${validOn(alias, `date '${day}'`)} and ${alias}.known_from <= ${revision}
    and (${alias}.known_to is null or ${alias}.known_to > ${revision})`;
}

const ofDimensions = DIMENSIONS.map((dimension): Figure => ({
  name: dimension,
  register: (point, slot) =>
    `select s.${dimension}::text as key, count(*) as count from household_span s where ${spanAt('s', point, slot)} group by 1`,
  projection: `select ${dimension}::varchar as key, count(*) as count from household_fact where ${HERE} group by all`,
}));

const ofLevels = LEVEL_PREFIXES.map(([, prefix]): Figure => ({
  name: `${prefix} outcome and categories`,
  register: (point, slot) =>
    `select concat_ws(' ', s.${prefix}_outcome, array_to_string(s.${prefix}_categories, ' ')) as key, count(*) as count
     from decision_span s where ${spanAt('s', point, slot)} group by 1`,
  projection: `select concat_ws(' ', ${prefix}_outcome, array_to_string(${prefix}_categories, ' ')) as key, count(*) as count
    from household_fact where ${HERE} group by all`,
}));

const ofRecords: readonly Figure[] = [
  {
    name: 'steward',
    register: (point, slot) =>
      `select s.steward_id::text as key, count(*) as count from household_span s where ${spanAt('s', point, slot)} group by 1`,
    projection: `select u.union_id::varchar as key, count(*) as count from household_fact f
      join union_key u on u.union_key = f.steward where ${HERE} group by all`,
  },
  {
    name: 'households with a state',
    register: ({ day, revision }) =>
      `select 'all' as key, count(*) as count from household_version v
       where ${validOn('v', `date '${day}'`)} and ${knownAt('v', revision)}`,
    projection: `select 'all' as key, count(*) as count from household_fact where ${HERE}`,
  },
  {
    name: 'members by relation and sex',
    register: ({ day, revision }) =>
      `select concat_ws(' ', m.relation, p.sex) as key, count(*) as count
       from membership_version m join person_version p on p.anchor_id = m.person_id
       where ${['m', 'p'].map((one) => `${validOn(one, `date '${day}'`)} and ${knownAt(one, revision)}`).join(' and ')}
       group by 1`,
    projection: `select concat_ws(' ', relation, sex) as key, count(*) as count from person_fact where ${HERE} group by all`,
  },
  {
    name: 'fen paid by the day, by source',
    register: ({ day, revision }) =>
      `select d.source as key, sum(d.amount_fen) as count from disbursement_version d
       where d.paid_on <= date '${day}' and ${knownAt('d', revision)} group by 1`,
    projection: `select source as key, sum(amount_fen) as count from payment
      where paid_on <= $day::date and ${REVISION} group by all`,
  },
  {
    name: 'surveys by the day, by way',
    register: ({ day, revision }) =>
      `select s.way as key, count(*) as count from survey_version s
       where s.surveyed_on <= date '${day}' and ${knownAt('s', revision)} group by 1`,
    projection: `select way as key, count(*) as count from survey where surveyed_on <= $day::date and ${REVISION} group by all`,
  },
  {
    name: 'households closed, by reason',
    register: ({ day, revision }) =>
      `select c.reason as key, count(*) as count from household_closing c
       where ${validOn('c', `date '${day}'`)} and ${knownAt('c', revision)} group by 1`,
    projection: `select reason as key, count(*) as count from household_closing where ${HERE} group by all`,
  },
  {
    name: 'files by the state entered last',
    register: ({ day, revision }) =>
      `select last.state as key, count(*) as count from (
         select distinct on (v.anchor_id) v.state from archive_file_version v
         where v.valid_from <= date '${day}' and ${knownAt('v', revision)} order by v.anchor_id, v.valid_from desc
       ) as last group by 1`,
    projection: `select to_state as key, count(*) as count from (
        select arg_max(to_state, day) as to_state from file_event where day <= $day::date and ${REVISION} group by file_id
      ) group by all`,
  },
];

const FIGURES: readonly Figure[] = [...ofDimensions, ...ofLevels, ...ofRecords];

/**
 * Counts the same in PostgreSQL and in the projection at some points and returns what differs. Fails where the two cannot be compared:
 * the projection is not made, or the slot in force is another than its own.
 */
export async function checkProjection(
  database: Database,
  projection: Projection,
  points: readonly CheckedPoint[],
): Promise<Result<readonly ProjectionDifference[], ReadFault | 'NOT_COMPARABLE'>> {
  return database.session(async (sql) => {
    const state = await readDecisionState(sql);
    const compared = await projection.read(async ({ query, mark }) => {
      const [own] = await query('select slot from projection_mark');
      if (state === undefined || own?.['slot'] !== state.slot) return null;
      const differences: ProjectionDifference[] = [];
      // Later revisions are not in the projection yet.
      for (const point of points.filter(({ revision }) => revision <= mark.revision)) {
        for (const figure of FIGURES) differences.push(...(await compare(sql, query, figure, point, state.slot)));
        const scope = { slot: state.slot, revision: mark.revision, households: () => 'true' };
        differences.push(...(await compareRows(sql, { query }, scope, point)));
      }
      return differences;
    });
    if (!compared.ok) return compared;
    return compared.value === null ? fail('NOT_COMPARABLE') : succeed(compared.value);
  });
}

type Query = (sql: string, parameters: ReadParameters) => Promise<readonly PlainRow[]>;

async function compare(
  sql: Sql,
  query: Query,
  { name: figure, register, projection }: Figure,
  point: CheckedPoint,
  slot: number,
): Promise<readonly ProjectionDifference[]> {
  const theirs = countsOf(await sql.query(register(point, slot)));
  const own = countsOf(await query(projection, { day: point.day, revision: point.revision }));
  return [...new Set([...theirs.keys(), ...own.keys()])].flatMap((key) => {
    const counts = { register: theirs.get(key) ?? 0, projection: own.get(key) ?? 0 };
    return counts.register === counts.projection ? [] : [{ ...point, figure, key, ...counts }];
  });
}

function countsOf(rows: readonly object[]): ReadonlyMap<string, number> {
  const counted = rows as readonly { readonly key: string | null; readonly count: string | number }[];
  return new Map(counted.map(({ key, count }) => [key ?? 'null', Number(count)]));
}
