import type { JobKind } from '../jobs/job.ts';
import type { Deps } from '../usecase/command.ts';
import { type ImportAnswer, type ImportRequest, importWorkbook } from './import-workbook.ts';
import { dropUpload } from './upload.ts';

export const IMPORT_JOB = 'import-workbook';

/** The import of a workbook as a job: done again after a crash, it goes on where it stood, since what is there stays. */
export function importJob(deps: () => Deps): JobKind<ImportRequest, ImportAnswer> {
  return {
    name: IMPORT_JOB,
    run: (request, control) => importWorkbook(deps(), request, control),
    drop: async ({ workbook }) => {
      if (typeof workbook !== 'string') await dropUpload(workbook);
    },
  };
}

/** Under which the same workbook for the same union is imported once at a time. */
export function importKey({ union }: Pick<ImportRequest, 'union'>, digest: string): string {
  return `${union.id} ${digest}`;
}
