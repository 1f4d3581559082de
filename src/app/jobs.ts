import type { JobQueue } from '../jobs/job.ts';
import type { Deps } from '../usecase/command.ts';
import { FEATURES } from './features.ts';

const JOBS = FEATURES.flatMap(({ jobs = {} }) => Object.entries(jobs));

export const JOB_NAMES = JOBS.map(([name]) => name);

export async function workOnJobs(queue: JobQueue, deps: () => Deps): Promise<void> {
  for (const [, makeKind] of JOBS) await queue.work(makeKind(deps));
}
