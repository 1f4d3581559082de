import { unionsFor } from '../../access/staff.read.ts';
import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { checkDocument, type NamedDocument } from '../../standards/check-document.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { findMoney } from '../sources/allocation.read.ts';
import type { PostedAct } from '../sources/posted-act.read.ts';
import { insertCondition } from './condition.store.ts';

/** What a document says of the money of an allocation (使用条件): whom it is for, for which kinds of aid, and until when. */
export interface AddCondition extends Command, NamedDocument {
  readonly allocationId: string;
  /** The first day of holds and payments that it counts for. */
  readonly startsOn: Day;
  /** The last day on which the money may be paid; `null`: the document names none. */
  readonly until: Day | null;
  /** The levels of recorded files that it reaches. */
  readonly levels: readonly string[];
  /** `null`: every category, and files of which none is known. */
  readonly categories: readonly string[] | null;
  /** Whether it reaches members without a file. */
  readonly withoutFile: boolean;
  /** `null`: every kind of aid that the money is for. */
  readonly aidTypes: readonly string[] | null;
  readonly documentDay: Day;
}

const REFUSALS: Readonly<Record<string, Problem>> = {
  relief_late_condition: problem('CONDITION_TOO_LATE', 'startsOn'),
};

/**
 * Records a condition of an allocation, as the union that passes its money down; of money from outside the platform, as the union that
 * gets it. What was held or paid before must meet it.
 */
export async function addCondition(deps: Deps, command: AddCondition): Promise<OrProblems<Numbered<PostedAct>>> {
  const wrong = checkCondition(command, deps.today);
  if (wrong.length > 0) return fail(wrong);
  const answer = await execute(deps, 'ADD_RELIEF_CONDITION', command, write, REFUSALS);
  return numbered(deps.database, answer);
}

async function write(sql: Sql, { today }: Deps, command: AddCondition): Promise<OrProblems<PostedAct>> {
  const { actorId, allocationId, levels, categories, withoutFile, aidTypes, documentNumber, documentTitle } = command;
  const money = await findMoney(sql, allocationId);
  // What does not exist runs the same statements as what the actor may not act on.
  const payerId = money?.payerId ?? allocationId;
  const own = await unionsFor(sql, actorId, 'MANAGE_FUNDS', [payerId], today);
  if (money === undefined || !own.has(payerId)) return fail([problem('NO_SUCH_ALLOCATION', 'allocation')]);
  const changeId = await insertChange(sql, command, 'ADD_RELIEF_CONDITION', 'RELIEF_ALLOCATION', allocationId);
  const [startsOn, documentDay] = [printDay(command.startsOn), printDay(command.documentDay)];
  const until = command.until === null ? null : printDay(command.until);
  const whom = { allocationId, levels, categories, withoutFile, aidTypes, startsOn, until };
  await insertCondition(sql, changeId, { ...whom, actorId, documentNumber, documentDay, documentTitle });
  return succeed({ allocationId, changeId });
}

function checkCondition(command: AddCondition, today: string): readonly Problem[] {
  const { startsOn, until, documentDay } = command;
  return [
    ...(until === null || until >= startsOn ? [] : [problem('ENDS_BEFORE_IT_BEGINS', 'until')]),
    ...emptyLists(command).map((field) => problem('ADMITS_NOBODY', field)),
    ...(printDay(documentDay) > today ? [problem('AFTER_TODAY', 'documentDay')] : []),
    ...checkDocument(command),
  ];
}

/** The lists that admit nobody: no level of files admits at least members without a file, where the condition says so. */
function emptyLists({ levels, withoutFile, ...lists }: AddCondition): readonly string[] {
  const isClosed = levels.length === 0 && !withoutFile;
  const empty = (['categories', 'aidTypes'] as const).filter((field) => lists[field]?.length === 0);
  return [...(isClosed ? ['levels'] : []), ...empty];
}
