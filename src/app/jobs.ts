import type { JobQueue } from '../jobs/job.ts';
import type { Deps } from '../usecase/command.ts';
import { FEATURES } from './features.ts';

const JOBS = FEATURES.flatMap(({ jobs = {} }) => Object.entries(jobs));

export const JOB_NAMES = JOBS.map(([name]) => name);

const AT_START = FEATURES.flatMap(({ jobsAtStart = [] }) => jobsAtStart);

/** Works on the jobs of all features, and submits those that a start begins with. */
export async function workOnJobs(queue: JobQueue, deps: () => Deps): Promise<void> {
  for (const [name, makeKind] of JOBS) {
    const kind = makeKind(deps);
    await queue.work(kind);
    if (AT_START.includes(name)) await queue.submit(kind, {}, { key: name, group: name });
  }
}
