import { entity, key, of, open } from '../database/version-entity.ts';

/** How far each job has come, the attempt under way, and what became of earlier ones. */
export const jobEntities = [
  entity('job_progress', {
    ...{ jobId: key, done: of('bigint'), total: open(of('bigint')), at: of('timestamptz') },
    ...{ attempt: open(of('integer')), deaths: of('integer'), failures: of('integer') },
  }),
];
