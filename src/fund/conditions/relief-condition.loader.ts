import { idProblem } from '../../graph/arguments/ids.ts';
import { timesKey, type Viewed } from '../../graph/arguments/read-at.ts';
import { sharedLoader, sharedTextLoader } from '../../graph/batch/batch.ts';
import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { fail } from '../../kernel/result.ts';
import { answerAct } from '../sources/graph/relief-acts.loader.ts';
import type { AllocationNode } from '../sources/graph/relief-allocation.loader.ts';
import { addCondition } from './add-condition.ts';
import { type ConditionRow, readConditions, readPresetLevels } from './condition.read.ts';
import type { ConditionInput } from './relief-condition.input.ts';

const conditions = sharedLoader<Viewed, readonly ConditionRow[]>({
  cacheKey: ({ id }) => id,
  groupKey: ({ at }) => timesKey(at),
  read: (sql, keys, _deps, { at }) =>
    readConditions(
      sql,
      keys.map(({ id }) => id),
      at,
    ),
});

const presets = sharedTextLoader(readPresetLevels);

/** The conditions of an allocation and of those that its money comes from, as of its view. */
export async function loadConditions(context: GraphContext, { id, at }: AllocationNode): Promise<readonly object[]> {
  const rows = (await conditions(context).load({ id, at })) ?? [];
  return rows.map(({ startsOn, until, documentDay, ...row }) => ({
    ...{ ...row, startsOn: requireDay(startsOn), documentDay: requireDay(documentDay) },
    until: until === null ? null : requireDay(until),
  }));
}

/** The levels of files that the money reaches where no document says otherwise. */
export async function loadPresetLevels(context: GraphContext, { id }: AllocationNode): Promise<readonly string[]> {
  return (await presets(context).load(id)) ?? [];
}

export function addConditionFromInput(
  context: GraphContext,
  {
    allocation: allocationId,
    idempotencyKey,
    until = null,
    categories = null,
    aidTypes = null,
    ...given
  }: ConditionInput,
): Promise<object> {
  const command = buildCommand(context, idempotencyKey, '登记资金使用条件');
  const wrong = idProblem(allocationId, 'NO_SUCH_ALLOCATION', 'allocation');
  const condition = { ...command, ...given, allocationId, until, categories, aidTypes };
  return answerAct(context, wrong === null ? addCondition(context.deps, condition) : Promise.resolve(fail([wrong])));
}
