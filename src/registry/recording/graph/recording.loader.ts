import { buildCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { idProblem } from '../../../graph/arguments/ids.ts';
import { fail } from '../../../kernel/result.ts';
import { problem } from '../../../usecase/problem.ts';
import { recordHousehold } from '../record-household.ts';
import { loadUnionByCode } from '../../../organisation/union.loader.ts';
import { toRegisterHousehold } from './entered-household.ts';
import type { RecordHouseholdInput } from './household-entry.input.ts';

const BLANK = { householdId: null, correction: false, keepMissing: false, expectedRevision: null };

/** Records the household of an input, which names the union by its code. */
export async function recordEnteredHousehold(
  context: GraphContext,
  { union, household, idempotencyKey, ...input }: RecordHouseholdInput,
): ReturnType<typeof recordHousehold> {
  const command = buildCommand(context, idempotencyKey, '登记家庭');
  const given = { ...BLANK, ...known(input) };
  const { householdId } = given;
  const wrong = householdId === null ? null : idProblem(householdId, 'NO_SUCH_HOUSEHOLD', 'householdId');
  if (wrong !== null) return fail([wrong]);
  const recorder = await loadUnionByCode(context, union ?? '');
  if (given.householdId === null && recorder === null) return fail([problem('NO_SUCH_UNION', 'union')]);
  return recordHousehold(context.deps, {
    ...command,
    ...given,
    unionId: recorder?.id ?? null,
    household: toRegisterHousehold(household),
  });
}

/** The fields of an input that are given and not `null`. */
function known<Input extends object>(input: Input): { [K in keyof Input]: NonNullable<Input[K]> } {
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given) as { [K in keyof Input]: NonNullable<Input[K]> };
}
