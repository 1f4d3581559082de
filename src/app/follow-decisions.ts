import type { Logger } from 'pino';
import { type Followed, followChanges } from '../assessment/spans/follow-changes.store.ts';
import { undecidedFaults } from '../assessment/spans/undecided.read.ts';
import { retryUndecided } from '../assessment/spans/undecided.store.ts';
import { DECIDE_JOB, decideJob } from '../assessment/spans/run/decide-job.ts';
import { isUnavailable } from '../database/connection/unavailable.ts';
import type { JobQueue } from '../jobs/job.ts';
import { requireDay } from '../kernel/calendar.ts';
import { reportFailure } from '../server/http/answers/report-failure.ts';
import type { Deps } from '../usecase/command.ts';

const PAUSE_MILLISECONDS = 30_000;

/**
 * Makes the duty that decides anew what was written, and submits a run where the whole register must be decided. After a failure,
 * which is logged, it pauses: until it succeeds, the spans stay at the revision that they bear.
 */
export function decisionsFollower(queue: JobQueue, deps: () => Deps, log: Logger): () => Promise<void> {
  let next = 0;
  const tendUndecided = undecidedTender(deps, log);
  return async () => {
    if (Date.now() < next) return;
    try {
      await tendUndecided();
      await followAll(queue, deps);
    } catch (error) {
      next = Date.now() + PAUSE_MILLISECONDS;
      if (!isUnavailable(error)) reportFailure(log, 'INTERNAL', error, null);
    }
  };
}

/** Has the households whose decision failed tried once more at the start, and logs where they fail, whenever that changes. */
function undecidedTender(deps: () => Deps, log: Logger): () => Promise<void> {
  let next = 0;
  let told: string | null = null;
  return async () => {
    if (Date.now() < next) return;
    next = Date.now() + PAUSE_MILLISECONDS;
    if (told === null) await deps().database.session(retryUndecided);
    const faults = await deps().database.session(undecidedFaults);
    if (faults.length > 0 && JSON.stringify(faults) !== told) log.error({ faults }, 'households cannot be decided');
    told = JSON.stringify(faults);
  };
}

async function followAll(queue: JobQueue, deps: () => Deps): Promise<void> {
  const { database, today } = deps();
  let followed: Followed;
  do followed = await followChanges(database, requireDay(today));
  while (followed === 'MORE');
  if (followed === 'RUN_NEEDED') await queue.submit(decideJob(deps), {}, { key: DECIDE_JOB, group: DECIDE_JOB });
}
