import type { Feature } from '../graph/feature.ts';
import { CHECK_JOB, checkJob, REBUILD_JOB, rebuildJob } from './projection/projection-jobs.ts';
import { statisticsDownloads } from './export/statistics-download.loader.ts';
import { StatisticsResolver } from './graph/statistics.resolver.ts';

export const statistics: Feature = {
  resolvers: [StatisticsResolver],
  downloads: statisticsDownloads,
  jobs: { [CHECK_JOB]: checkJob, [REBUILD_JOB]: rebuildJob },
};
