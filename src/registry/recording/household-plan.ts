import type { StoredHousehold } from '../household/stored-household.ts';
import type { Day } from '../../kernel/calendar.ts';
import type { Ranged } from '../household/stored-household.ts';
import { NO_LIVES } from './lives/life-plan.ts';
import type { HouseholdPlan, Revised } from './plan-household.ts';
import { planOfSteps } from './records/record-step.ts';

const NOTHING = { ended: [], begun: [] };

/** The plan of an act on a household on record: what the act does not name stays as it is. */
export function planOf({ id }: StoredHousehold, parts: Partial<HouseholdPlan>): HouseholdPlan {
  const states = { household: NOTHING, memberships: NOTHING, persons: NOTHING };
  return { id, isNew: false, members: [], records: planOfSteps([]), ...states, lives: NO_LIVES, kept: [], ...parts };
}

/** Ends versions on a day, the first on which they do not hold; those that begin later never hold. */
export function endedFrom<T>(id: string, versions: readonly Ranged<T>[], on: Day): Revised<T> {
  const ended = versions.filter(({ to }) => to === null || to > on);
  return {
    ended: ended.map((version) => ({ id, version })),
    begun: ended.filter(({ from }) => from < on).map(({ from, value }) => ({ id, from, to: on, value })),
  };
}
