import { under, unionNamed } from '../../access/territory-condition.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import type { Parameters } from '../../database/parameters.ts';
import { CUSTOM_PLAN } from '../../database/custom-plan.ts';
import type { PaymentFilter, PaymentScope } from './payment.ts';
import { periodDays } from './period.ts';

/** The parts that all statements about payments share. */

/** Orders versions by their distance from the day of payment: the version of the day, then earlier ones, then later ones. */
export const NEAREST = 'order by v.valid_from <= p.paid_on desc, abs(v.valid_from - p.paid_on) limit 1';

/**
 * A subquery with the payments of a scope, each once, and the steward of the household. It `stands` unless it is reversed in the
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
  const { stewards, currentSteward } = joinStewards(known, day, 'd.household_id');
  const { from, to } = periodDays(period);
  const end = `${parameters.add(to)}::date`;
  const conditions = [
    knownAt('d', known),
    `${CUSTOM_PLAN} d.paid_on >= ${parameters.add(from)}::date and d.paid_on < ${end}`,
    ...(territory === null ? [] : [under(currentSteward, `${parameters.add(territory)}::uuid[]`, day)]),
    ...listedIn(parameters, scope),
  ];
  if (ids !== null) conditions.push(`d.anchor_id = any(${parameters.add(ids)}::uuid[])`);
  if (union !== null) {
    conditions.push(under('stewards.union_id', unionNamed(parameters, union), day));
  }
  return `select d.*, stewards.union_id as steward_id, u.code collate "C" as steward_code, steward.name as steward_name,
      coalesce(d.file_number, '') collate "C" as file_key, d.reverses is null and r.anchor_id is null as stands
    from disbursement_version d
    left join disbursement_version r
      on r.reverses = d.anchor_id and r.reverses is not null and r.paid_on < ${end} and ${knownAt('r', known)}
    ${stewards}
    join trade_union u on u.id = stewards.union_id
    left join lateral (
      select v.name from trade_union_version v
      where v.anchor_id = u.id and v.superseded_in is null and v.valid_from <= ${day}
      order by v.valid_from desc limit 1
    ) as steward on true
    where ${conditions.join('\n and ')}`;
}

const LISTED = { sources: 'source', aidTypes: 'aid_type', paymentMethods: 'payment_method' } as const;

/** The conditions of the lists of a filter that are given. */
function listedIn(parameters: Parameters, filter: PaymentFilter): readonly string[] {
  return Object.entries(LISTED).flatMap(([name, column]) => {
    const listed = filter[name as keyof typeof LISTED];
    return listed === null ? [] : [`d.${column} = any(${parameters.add(listed)}::text[])`];
  });
}

/** Joins the household `h` and the beneficiary `m` to payments `p`: the member that the payment names, or else the worker. */
export function joinBeneficiary(known: KnownAt): string {
  return `left join lateral (
      select v.worker_id, v.main_cause, v.declared_class, v.worker_number from household_version v
      where v.anchor_id = p.household_id and ${knownAt('v', known)} ${NEAREST}
    ) as h on true
    left join lateral (
      select v.person_id from membership_version v
      where v.anchor_id = coalesce(p.membership_id, h.worker_id) and ${knownAt('v', known)} ${NEAREST}
    ) as m on true`;
}
