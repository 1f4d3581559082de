import { entity, key, of, open } from '../database/version-entity.ts';

/** The progress of each job, its running attempt, and the numbers of its deaths and failures. */
export const jobEntities = [
  entity('job_progress', {
    ...{ jobId: key, done: of('bigint'), total: open(of('bigint')), at: of('timestamptz') },
    ...{ attempt: open(of('integer')), deaths: of('integer'), failures: of('integer') },
  }),
];
