import type { Sql } from '../../database/database.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { asFen } from '../../kernel/fen.ts';
import type { AidType } from './relief-caps.ts';
import type { RoomPayment } from './relief-room.ts';

interface Row {
  readonly householdId: string;
  readonly aidType: AidType;
  readonly amount: string;
  readonly paidOn: string;
  readonly personId: string | null;
  readonly isOwn: boolean;
}

/**
 * Reads the payments that count against the caps of some households: their own, and those to any of their members through another
 * household, whichever union made them. A payment that was reversed does not stand, nor does the entry that reverses it.
 */
export async function readRoomPayments(
  sql: Sql,
  householdIds: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, readonly RoomPayment[]>> {
  const rows = await sql.query<Row>(countedPayments(known), [householdIds]);
  const list = rows.map(({ householdId, amount, paidOn, aidType, personId, isOwn }) => {
    const payment: RoomPayment = {
      aidType,
      amount: asFen(Number(amount)),
      paidOn: requireDay(paidOn),
      personId,
      isOwn,
    };
    return { householdId, payment };
  });
  const lists = Map.groupBy(list, ({ householdId }) => householdId);
  return new Map([...lists].map(([id, own]) => [id, own.map(({ payment }) => payment)]));
}

function countedPayments(known: KnownAt): string {
  return `with person as materialized (
       select distinct v.household_id, v.person_id from membership_version v
       where v.household_id = any($1::uuid[]) and ${knownAt('v', known)}
     ), membership_of as materialized (
       select distinct p.household_id, p.person_id, v.anchor_id, v.household_id as within
       from person p join membership_version v on v.person_id = p.person_id and ${knownAt('v', known)}
     ), paid as (
       select d.household_id as asked, d.anchor_id, true as own,
         (select m.person_id from membership_of m where m.anchor_id = d.membership_id and m.household_id = d.household_id limit 1)
           as person_id
       from disbursement_version d where d.household_id = any($1::uuid[]) and ${knownAt('d', known)}
       union
       select m.household_id, d.anchor_id, false, m.person_id
       from membership_of m join disbursement_version d on d.membership_id = m.anchor_id and ${knownAt('d', known)}
       where m.within <> m.household_id
     )
     select p.asked as "householdId", d.aid_type as "aidType", d.amount_fen as amount, d.paid_on::text as "paidOn",
       p.person_id as "personId", p.own as "isOwn"
     from paid p join disbursement_version d on d.anchor_id = p.anchor_id and ${knownAt('d', known)}
     where d.reverses is null and not exists (
       select from disbursement_version r where r.reverses = d.anchor_id and ${knownAt('r', known)})`;
}
