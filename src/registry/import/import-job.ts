import type { JobKind } from '../../jobs/job.ts';
import type { Deps } from '../command.ts';
import { type ImportAnswer, type ImportRequest, importWorkbook } from './import-workbook.ts';
import { dropUpload } from './upload.ts';

/** The import of a workbook as a job: done again after a crash, it goes on where it stood, since what is there stays. */
export function importJob(deps: () => Deps): JobKind<ImportRequest, ImportAnswer> {
  return {
    name: 'import-workbook',
    run: async (request, control) => {
      const answer = await importWorkbook(deps(), request, control);
      if (typeof request.workbook !== 'string') await dropUpload(request.workbook);
      return answer;
    },
  };
}
