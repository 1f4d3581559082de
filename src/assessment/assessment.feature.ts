import type { Feature } from '../graph/feature.ts';
import { PREVIEW_JOB, previewJob } from './preview/preview-job.ts';
import { DECIDE_JOB, decideJob } from './spans/run/decide-job.ts';

export const assessment: Feature = { resolvers: [], jobs: { [DECIDE_JOB]: decideJob, [PREVIEW_JOB]: previewJob } };
