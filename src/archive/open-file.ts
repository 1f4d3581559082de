import { unionsFor } from '../access/staff.ts';
import { insertChanges, changeNumber } from '../database/time/change-log.ts';
import type { Sql } from '../database/database.ts';
import { violatedConstraint } from '../kernel/error-code.ts';
import { newId } from '../database/ids.ts';
import { type Day, monthOfDay, printDay, yearOf } from '../kernel/calendar.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import type { Command, Deps } from '../usecase/command.ts';
import { problem, type Problem } from '../usecase/problem.ts';
import { admitHouseholds } from '../registry/recording/admit-household.ts';
import { idempotently } from '../usecase/idempotently.ts';
import { regionOfUnion } from '../organisation/union.ts';
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

/** {@link Opened} with the number of its change in the sequence of all changes. */
export interface OpenedFile extends Opened {
  readonly revision: number | null;
}

/** Opens a file for a household that has no live file. */
export async function openFile(deps: Deps, command: OpenFile): Promise<Result<OpenedFile, readonly Problem[]>> {
  try {
    const { database } = deps;
    const opened = await database.transaction((sql) => idempotently(sql, command, () => open(sql, deps, command)));
    if (!opened.ok) return opened;
    return succeed({ ...opened.value, revision: await changeNumber(database, opened.value.changeId) });
  } catch (error) {
    if (violatedConstraint(error) !== 'one_live_file_a_household') throw error;
    return fail([problem('ALREADY_HAS_A_FILE', 'householdId')]);
  }
}

async function open(sql: Sql, deps: Deps, command: OpenFile): Promise<Result<Opened, readonly Problem[]>> {
  const { actorId, householdId, stewardId, expectedRevision, purpose, on, state } = command;
  if (printDay(on) > deps.today) return fail([problem('AFTER_TODAY', 'on')]);
  const about = { actorId, householdId, unionId: null, expectedRevision };
  const [admission = fail([])] = await admitHouseholds(sql, deps, 'OPEN_FILE', [about]);
  if (!admission.ok) return admission;
  const region = await regionOfUnion(sql, stewardId);
  const own = await unionsFor(sql, actorId, 'OPEN_FILE', [stewardId], deps.today);
  if (region === undefined || !own.has(stewardId)) return fail([problem('NO_SUCH_UNION', 'stewardId')]);
  const changeId = newId();
  const subject = { subjectKind: 'HOUSEHOLD', subjectId: householdId } as const;
  await insertChanges(sql, [{ id: changeId, actorId, action: 'OPEN_FILE', purpose, ...subject }]);
  const file = { id: newId(), householdId, householdKey: admission.value.stored.dataKey, stewardId, state };
  const year = yearOf(monthOfDay(on));
  const number = await fileHousehold(sql, { ...file, region, year, changeId, from: printDay(on) });
  return succeed({ fileId: file.id, number, changeId });
}
