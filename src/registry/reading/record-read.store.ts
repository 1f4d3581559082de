import type { Secrets } from '../../access/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { printDay } from '../../kernel/calendar.ts';
import { placeOf, texts } from '../household/version-rows.ts';
import { type Kind, RECORD_KINDS, RECORDS, type RecordKind } from '../kinds.ts';
import { knownAt } from '../../database/known-at.ts';
import { rowCodec } from '../row-codec.ts';
import type { ReadAt, RecordRow } from './nodes.ts';
import { lazily, secretOf } from './secret.ts';

const CODECS = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, rowCodec(RECORDS[kind].fields)])) as Readonly<
  Record<RecordKind, ReturnType<typeof rowCodec>>
>;

/** What narrows the records that are read: a column and the order that a kind has. */
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

/** The records of a kind of these households, in one statement; those of members who are not of it on the day are left out. */
export async function readRecordRows<K extends RecordKind>(
  sql: Sql,
  secrets: Secrets,
  kind: K,
  householdIds: readonly string[],
  at: ReadAt,
): Promise<readonly RecordRow<K>[]> {
  const { ofMember } = RECORDS[kind] as Kind;
  const present = `(v.membership_id is null or exists (select from membership_version m
    where m.anchor_id = v.membership_id and ${knownAt('m', at.known)}
      and m.valid_from <= $2 and (m.valid_to is null or m.valid_to > $2)))`;
  const always = kind === 'disbursements' || !ofMember;
  return readRows(sql, secrets, kind, `v.household_id = any($1) and ${always ? '$2::date is not null' : present}`, at, [
    householdIds,
    printDay(at.asOf),
  ]);
}

/** Records of a kind by their ids. */
export async function readRecordsById<K extends RecordKind>(
  sql: Sql,
  secrets: Secrets,
  kind: K,
  ids: readonly string[],
  at: ReadAt,
): Promise<readonly RecordRow<K>[]> {
  return readRows(sql, secrets, kind, 'v.anchor_id = any($1)', at, [ids]);
}

async function readRows<K extends RecordKind>(
  sql: Sql,
  secrets: Secrets,
  kind: K,
  condition: string,
  { known }: ReadAt,
  values: readonly unknown[],
): Promise<readonly RecordRow<K>[]> {
  const { table, ofMember } = RECORDS[kind] as Kind;
  const codec = CODECS[kind];
  const rows = await sql.arrays(
    `select v.anchor_id, v.household_id, v.recorded_in, ${ofMember ? 'v.membership_id' : 'null'}, r.key,
       h.data_key, h.key_version, ${texts(codec)}
     from ${table} v join household_record r on r.id = v.anchor_id join household h on h.id = v.household_id
     where ${condition} and ${knownAt('v', known)} order by v.household_id, ${ORDER[kind]}, v.anchor_id`,
    values,
  );
  return rows.map((row) => {
    const [id = '', householdId = '', change = '', memberId, key = '', , version] = row as string[];
    const dataKey = lazily(() =>
      secrets.openDataKey(`household ${householdId}`, row[5] as unknown as Buffer, Number(version)),
    );
    const own = row.slice(7);
    const secret = secretOf(codec, own, dataKey, placeOf(table, id, change));
    return { ...codec.decodeClear(own), id, key, householdId, memberId: memberId ?? null, secret } as RecordRow<K>;
  });
}
