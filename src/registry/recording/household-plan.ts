import type { StoredHousehold } from '../household/stored-household.ts';
import type { HouseholdPlan } from './plan-household.ts';
import { planOfSteps } from './records/record-step.ts';

const NOTHING = { ended: [], begun: [] };

/** The plan of an act on a household on record: what the act does not name stays as it is. */
export function planOf({ id }: StoredHousehold, parts: Partial<HouseholdPlan>): HouseholdPlan {
  const states = { household: NOTHING, memberships: NOTHING, persons: NOTHING };
  return { id, isNew: false, members: [], records: planOfSteps([]), ...states, kept: [], ...parts };
}
