import { validOn } from '../../database/time/valid-on.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { printDay } from '../../kernel/calendar.ts';
import { FIRST_DAYS, isSurveyed, RECORD_KINDS, RECORDS, type RecordKind } from '../kinds.ts';
import { snakeCase } from '../../database/table.ts';
import { ofSurveyInForce, surveysInForce } from '../../database/time/survey-in-force.ts';
import { knownAt, type ReadAt } from '../../database/time/known-at.ts';
import type { SelectedFields } from '../../fields/selected-fields.ts';
import { versionReader } from '../../fields/version-reader.ts';
import type { Texts } from '../../database/copy-texts.ts';
import type { Reading, RecordRow } from './rows.ts';

/** The column that the records of a kind are sorted by, where it is not the first day or month. */
const ORDER: Readonly<Partial<Record<RecordKind, string>>> = {
  surveys: 'v.surveyed_on',
  events: 'v.date',
  disbursements: 'v.paid_on',
};

interface RecordReader<K extends RecordKind> {
  readonly columns: readonly string[];
  readonly join: string;
  readonly readRow: (secrets: Secrets, row: Texts, from: number) => RecordRow<K>;
}

const READERS = Object.fromEntries(
  RECORD_KINDS.map((kind) => {
    const reader = versionReader({
      ...RECORDS[kind],
      owner: { kind: 'household', id: 'v.household_id' },
      extra: { householdId: 'v.household_id', key: 'r.key' },
      open: {
        memberId: RECORDS[kind].belongsToMember ? 'v.membership_id' : 'null::uuid',
        reversesId: kind === 'disbursements' ? 'v.reverses' : 'null::uuid',
      },
    });
    return [kind, reader];
  }),
) as unknown as { readonly [K in RecordKind]: (selected: SelectedFields) => RecordReader<K> };

/** A record with its kind. */
export type KindRow = { readonly [K in RecordKind]: { readonly kind: K; readonly row: RecordRow<K> } }[RecordKind];

/** Of what surveys state, those of the one in force on the day; every other record from its first or only day on. */
function onDay(kind: RecordKind): string {
  if (isSurveyed(kind)) return ofSurveyInForce('$2::date');
  const begins = `v."${snakeCase(FIRST_DAYS[kind])}"`;
  return `(${begins} is null or ${begins} <= $2::date)`;
}

/**
 * Reads the records of some kinds of these households in one statement. Records of persons who are not members on the
 * day are left out, except payments, and so is what begins or happens after it; of what surveys state, those of the survey in
 * force on the day are read.
 */
export function readRecordRows(
  sql: Sql,
  secrets: Secrets,
  kinds: readonly RecordKind[],
  householdIds: readonly string[],
  reading: Reading,
): Promise<readonly KindRow[]> {
  const present = `(v.membership_id is null or exists (select from membership_version m
    where m.anchor_id = v.membership_id and ${knownAt('m', reading.known)}
      and ${validOn('m', '$2')}))`;
  const condition = (kind: RecordKind) => {
    const always = kind === 'disbursements' || !RECORDS[kind].belongsToMember;
    return `v.household_id = any($1) and ${always ? 'true' : present} and ${onDay(kind)}`;
  };
  return readRows(sql, secrets, { kinds, condition, reading }, [householdIds, printDay(reading.asOf)]);
}

/** Reads the entries that reverse these payments, by the day of the view. */
export async function readReversals(
  sql: Sql,
  secrets: Secrets,
  paymentIds: readonly string[],
  at: ReadAt,
): Promise<readonly RecordRow<'disbursements'>[]> {
  return readDisbursements(sql, secrets, 'v.reverses = any($1) and v.paid_on <= $2::date', at, [
    paymentIds,
    printDay(at.asOf),
  ]);
}

/** Reads payments by their ids. */
export async function readDisbursementsById(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  at: ReadAt,
): Promise<readonly RecordRow<'disbursements'>[]> {
  return readDisbursements(sql, secrets, 'v.anchor_id = any($1)', at, [ids]);
}

async function readDisbursements(
  sql: Sql,
  secrets: Secrets,
  condition: string,
  at: ReadAt,
  values: readonly unknown[],
): Promise<readonly RecordRow<'disbursements'>[]> {
  const reading = { ...at, selectedFields: null };
  const found = await readRows(sql, secrets, { kinds: ['disbursements'], condition: () => condition, reading }, values);
  return found.map(({ row }) => row as RecordRow<'disbursements'>);
}

/** The last month of a spell that was ended outside a survey is, before the day of that act, what was stated until then. */
function lastMonthOnDay(column: string): string {
  return column === 'v."to"::text'
    ? `(case when v.ended_on > $2::date then v.stated_to else v."to" end)::text`
    : column;
}

interface RecordQuery {
  readonly kinds: readonly RecordKind[];
  readonly condition: (kind: RecordKind) => string;
  readonly reading: Reading;
}

async function readRows(
  sql: Sql,
  secrets: Secrets,
  { kinds, condition, reading: { known, selectedFields } }: RecordQuery,
  values: readonly unknown[],
): Promise<readonly KindRow[]> {
  const width = Math.max(...kinds.map((kind) => READERS[kind](selectedFields).columns.length));
  // The branches are in a fixed order, so that the same kinds always make the same prepared statement.
  const branches = RECORD_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => {
    const { columns: all, join } = READERS[kind](selectedFields);
    const columns = kind === 'employment' ? all.map(lastMonthOnDay) : all;
    const padded = [...columns, ...Array<string>(width - columns.length).fill('null')];
    return `select '${kind}', ${ORDER[kind] ?? 'v."from"'}, ${padded.join(', ')}
      from ${RECORDS[kind].table} v join household_record r on r.id = v.anchor_id ${join}
      ${isSurveyed(kind) ? 'left join in_force f on f.household_id = v.household_id' : ''}
      where ${condition(kind)} and ${knownAt('v', known)}`;
  });
  const surveys = kinds.some(isSurveyed)
    ? `with in_force as (${surveysInForce('$2::date', known, 's.household_id = any($1)')}) `
    : '';
  // By kind, household, date and id.
  const rows = await sql.arrays(`${surveys}${branches.join(' union all ')} order by 1, 5, 2, 3`, values);
  return rows.map((row) => {
    const kind = row[0] as RecordKind;
    return { kind, row: READERS[kind](selectedFields).readRow(secrets, row, 2) } as KindRow;
  });
}
