import type { Sql } from '../../database/database.ts';
import type { Watermark } from '../../database/time/change-log.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { type Day, printDay, requireDay } from '../../kernel/calendar.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import { CHINA_CALENDAR } from '../../usecase/working-calendar.ts';
import { type DecidedHere, decideHere } from './decide-here.ts';
import type { FileSituation } from './file-situation.ts';
import { readSituations, type SituationRow, type TaskListing } from './situations.read.ts';
import { readTaskBodies } from './task-bodies.ts';
import { bodyOfTask, kindOfTask } from './task.codes.ts';
import { sinceWhen } from './since-when.ts';
import { type FileTask, tasksOfFile, whyToReassess } from './tasks-of-file.ts';

/** A task of a union, with what it was found by. */
export interface UnionTask extends FileTask, Watermark {
  readonly situation: FileSituation;
  /** The union whose task it is; `null` where no centre is over the filing union. */
  readonly unionId: string | null;
}

export interface TaskQuestion extends TaskListing {
  /** The id or code of a member of staff: the tasks that they may do. */
  readonly person: string | null;
  /** Only what is due on or before this day. */
  readonly due: Day | null;
}

/** Reads all tasks as of today at a revision, in the order of the days on which they are due. */
export async function readTasks(
  sql: Sql,
  secrets: Secrets,
  question: TaskQuestion,
  known: KnownAt,
): Promise<readonly UnionTask[]> {
  const { today, due, kind } = question;
  const rows = await readSituations(sql, question, known);
  const [first] = rows;
  if (first === undefined) return [];
  const asOf = requireDay(today);
  const at = { asOf, known: known === 'NOW' ? Number(first.revision) : known };
  const stale = rows.filter(
    ({ isStale, closedOn, endedOn, appealedOn }) => isStale && !(closedOn ?? endedOn ?? appealedOn),
  );
  const here = await decideHere(sql, stale, at);
  const changed = await sinceWhen(sql, stale, here, at);
  const bodies = await readTaskBodies(sql, rows, { ...question, secrets, known });
  const found = rows.flatMap((row) => {
    const decided = row.isStale ? (here.get(row.householdId) ?? NOT_DECIDED) : storedDecision(row);
    const situation = situationOf(row, decided, dayOrNull(row.changedOn) ?? changed.get(row.fileId) ?? asOf);
    const { revision, pending } = row;
    return tasksOfFile(situation, asOf, CHINA_CALENDAR)
      .filter((task) => (due === null || task.due.day <= due) && (kind === null || kindOfTask(task.reason) === kind))
      .flatMap((task): readonly UnionTask[] => {
        const unionId = bodies.unionOf(situation, bodyOfTask(task.reason));
        return unionId === undefined ? [] : [{ ...task, situation, unionId, revision, pending }];
      });
  });
  return found.toSorted((one, other) => compare(keyOfTask(one), keyOfTask(other)));
}

/** What a task is sorted by, and told from all others. */
export function keyOfTask({ due, situation, reason }: UnionTask): readonly string[] {
  return [printDay(due.day), situation.fileId, reason];
}

/** Compares two keys by their texts, as PostgreSQL does under the collation C. */
export function compare(one: readonly (string | null)[], other: readonly (string | null)[]): number {
  for (const [at, text] of one.entries()) {
    const against = other[at] ?? '';
    if (text !== against) return (text ?? '') < against ? -1 : 1;
  }
  return 0;
}

type Decided = Omit<DecidedHere, 'digest' | 'standardFen'> & {
  readonly digest: string | null;
  readonly standardFen: string | null;
};

function storedDecision(row: SituationRow): Decided {
  const { outcome, primary, lacksSurvey, surveyedOn, servesUntil, employment, digest, standardFen } = row;
  return {
    decision: outcome === null ? null : { outcome, category: primary, lacksSurvey: lacksSurvey === true },
    ...{ surveyedOn: dayOrNull(surveyedOn), servesUntil: dayOrNull(servesUntil), employment, digest, standardFen },
  };
}

/** Of a household that is not on record, or could not be decided. */
const NOT_DECIDED: Decided = {
  ...{ decision: null, surveyedOn: null, servesUntil: null, employment: null, digest: null, standardFen: null },
};

const AT_WORK: readonly (string | null)[] = ['EMPLOYED', 'FLEXIBLE', 'UNEMPLOYED'];

function situationOf(row: SituationRow, decided: Decided, changedOn: Day): FileSituation {
  const { fileId, householdId, stewardId, state, category } = row;
  const { decision, surveyedOn, servesUntil, employment } = decided;
  // Who was the spouse and is a worker takes the file over (Article 16).
  const isTakenOver = row.isSpouse === true && AT_WORK.includes(employment);
  return {
    ...{ fileId, householdId, stewardId, state, category, decision, changedOn, surveyedOn, servesUntil },
    ...{ since: requireDay(row.since), publicity: publicityOf(row) },
    isByStandard: whyToReassess({ category, decision }) !== null && isByStandard(row, decided),
    diedOn: isTakenOver ? null : dayOrNull(row.diedOn),
    ...{ closedOn: dayOrNull(row.closedOn), objectedOn: dayOrNull(row.objectedOn) },
    ...{ endedOn: dayOrNull(row.endedOn), appealedOn: dayOrNull(row.appealedOn) },
  };
}

function publicityOf({ publicisedOn: on, publicUntil: until }: SituationRow): FileSituation['publicity'] {
  return on === null || until === null ? null : { on: requireDay(on), until: requireDay(until) };
}

/** Whether the same facts were decided otherwise before, under another standard. */
function isByStandard({ digestBefore, standardBefore }: SituationRow, { digest, standardFen }: Decided): boolean {
  return digestBefore !== null && digest === digestBefore && standardFen !== standardBefore;
}

function dayOrNull(text: string | null): Day | null {
  return text === null ? null : requireDay(text);
}
