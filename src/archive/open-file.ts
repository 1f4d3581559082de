import { unionsFor } from '../access/staff.read.ts';
import { insertChange } from '../database/time/change-log.ts';
import type { Sql } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { type Day, monthOfDay, nextDay, printDay, yearOf } from '../kernel/calendar.ts';
import { fail, succeed } from '../kernel/result.ts';
import type { Command, Deps } from '../usecase/command.ts';
import { problem, type OrProblems } from '../usecase/problem.ts';
import { versionOn } from '../registry/household/stored-household.ts';
import { afterToday } from '../registry/recording/acts/after-today.ts';
import { admitHouseholds } from '../registry/recording/admit-household.ts';
import { execute, type Numbered, numbered } from '../usecase/execute.ts';
import { regionOfUnion, unionsGoneBefore } from '../organisation/union.read.ts';
import type { ArchiveFileState } from '../registry/file/archive-file.ts';
import { fileHousehold } from '../registry/file/file-household.ts';

/** A new file, opened after a survey by the union or an application by the worker (Articles 10 and 15). */
export interface OpenFile extends Command {
  readonly householdId: string;
  /** The union that keeps the file as its steward (Articles 11 and 12). */
  readonly stewardId: string;
  readonly expectedRevision: number | null;
  readonly on: Day;
  readonly state: ArchiveFileState & { readonly state: 'SURVEYED' | 'APPLIED' };
}

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
  const { actorId, householdId, stewardId, expectedRevision, on, state } = command;
  const late = afterToday(on, deps.today, 'on');
  if (late.length > 0) return fail(late);
  const about = { actorId, householdId, unionId: null, expectedRevision };
  const [admission = fail([])] = await admitHouseholds(sql, deps, 'OPEN_FILE', [about]);
  if (!admission.ok) return admission;
  if (versionOn(admission.value.stored.versions, on) === undefined) return fail([problem('NOT_ON_RECORD_THEN', 'on')]);
  const region = await regionOfUnion(sql, stewardId);
  const own = await unionsFor(sql, actorId, 'OPEN_FILE', [stewardId], deps.today);
  if (region === undefined || !own.has(stewardId)) return fail([problem('NO_SUCH_UNION', 'stewardId')]);
  const gone = await unionsGoneBefore(sql, [stewardId], nextDay(deps.today));
  if (gone.size > 0) return fail([problem('UNION_DISSOLVED', 'stewardId')]);
  const changeId = await insertChange(sql, command, 'OPEN_FILE', 'HOUSEHOLD', householdId);
  const file = { id: newId(), householdId, householdKey: admission.value.stored.dataKey, stewardId, state };
  const year = yearOf(monthOfDay(on));
  const number = await fileHousehold(sql, { ...file, region, year, changeId, from: printDay(on) });
  return succeed({ fileId: file.id, number, changeId });
}
