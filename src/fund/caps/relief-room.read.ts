import type { Sql } from '../../database/database.ts';
import { type KnownAt, knownAt, recordedBy } from '../../database/time/known-at.ts';
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
 * household, whichever union made them. A payment that was reversed does not stand, nor does the entry that reverses it. Of the ledger
 * all counts that is held or paid and was not released or returned, but for the payments `without`.
 */
export async function readRoomPayments(
  sql: Sql,
  householdIds: readonly string[],
  known: KnownAt,
  without: readonly string[] = [],
): Promise<ReadonlyMap<string, readonly RoomPayment[]>> {
  const rows = await sql.query<Row>(countedPayments(known), [householdIds, without]);
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
     ), named_as as materialized (
       select person_id, person_id as id from person
       union select g.into_id, g.anchor_id from person_merge g
       where g.into_id in (select person_id from person) and ${knownAt('g', known)}
     ), granted as (
       select person.household_id as asked, r.id, r.aid_type, person.person_id,
         coalesce(r.household_id, e.household_id) is not distinct from person.household_id as own
       from person join named_as n on n.person_id = person.person_id join relief_payment r on r.person_id = n.id
       left join lateral (select e.household_id from relief_batch_line l join relief_line_detail e on e.line_id = l.id
         where l.payment_id = r.id limit 1) e on true
     )
     select p.asked as "householdId", d.aid_type as "aidType", d.amount_fen as amount, d.paid_on::text as "paidOn",
       p.person_id as "personId", p.own as "isOwn"
     from paid p join disbursement_version d on d.anchor_id = p.anchor_id and ${knownAt('d', known)}
     where d.reverses is null and not exists (
       select from disbursement_version r where r.reverses = d.anchor_id and ${knownAt('r', known)})
     union all ${countedOfLedger(known)}`;
}

/** What is held or paid in the ledger for `granted` payments: what was released or returned of it counts no more. */
function countedOfLedger(known: KnownAt): string {
  const net = (alias: string) => `(${alias}.amount_fen - coalesce((select r.amount_fen from relief_transaction r
    where r.reverses_id = ${alias}.id and ${recordedBy('r', known)}), 0))`;
  return `select g.asked, g.aid_type, ${net('h')} - coalesce(back.fen, 0), coalesce(paid.day, h.day)::text, g.person_id, g.own
     from granted g
     join relief_transaction h on h.payment_id = g.id and h.reverses_id is null and ${recordedBy('h', known)}
     left join lateral (
       select t.id, t.day from relief_transaction t where t.follows_id = h.id and t.kind = 'PAY' and t.reverses_id is null
         and ${recordedBy('t', known)} and not exists (
           select from relief_transaction r where r.reverses_id = t.id and r.amount_fen = t.amount_fen and ${recordedBy('r', known)})
       order by t.day limit 1
     ) paid on true
     left join lateral (
       select sum(${net('t')}) as fen from relief_transaction t
       where t.follows_id in (h.id, paid.id) and t.kind in ('RELEASE', 'RETURN') and t.reverses_id is null and ${recordedBy('t', known)}
     ) back on true
     where ${net('h')} > coalesce(back.fen, 0) and g.id <> all($2::uuid[])`;
}
