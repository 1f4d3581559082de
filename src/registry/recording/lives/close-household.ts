import type { Day } from '../../../kernel/calendar.ts';
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

/** Plans that a household is closed, which is on record until then and was not closed since. */
function planClosing(
  stored: StoredHousehold,
  on: Day,
  reason: keyof typeof CLOSING_REASONS,
): OrProblems<HouseholdPlan> {
  const { closings, versions } = stored;
  if (versionOn(closings, on) !== undefined) return fail([problem('ALREADY_CLOSED', 'on')]);
  if (closings.some(({ from }) => from > on)) return fail([problem('CLOSED_LATER', 'on')]);
  const isKnown = versions.some(({ from }) => from < on) && endedFrom('', versions, on).ended.length > 0;
  return isKnown ? succeed(planEnd(stored, on, reason)) : fail([problem('NOT_ON_RECORD_THEN', 'on')]);
}

/** Plans that nobody is left in a household from a day on, even if it was closed then or since. */
export function planEnd(stored: StoredHousehold, on: Day, reason: keyof typeof CLOSING_REASONS): HouseholdPlan {
  const { id, closings, versions, members } = stored;
  // One that is closed on the day on which it was on record again was closed all the time.
  const current = versionOn(closings, on) ?? closings.find(({ to }) => to === on);
  const replaced = closings.filter((one) => one === current || one.from > on);
  return planOf(stored, {
    household: endedFrom(id, versions, on),
    memberships: merge(members.map((one) => endedFrom(one.id, one.versions, on))),
    lives: {
      ...NO_LIVES,
      closings: {
        ended: replaced.map(({ from }) => ({ id, from })),
        begun: [{ id, from: current?.from ?? on, to: null, reason: current?.value ?? reason }],
      },
    },
  });
}
