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
