import { validOn } from '../../database/time/valid-on.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { printDay } from '../../kernel/calendar.ts';
import { type Kind, RECORD_KINDS, RECORDS, type RecordKind } from '../kinds.ts';
import { knownAt, type ReadAt } from '../../database/time/known-at.ts';
import { type SelectedFields, selectedCodecs } from '../../fields/selected-fields.ts';
import type { RowCodec } from '../../fields/row-codec.ts';
import type { Reading, RecordRow } from './rows.ts';
import { memo, secretReader } from '../../fields/sealed-values.ts';
import { rowBinding } from '../../fields/version-columns.ts';

const CODECS = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, selectedCodecs(RECORDS[kind].fields)])) as Readonly<
  Record<RecordKind, (selectedFields: SelectedFields) => RowCodec>
>;

/** The column that the records of a kind are sorted by. */
const ORDER: Readonly<Record<RecordKind, string>> = {
  employment: 'v."from"',
  incomes: 'v."from"',
  deductions: 'v."from"',
  expenses: 'v."from"',
  events: 'v.date',
  dwellings: 'v."from"',
  vehicles: 'v."from"',
  schooling: 'v."from"',
  dibao: 'v."from"',
  disbursements: 'v.paid_on',
};

/** The number of columns that the rows of all kinds begin with. */
const COMMON = 9;

/** A record with its kind. */
export type KindRow = { readonly [K in RecordKind]: { readonly kind: K; readonly row: RecordRow<K> } }[RecordKind];

/**
 * Reads the records of some kinds of these households in one statement. Records of persons who are not members on the
 * day are left out, except payments.
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
    const always = kind === 'disbursements' || !(RECORDS[kind] as Kind).belongsToMember;
    return `v.household_id = any($1) and ${always ? '$2::date is not null' : present}`;
  };
  return readRows(sql, secrets, { kinds, condition, reading }, [householdIds, printDay(reading.asOf)]);
}

/** Reads payments by their ids. */
export async function readDisbursementsById(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  at: ReadAt,
): Promise<readonly RecordRow<'disbursements'>[]> {
  const condition = () => 'v.anchor_id = any($1)';
  const found = await readRows(
    sql,
    secrets,
    { kinds: ['disbursements'], condition, reading: { ...at, selectedFields: null } },
    [ids],
  );
  return found.map(({ row }) => row as RecordRow<'disbursements'>);
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
  const width = Math.max(...kinds.map((kind) => columnTexts(CODECS[kind](selectedFields)).length));
  // The branches are in a fixed order, so that the same kinds always make the same prepared statement.
  const branches = RECORD_KINDS.filter((kind) => kinds.includes(kind)).map(
    (kind) =>
      `${selectKind(kind, CODECS[kind](selectedFields), width)} where ${condition(kind)} and ${knownAt('v', known)}`,
  );
  const rows = await sql.arrays(`${branches.join(' union all ')} order by 1, 3, 9, 2`, values);
  return rows.map((row) => decodeRow(secrets, selectedFields, row));
}

/** The columns of a kind, cast to text. */
function columnTexts({ columns }: RowCodec): readonly string[] {
  return columns.map((column) => `v.${column}::text`);
}

/** The branch of one kind, padded to a common width. It reads the data key only if a selected field is encrypted. */
function selectKind(kind: RecordKind, codec: RowCodec, width: number): string {
  const { table, belongsToMember } = RECORDS[kind] as Kind;
  const own = columnTexts(codec);
  const columns = [
    ...[`'${kind}'`, 'v.anchor_id', 'v.household_id', 'v.recorded_in'],
    ...[belongsToMember ? 'v.membership_id' : 'null::uuid', 'r.key'],
    ...(codec.hasSecrets ? ['h.data_key', 'h.key_version'] : ['null::bytea', 'null::integer']),
    ORDER[kind],
    ...own,
    ...Array<string>(width - own.length).fill('null'),
  ];
  const household = codec.hasSecrets ? 'join household h on h.id = v.household_id' : '';
  return `select ${columns.join(', ')} from ${table} v join household_record r on r.id = v.anchor_id ${household}`;
}

function decodeRow(secrets: Secrets, selectedFields: SelectedFields, row: readonly (string | null)[]): KindRow {
  const [name = '', id = '', householdId = '', change = '', memberId, key = ''] = row as string[];
  const kind = name as RecordKind;
  const codec = CODECS[kind](selectedFields);
  const own = row.slice(COMMON);
  const dataKey = memo(() =>
    secrets.openDataKey(`household ${householdId}`, row[6] as unknown as Buffer, Number(row[7])),
  );
  const secret = secretReader(codec, own, dataKey, rowBinding(RECORDS[kind].table, id, change));
  const record = { ...codec.decodeClear(own), id, key, householdId, memberId: memberId ?? null, secret };
  return { kind, row: record };
}
