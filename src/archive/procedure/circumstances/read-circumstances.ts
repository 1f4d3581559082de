import type { Sql } from '../../../database/database.ts';
import { type Day, nextDay, printDay, requireDay } from '../../../kernel/calendar.ts';
import { type Result, succeed } from '../../../kernel/result.ts';
import { needsConfirmation } from '../../../policy/decision/levels.ts';
import type { Level } from '../../../policy/facts/facts.ts';
import { unionsGoneBefore } from '../../../organisation/union.read.ts';
import type { Problem } from '../../../usecase/problem.ts';
import type { Secrets } from '../../../secrets/secrets.ts';
import { CHINA_CALENDAR } from '../../../usecase/working-calendar.ts';
import type { Circumstances } from '../course/circumstances.ts';
import { deriveLadder } from '../course/ladder.ts';
import type { PublicContent } from '../course/step.ts';
import { readLines, readShownWorkers } from './circumstances.read.ts';
import { readTies } from './read-ties.ts';
import { decideFiles, type FileDecision } from './decide-files.ts';

/** A file that is to be stepped. */
export interface FileInHand {
  readonly id: string;
  readonly householdId: string;
  readonly stewardId: string;
  readonly level: Level;
}

/** What is read of a file beside its steps, and the decision that a step would rest on. */
export interface CircumstancesOfFile {
  /** A problem if no ladder is derived from the tree of unions. */
  readonly circumstances: Result<Circumstances, Problem>;
  readonly decision: FileDecision | null;
}

interface Question {
  readonly actorId: string;
  readonly on: Day;
  readonly today: string;
  /** Whether the decision as of the day is needed, which costs most. */
  readonly decides: boolean;
}

/** Reads what a step of each file on a day is judged by. The number of statements does not grow with the files. */
export async function readCircumstances(
  sql: Sql,
  secrets: Secrets,
  files: readonly FileInHand[],
  { actorId, on, today, decides }: Question,
): Promise<ReadonlyMap<string, CircumstancesOfFile>> {
  const households = files.map(({ householdId }) => householdId);
  const lines = await readLines(sql, [...new Set(files.map(({ stewardId }) => stewardId))], today);
  const gone = await unionsGoneBefore(sql, [...new Set(files.map(({ stewardId }) => stewardId))], nextDay(today));
  const ties = await readTies(sql, secrets, actorId, households, { on: printDay(on), today });
  const decisions = decides ? await decideFiles(sql, today, files, on) : null;
  const workers = decides ? await readShownWorkers(sql, households, printDay(on)) : null;
  return new Map(
    files.map(({ id, householdId, stewardId }): readonly [string, CircumstancesOfFile] => {
      const decision = decisions?.get(householdId) ?? null;
      const ladder = deriveLadder(lines.get(stewardId) ?? []);
      if (!ladder.ok) return [id, { circumstances: ladder, decision }];
      const circumstances: Circumstances = {
        ...{ today: requireDay(today), calendar: CHINA_CALENDAR, ladder: ladder.value },
        isOrphaned: gone.has(stewardId),
        tie: ties.get(householdId) ?? 'NONE',
        present: contentOf(workers?.get(householdId), decision),
        decision: decisionOf(decision),
      };
      return [id, { circumstances: succeed(circumstances), decision }];
    }),
  );
}

function contentOf(
  worker: Pick<PublicContent, 'name' | 'unit'> | undefined,
  decision: FileDecision | null,
): PublicContent | null {
  if (worker === undefined || decision === null || typeof decision === 'string') return null;
  const category = decision.assessment.primaryCategory;
  return category === null ? null : { ...worker, category };
}

/** What is not decided is never eligible. */
function decisionOf(decision: FileDecision | null): Circumstances['decision'] {
  if (decision === null || typeof decision === 'string') {
    return { outcome: 'INDETERMINATE', isConfirmed: false, lifted: 'UNKNOWN' };
  }
  const { assessment, lifted } = decision;
  return { outcome: assessment.outcome, isConfirmed: !needsConfirmation(assessment), lifted };
}
