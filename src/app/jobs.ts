import { DECIDE_JOB, decideJob } from '../assessment/spans/run/decide-job.ts';
import { type Followed, followChanges } from '../assessment/spans/follow-changes.store.ts';
import { requireDay } from '../kernel/calendar.ts';
import type { JobQueue } from '../jobs/job.ts';
import type { Deps } from '../usecase/command.ts';
import { FEATURES } from './features.ts';

const JOBS = FEATURES.flatMap(({ jobs = {} }) => Object.entries(jobs));

export const JOB_NAMES = JOBS.map(([name]) => name);

const REPEATED = FEATURES.flatMap(({ repeatedJobs = [] }) => repeatedJobs);

/** Works on the jobs of all features, and submits those that a start begins with. */
export async function workOnJobs(queue: JobQueue, deps: () => Deps): Promise<void> {
  for (const [, makeKind] of JOBS) await queue.work(makeKind(deps));
  await submitRepeatedJobs(queue, deps);
}

/** Submits the jobs that are repeated, as far as they do not wait or run. */
export async function submitRepeatedJobs(queue: JobQueue, deps: () => Deps): Promise<void> {
  for (const [name, makeKind] of JOBS) {
    if (REPEATED.includes(name)) await queue.submit(makeKind(deps), {}, { key: name, group: name });
  }
}

/** Decides anew what was written, and submits a run where the whole register must be decided. */
export async function followDecisions(queue: JobQueue, deps: () => Deps): Promise<void> {
  const { database, today } = deps();
  let followed: Followed;
  do followed = await followChanges(database, requireDay(today));
  while (followed === 'MORE');
  if (followed === 'RUN_NEEDED') await queue.submit(decideJob(deps), {}, { key: DECIDE_JOB, group: DECIDE_JOB });
}
