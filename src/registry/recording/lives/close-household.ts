import { addDays, type Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import type { CLOSING_REASONS } from '../../household/household.codes.ts';
import { type StoredHousehold, versionOn } from '../../household/stored-household.ts';
import type { HouseholdAct, HouseholdCommand } from '../acts/act-on-household.ts';
import { afterToday } from '../acts/after-today.ts';
import { endedFrom, planOf } from '../household-plan.ts';
import { type HouseholdPlan, merge } from '../plan-household.ts';
import { NO_LIVES } from './life-plan.ts';

/** Closes a household: from a day on it has no state and no members. What is on record of earlier days stays. */
export interface CloseHousehold extends HouseholdCommand {
  /** The first day on which it is closed. */
  readonly on: Day;
  readonly reason: keyof typeof CLOSING_REASONS;
}

export const CLOSE_HOUSEHOLD: HouseholdAct<CloseHousehold> = {
  action: 'CLOSE_HOUSEHOLD',
  plan: (stored, { on, reason }, today) => {
    const late = afterToday(on, today, 'on');
    return late.length > 0 ? fail(late) : planClosing(stored, on, reason);
  },
};

export function planClosing(
  stored: StoredHousehold,
  on: Day,
  reason: keyof typeof CLOSING_REASONS,
): OrProblems<HouseholdPlan> {
  if (versionOn(stored.closings, on) !== undefined) return fail([problem('ALREADY_CLOSED', 'on')]);
  if (versionOn(stored.versions, addDays(on, -1)) === undefined) return fail([problem('NOT_ON_RECORD_THEN', 'on')]);
  const later = stored.closings.filter(({ from }) => from > on);
  const closings = {
    ended: later.map(({ from }) => ({ id: stored.id, from })),
    begun: [{ id: stored.id, from: on, to: null, reason }],
  };
  return succeed(
    planOf(stored, {
      household: endedFrom(stored.id, stored.versions, on),
      memberships: merge(stored.members.map(({ id, versions }) => endedFrom(id, versions, on))),
      lives: { ...NO_LIVES, closings },
    }),
  );
}
