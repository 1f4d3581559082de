import type { Feature, UploadRoute } from '../graph/feature.ts';
import { workbookDownloads } from './filled/filled-export.loader.ts';
import { WorkbookExportResolver } from './filled/filled-export.resolver.ts';
import { IMPORT_JOB, importJob } from './import-job.ts';
import { receiveWorkbook } from './jobs/job.loader.ts';
import { JobResolver } from './jobs/job.resolver.ts';
import { sweepUploads } from './upload.ts';

const MOST_BYTES_OF_A_WORKBOOK = 100_000_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const intake: Feature = {
  resolvers: [JobResolver, WorkbookExportResolver],
  downloads: [workbookDownloads],
  jobs: { [IMPORT_JOB]: importJob },
  uploads: async (folder) => {
    await sweepUploads(folder, Date.now());
    return [workbooks(folder)];
  },
};

/** Workbooks are far larger than queries, so they have a route of their own. */
function workbooks(folder: string): UploadRoute {
  return {
    path: '/imports',
    contentTypes: [XLSX],
    mostBytes: MOST_BYTES_OF_A_WORKBOOK,
    receive: (context, body, parameters) => receiveWorkbook(context, folder, body, parameters),
  };
}
