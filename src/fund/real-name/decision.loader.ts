import { viewOf } from '../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../graph/context.ts';
import { argumentsType, maybe } from '../../graph/values.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { loadEligibility } from '../../eligibility/eligibility.loader.ts';
import type { Day } from '../../kernel/calendar.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { LevelEnum } from '../../registry/graph/codes.type.ts';
import { loadHouseholdNode } from '../../registry/graph/household.loader.ts';

export const DecisionArgs = argumentsType(Object, {
  level: maybe<Level>(
    '建档标准（第二条）。The level whose rules are applied; the national level when left out.',
    LevelEnum,
  ),
});

export type DecisionArgs = InstanceType<typeof DecisionArgs>;

/** A payment as the rows of real-name tables have it. */
interface PaidRow {
  readonly householdId: string;
  readonly paidOn: Day;
  /** The revision of the table. */
  readonly known: KnownAt;
}

/** The household of a row as of its pay day, as known at the revision of the table. */
export function paidHousehold(context: GraphContext, { householdId, paidOn, known }: PaidRow) {
  return loadHouseholdNode(context, householdId, viewOf(paidOn, known, context.deps.today));
}

/** The decision of the pay day, as known at the revision of the table. */
export async function paidDecision(context: GraphContext, row: PaidRow, { level }: DecisionArgs) {
  const household = await paidHousehold(context, row);
  return household === null ? null : loadEligibility(context, household, household.at, level);
}
