import { insertChange, sealChanges } from '../../../database/time/change-log.ts';
import type { Sql } from '../../../database/database.ts';
import { succeed } from '../../../kernel/result.ts';
import type { Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import { type OrProblems, problem } from '../../../usecase/problem.ts';
import { passStep, type TakeFileStep } from './pass-step.ts';
import { writeStep } from './write-step.ts';

export interface TakenStep {
  readonly fileId: string;
  readonly stepId: string;
  readonly changeId: string;
}

/**
 * Takes a step of a file in one transaction under the lock of its household: reads what it is judged by, runs the guards of the
 * procedure in their order, and writes the step, the receipt that it rests on and the state that it leads to.
 */
export async function takeFileStep(deps: Deps, command: TakeFileStep): Promise<OrProblems<Numbered<TakenStep>>> {
  await sealChanges(deps.database);
  const hasOne = problem('ALREADY_HAS_A_FILE', 'act');
  const races = { one_live_file_a_household: hasOne, one_file_a_household_a_day: hasOne };
  return numbered(deps.database, await execute(deps, 'takeFileStep', command, take, races));
}

async function take(sql: Sql, deps: Deps, command: TakeFileStep): Promise<OrProblems<TakenStep>> {
  const passed = await passStep(sql, deps, command);
  if (!passed.ok) return passed;
  const { stepId, file } = passed.value;
  const changeId = await insertChange(sql, command, 'STEP_FILE', 'HOUSEHOLD', file.householdId);
  await writeStep(sql, changeId, passed.value);
  return succeed({ fileId: file.id, stepId, changeId });
}
