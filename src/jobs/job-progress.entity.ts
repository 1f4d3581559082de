import { entity, key, of, open } from '../database/version-entity.ts';

/** How far each job has come. */
export const jobEntities = [
  entity('job_progress', { jobId: key, done: of('bigint'), total: open(of('bigint')), at: of('timestamptz') }),
];
