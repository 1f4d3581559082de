import { readMap } from '../../../database/rows.ts';
import type { Sql } from '../../../database/database.ts';
import { knownAt } from '../../../database/time/known-at.ts';
import { type Day, requireDay } from '../../../kernel/calendar.ts';
import { RECORD_KINDS, RECORDS } from '../../kinds.ts';

/** The households of which any of these persons is or was a member, as known now. */
export async function householdsOfMembers(sql: Sql, personIds: readonly string[]): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select distinct household_id as id from membership_version
     where person_id = any($1) and superseded_in is null order by 1`,
    [personIds],
  );
  return rows.map(({ id }) => id);
}

/** The persons who were merged into a person and are so now. */
export async function mergedInto(sql: Sql, personId: string): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    'select anchor_id as id from person_merge where into_id = $1 and superseded_in is null order by 1',
    [personId],
  );
  return rows.map(({ id }) => id);
}

/** A merge of two persons that stands. */
export interface StandingMerge {
  readonly intoId: string;
  /** The change that merged them. */
  readonly changeId: string;
  /** Into whom it did; another one than `intoId` if they were merged further since. */
  readonly firstIntoId: string;
}

/** Finds the merge of a person; `undefined` if they are not merged. */
export async function standingMerge(sql: Sql, personId: string): Promise<StandingMerge | undefined> {
  // Further merges, and their undoing, point the merge to another person: each ends it and begins it anew.
  const [row] = await sql.query<StandingMerge>(
    `with recursive pointed as (
       select into_id as standing, into_id, recorded_in from person_merge where anchor_id = $1 and superseded_in is null
       union all
       select p.standing, g.into_id, g.recorded_in from pointed p
       join person_merge g on g.anchor_id = $1 and g.superseded_in = p.recorded_in
     )
     select p.standing as "intoId", p.into_id as "firstIntoId", p.recorded_in as "changeId" from pointed p
     where not exists (select from person_merge g where g.anchor_id = $1 and g.superseded_in = p.recorded_in)`,
    [personId],
  );
  return row;
}

/** The persons whose merges a change pointed to another person, because theirs was merged in it; with whom they pointed to. */
export function pointedFurther(sql: Sql, changeId: string): Promise<ReadonlyMap<string, string>> {
  return readMap(sql, 'select anchor_id, into_id from person_merge where superseded_in = $1', [changeId]);
}

/** The ids of payments on one day, of one amount and kind of aid, that are on record of each of two persons. */
export async function doublePayments(sql: Sql, personIds: readonly [string, string]): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `with paid as (
       select distinct d.anchor_id as id, m.person_id, d.paid_on, d.amount_fen, d.aid_type
       from membership_version m join disbursement_version d on d.membership_id = m.anchor_id and d.superseded_in is null
       where m.person_id = any($1) and m.superseded_in is null
     )
     select distinct one.id from paid one join paid other on other.paid_on = one.paid_on and other.id <> one.id
       and other.amount_fen = one.amount_fen and other.aid_type = one.aid_type and other.person_id <> one.person_id
     order by 1`,
    [personIds],
  );
  return rows.map(({ id }) => id);
}

/** A stay of a person before they were merged: the membership and its days. */
export interface FormerStay {
  readonly memberId: string;
  readonly from: Day;
  readonly to: Day | null;
}

/** The stays of a person that were known at a revision. */
export function staysKnown(sql: Sql, personId: string, revision: number): Promise<readonly FormerStay[]> {
  return readStays(sql, `v.person_id = $1 and ${knownAt('v', revision)}`, [personId]);
}

/** The stays that a merge gave from a person to another. */
export function staysGiven(sql: Sql, personId: string, changeId: string): Promise<readonly FormerStay[]> {
  return readStays(sql, 'v.person_id = $1 and v.superseded_in = $2', [personId, changeId]);
}

async function readStays(sql: Sql, condition: string, values: readonly string[]): Promise<readonly FormerStay[]> {
  const rows = await sql.query<{ id: string; valid_from: string; valid_to: string | null }>(
    `select v.anchor_id as id, v.valid_from, v.valid_to from membership_version v where ${condition} order by 1, 2`,
    values,
  );
  return rows.map(({ id: memberId, valid_from: from, valid_to: to }) => {
    return { memberId, from: requireDay(from), to: to === null ? null : requireDay(to) };
  });
}

/** What was recorded of a merged person since the merge. */
export interface FactSince {
  readonly kind: 'MEMBERSHIP' | 'RECORD' | 'STATE' | 'DEATH' | 'NUMBER';
  /** Of a membership or record its id, otherwise that of the person. */
  readonly id: string;
  /** The membership that it is or is of; `null` for what is of the person alone. */
  readonly memberId: string | null;
  /** Whether that membership was recorded since too. */
  readonly isOfNewMembership: boolean;
}

/** Reads what was recorded since a change of a person: memberships, the records of these, states and a death. */
export function factsSince(sql: Sql, personId: string, changeId: string): Promise<readonly FactSince[]> {
  const records = RECORD_KINDS.filter((kind) => RECORDS[kind].belongsToMember).map(
    (kind) => `select 'RECORD', r.anchor_id, r.membership_id from ${RECORDS[kind].table} r
      where r.membership_id in (select id from own) and r.superseded_in is null and r.recorded_in in (select id from since)`,
  );
  return sql.query<FactSince>(
    `with since as (
       select c.id from change_log c where c.transaction > (select transaction from change_log where id = $2)
         and c.action not in ('MERGE_PERSONS', 'UNDO_MERGE')
     ), own as (
       select distinct anchor_id as id from membership_version where person_id = $1 and superseded_in is null
     ), facts (kind, id, member_id) as (
       select 'MEMBERSHIP', v.anchor_id, v.anchor_id from membership_version v
       where v.person_id = $1 and v.superseded_in is null and v.recorded_in in (select id from since)
       union select 'STATE', v.anchor_id, null::uuid from person_version v
       where v.anchor_id = $1 and v.superseded_in is null and v.recorded_in in (select id from since)
       union select 'DEATH', d.anchor_id, null::uuid from person_death d
       where d.anchor_id = $1 and d.superseded_in is null and d.recorded_in in (select id from since)
       union select 'NUMBER', i.anchor_id, null::uuid from person_number i
       where i.anchor_id = $1 and i.superseded_in is null and i.recorded_in in (select id from since)
       union ${records.join(' union ')}
     )
     select f.kind, f.id, f.member_id as "memberId",
       coalesce(m.recorded_in in (select id from since), false) as "isOfNewMembership"
     from facts f left join membership m on m.id = f.member_id order by 1, 2`,
    [personId, changeId],
  );
}

/** The number of a change; `undefined` while it has none. */
export async function numberOfChange(sql: Sql, changeId: string): Promise<number | undefined> {
  const [row] = await sql.query<{ number: string }>('select number from change_sequence where change_id = $1', [
    changeId,
  ]);
  return row && Number(row.number);
}
