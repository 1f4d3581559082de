import { currentOn, validOn } from '../../../database/time/valid-on.ts';
import { readMap } from '../../../database/rows.ts';
import type { Sql } from '../../../database/database.ts';

/** The file of a household that is recorded (备案) on a day. */
export interface RecordedFileRow {
  readonly householdId: string;
  readonly id: string;
  readonly level: string;
  readonly category: string | null;
  /** Whether payments are suspended (暂缓发放) by the last step that says so. */
  readonly isSuspended: boolean;
}

/** The recorded files of households on a day, by household: each has at most one. One statement. */
export async function readRecordedFiles(
  sql: Sql,
  householdIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, RecordedFileRow>> {
  const rows = await sql.query<RecordedFileRow>(
    `select v.household_id as "householdId", v.anchor_id as id, v.level, v.category,
       coalesce((select t.act = 'SUSPEND' from archive_file_step t where t.file_id = v.anchor_id and t.act in ('SUSPEND', 'RESUME')
         and t."on" <= $2::date order by t.number desc limit 1), false) as "isSuspended"
     from archive_file_version v
     where v.household_id = any($1::uuid[]) and v.superseded_in is null and v.state = 'RECORDED' and ${validOn('v', '$2::date')}`,
    [householdIds, day],
  );
  return new Map(rows.map((row) => [row.householdId, row]));
}

/** Those of the households that are kept under a union today. One statement. */
export async function keptUnderUnion(
  sql: Sql,
  unionId: string,
  householdIds: readonly string[],
  today: string,
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ readonly id: string }>(
    `select k.household_id as id from stewards($3) k
     join union_closure c on c.descendant_id = k.union_id and c.ancestor_id = $1 and ${currentOn('c', '$3::date')}
     where k.household_id = any($2::uuid[])`,
    [unionId, householdIds, today],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The kinds of aid of the allocations that a union has, `ANY` where they are for all. One statement. */
export function readOwnAllocations(
  sql: Sql,
  unionId: string,
  allocationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return readMap(
    sql,
    `select a.id, coalesce(f.aid_type, 'ANY') from relief_allocation a join relief_fund f on f.id = a.fund_id
     where a.id = any($2::uuid[]) and f.union_id = $1`,
    [unionId, allocationIds],
  );
}

/** Those of the persons whose death is on record. One statement. */
export async function readDead(sql: Sql, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ readonly id: string }>(
    'select d.anchor_id as id from person_death d where d.anchor_id = any($1::uuid[]) and d.superseded_in is null',
    [personIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Of these accounts, by household and token, those that another household on record has too. One statement. */
export async function readAccountSharers(
  sql: Sql,
  accounts: readonly { readonly householdId: string; readonly token: string }[],
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ readonly found: string }>(
    `select distinct given.household_id || ' ' || given.account as found
     from unnest($1::uuid[], $2::text[]) as given (household_id, account)
     join household_search s on s.account = decode(given.account, 'hex') and s.household_id <> given.household_id`,
    [accounts.map(({ householdId }) => householdId), accounts.map(({ token }) => token)],
  );
  return new Set(rows.map(({ found }) => found));
}
