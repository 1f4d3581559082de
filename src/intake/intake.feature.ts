import type { Feature } from '../graph/feature.ts';
import { IMPORT_JOB, importJob } from './import-job.ts';
import { JobResolver } from './jobs/job.resolver.ts';

export const intake: Feature = {
  resolvers: [JobResolver],
  jobs: { [IMPORT_JOB]: importJob },
};
