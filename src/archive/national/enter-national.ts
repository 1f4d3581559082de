import { insertChange, sealChanges } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { type Day, printDay, requireDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { afterToday } from '../../registry/recording/acts/after-today.ts';
import { admitHouseholds } from '../../registry/recording/admit-household.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { householdOfFile } from '../procedure/circumstances/circumstances.read.ts';
import { readTies, type Tie } from '../procedure/circumstances/read-ties.ts';
import { type FileDays, readFileDays } from '../procedure/steps/file-step.read.ts';
import type { NationalMatter } from './national-entry.codes.ts';
import { type NationalEntryRow, readNationalEntries } from './national-entry.read.ts';
import { insertNationalEntry } from './national-entry.store.ts';

/** Something of a file was entered in the national system on a day. */
export interface EnterNational extends Command {
  readonly fileId: string;
  readonly matter: NationalMatter;
  readonly on: Day;
}

interface Entered {
  readonly fileId: string;
  readonly entryId: string;
  readonly changeId: string;
}

/**
 * Marks on a file what was entered of it in the national system, and when. Only a recorded file is entered there, what follows
 * comes after it, and a way out is entered once the file has ended.
 */
export async function enterNational(deps: Deps, command: EnterNational): Promise<OrProblems<Numbered<Entered>>> {
  await sealChanges(deps.database);
  return numbered(deps.database, await execute(deps, 'enterNational', command, enter));
}

async function enter(sql: Sql, deps: Deps, command: EnterNational): Promise<OrProblems<Entered>> {
  const { actorId, fileId, matter, on } = command;
  const householdId = (await householdOfFile(sql, fileId)) ?? fileId;
  const about = { actorId, householdId, unionId: null, expectedRevision: null };
  const [admission = fail([])] = await admitHouseholds(sql, deps, 'OPEN_FILE', [about]);
  const at = { asOf: requireDay(deps.today), known: 'NOW' } as const;
  const fileDays = (await readFileDays(sql, [fileId], at)).get(fileId);
  const entries = await readNationalEntries(sql, [fileId], at);
  if (!admission.ok || fileDays === undefined) return fail([problem('NO_SUCH_ARCHIVE_FILE', 'fileId')]);
  const days = { on: printDay(on), today: deps.today };
  const ties = await readTies(sql, deps.secrets, actorId, [householdId], days);
  const refused =
    whyTied(ties.get(householdId)) ?? whyNot(command, fileDays, entries) ?? afterToday(on, deps.today, 'on')[0];
  if (refused !== undefined) return fail([refused]);
  const changeId = await insertChange(sql, command, 'ENTER_NATIONAL', 'HOUSEHOLD', householdId);
  const entryId = newId();
  const entry = { id: entryId, fileId, householdId, matter, enteredOn: printDay(on), recordedIn: changeId };
  await insertNationalEntry(sql, entry);
  return succeed({ fileId, entryId, changeId });
}

/** Nobody acts on their own file, nor on that of a relative whom they have declared. */
const TIED: Readonly<Record<Tie, Problem>> = {
  OWN: problem('OWN_FILE', 'actorId'),
  RELATIVE: problem('RELATIVES_FILE', 'actorId'),
};

function whyTied(tie: Tie | undefined): Problem | undefined {
  return tie === undefined ? undefined : TIED[tie];
}

/** Why something of a file cannot have been entered on the day; `undefined` if it can. */
function whyNot(
  { matter, on }: EnterNational,
  { recordedOn, closedOn }: FileDays,
  entries: readonly NationalEntryRow[],
): Problem | undefined {
  const isBefore = (day: Day | null) => day === null || on < day;
  if (isBefore(recordedOn)) return problem('NOT_RECORDED_THEN', 'on');
  if (matter === 'FILE') return undefined;
  const first = entries.find((one) => one.matter === 'FILE');
  if (isBefore(first === undefined ? null : requireDay(first.enteredOn))) return problem('FILE_NOT_ENTERED', 'on');
  return matter === 'WAY_OUT' && isBefore(closedOn) ? problem('NOT_ENDED_THEN', 'on') : undefined;
}
