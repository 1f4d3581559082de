import { insertChange } from '../database/time/change-log.ts';
import type { Sql } from '../database/database.ts';
import { monthOfDay, printDay, yearOf } from '../kernel/calendar.ts';
import { succeed } from '../kernel/result.ts';
import { fileHousehold } from '../registry/file/file-household.ts';
import type { Deps } from '../usecase/command.ts';
import { execute, type Numbered, numbered } from '../usecase/execute.ts';
import { type OrProblems, problem } from '../usecase/problem.ts';
import { judgeOpening, type OpenFile } from './opening/judge-opening.ts';
import { insertFileStep } from './procedure/steps/file-step.store.ts';
import { writeStep } from './procedure/steps/write-step.ts';

interface Opened {
  readonly fileId: string;
  readonly number: string;
  readonly changeId: string;
}

export type OpenedFile = Numbered<Opened>;

/** Opens a file for a household that has no live file from the day on. */
export async function openFile(deps: Deps, command: OpenFile): Promise<OrProblems<OpenedFile>> {
  const hasOne = problem('ALREADY_HAS_A_FILE', 'householdId');
  const races = { one_live_file_a_household: hasOne, one_file_a_household_a_day: hasOne };
  return numbered(deps.database, await execute(deps, 'openFile', command, open, races));
}

async function open(sql: Sql, deps: Deps, command: OpenFile): Promise<OrProblems<Opened>> {
  const passed = await judgeOpening(sql, deps, command);
  if (!passed.ok) return passed;
  const { id, stored, region, first, left } = passed.value;
  const { householdId, stewardId, on, state } = command;
  const changeId = await insertChange(sql, command, 'OPEN_FILE', 'HOUSEHOLD', householdId);
  if (left !== null) await writeStep(sql, changeId, left);
  const file = { id, householdId, householdKey: stored.dataKey, stewardId, state, region };
  const year = yearOf(monthOfDay(on));
  const number = await fileHousehold(sql, { ...file, year, changeId, from: printDay(on) });
  await insertFileStep(sql, changeId, {
    ...{ fileId: id, householdId, householdKey: stored.dataKey, number: 1 },
    ...{ fromState: null, toState: state.state },
    ...first,
  });
  return succeed({ fileId: id, number, changeId });
}
