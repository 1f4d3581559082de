import { keptUnderThen, underToday, unionNamed } from '../../access/territory-condition.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import { type KnownAt, knownAt, recordedBy } from '../../database/time/known-at.ts';
import type { Parameters } from '../../database/parameters.ts';
import { CUSTOM_PLAN } from '../../database/custom-plan.ts';
import type { PaymentFilter, PaymentScope } from './payment.ts';
import { periodDays } from './period.ts';

/** The parts that all statements about payments share. */

/**
 * A subquery with versions, each with the days that it is the nearest one for, by which payments are joined as a set: the version of
 * the day, else the one before, else, for the days before the first, the first. `among` narrows the versions `v`.
 */
export function nearestVersions(columns: string, from: string, among: string, known: KnownAt): string {
  return `(select ${columns},
      case when row_number() over versions = 1 then '-infinity' else v.valid_from end as since,
      coalesce(lead(v.valid_from) over versions, 'infinity') as until
    from ${from} where ${among} and ${knownAt('v', known)}
    window versions as (partition by v.anchor_id order by v.valid_from))`;
}

/** The condition that joins {@link nearestVersions} to payments `p`. */
export function nearestTo(alias: string): string {
  return `${alias}.since <= p.paid_on and p.paid_on < ${alias}.until`;
}

/**
 * A subquery with the payments of a scope, each once, and the steward of the household on the pay day, as known at the revision:
 * so each payment belongs to one union for ever, and the tables of months come to that of their year. It `stands` unless it is reversed in the
 * same period, or reverses another. `ids` are those of some payments, of which alone it then consists.
 */
export function paidIn(
  parameters: Parameters,
  scope: PaymentScope,
  known: KnownAt,
  ids: readonly string[] | null = null,
): string {
  const { period, union, territory, today } = scope;
  const day = `${parameters.add(today)}::date`;
  const times = { day: 'd.paid_on', known, today: day, isPresent: false };
  const { join, steward, currentSteward } = joinStewards(times, 'd.household_id');
  const { from, to } = periodDays(period);
  const end = `${parameters.add(to)}::date`;
  const conditions = [
    knownAt('d', known),
    `${CUSTOM_PLAN} d.paid_on >= ${parameters.add(from)}::date and d.paid_on < ${end}`,
    ...(territory === null ? [] : [underToday(currentSteward, `${parameters.add(territory)}::uuid[]`, day)]),
    ...listedIn(parameters, scope),
  ];
  if (scope.isStanding) conditions.push('d.reverses is null and r.anchor_id is null');
  if (ids !== null) conditions.push(`d.anchor_id = any(${parameters.add(ids)}::uuid[])`);
  if (union !== null) {
    const kept = { id: 'd.household_id', steward };
    conditions.push(keptUnderThen(kept, unionNamed(parameters, union), 'd.paid_on', known));
  }
  return `select d.*, u.id as steward_id, u.code collate "C" as steward_code, steward.name as steward_name,
      coalesce(d.file_number, '') collate "C" as file_key, d.reverses is null and r.anchor_id is null as stands
    from disbursement_version d
    left join disbursement_version r
      on r.reverses = d.anchor_id and r.reverses is not null and r.paid_on < ${end} and ${knownAt('r', known)}
    ${join}
    join trade_union u on u.id = ${steward}
    ${joinStewardName(day)}
    where ${conditions.join('\n and ')}`;
}

/** Joins the name of the union `u` on a day as `steward`; statements that do not read it do not look for it. */
export function joinStewardName(day: string): string {
  return `left join (
      select distinct on (v.anchor_id) v.anchor_id, v.name from trade_union_version v
      where v.superseded_in is null and v.valid_from <= ${day}
      order by v.anchor_id, v.valid_from desc
    ) as steward on steward.anchor_id = u.id`;
}

const LISTED = { sources: 'source', aidTypes: 'aid_type', paymentMethods: 'payment_method' } as const;

/** The conditions of the lists of a filter that are given. */
function listedIn(parameters: Parameters, filter: PaymentFilter): readonly string[] {
  return Object.entries(LISTED).flatMap(([name, column]) => {
    const listed = filter[name as keyof typeof LISTED];
    return listed === null ? [] : [`d.${column} = any(${parameters.add(listed)}::text[])`];
  });
}

/**
 * The person who is helped by a payment `p`, after {@link joinBeneficiary}. A membership may have no version any more: a household that
 * is closed from a day on loses who joined later, although they may have been paid for an earlier day. The last version that was
 * known then says whose it was.
 */
export function beneficiaryPerson(known: KnownAt): string {
  return `coalesce(m.person_id, (
    select coalesce(g.into_id, v.person_id) from membership_version v
    left join person_merge g on g.anchor_id = v.person_id and ${knownAt('g', known)}
    where v.anchor_id = coalesce(p.membership_id, h.worker_id) and ${recordedBy('v', known)}
    order by v.recorded_in desc, v.valid_from desc limit 1))`;
}

/**
 * Joins the household `h` and the beneficiary `m` to the payments `p` of a query: the member that the payment names, or else the
 * worker. `of` is the name of a query with the households that are helped.
 */
export function joinBeneficiary(of: string, known: KnownAt): string {
  const households = `in (select household_id from ${of})`;
  const household = 'v.anchor_id, v.worker_id, v.main_cause, v.declared_class, v.worker_number';
  const versions = nearestVersions(household, 'household_version v', `v.anchor_id ${households}`, known);
  const members = nearestVersions(
    'v.anchor_id, v.person_id',
    'membership_version v',
    `v.household_id ${households}`,
    known,
  );
  return `left join ${versions} h on h.anchor_id = p.household_id and ${nearestTo('h')}
    left join ${members} m on m.anchor_id = coalesce(p.membership_id, h.worker_id) and ${nearestTo('m')}`;
}
