import type { JobKind } from '../jobs/job.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Deps } from '../usecase/command.ts';
import type { ImportAnswer, ImportRequest } from './import-answer.ts';
import { importWorkbook } from './import-workbook.ts';
import { deleteUpload, openUpload } from './upload.ts';
import { unpackedBytes } from './workbook/xlsx-reader.ts';

export const IMPORT_JOB = 'import-workbook';

/** The import of a workbook as a job. It may run again after a crash, since rows that are recorded change nothing. */
export function importJob(deps: () => Deps): JobKind<ImportRequest, ImportAnswer> {
  return {
    name: IMPORT_JOB,
    run: (request, control) => importWorkbook(deps(), request, control),
    deleteFiles: async ({ workbook }) => {
      if (typeof workbook !== 'string') await deleteUpload(workbook);
    },
  };
}

/** The largest unpacked size, in bytes, of a workbook whose import takes little memory. */
const SMALL_BYTES = 16_000_000;
const LARGE_LANES = 2;

/**
 * How an import is queued. The same workbook for the same union is queued once at a time, to be imported and to be compared. Small workbooks of a union
 * run one after another. Large ones of all unions share two lanes: at most two are in memory, and no small one waits.
 */
export async function importOrder(
  secrets: Secrets,
  { union, workbook, compares }: Pick<ImportRequest, 'union' | 'workbook' | 'compares'>,
  digest: string,
): Promise<{ readonly key: string; readonly group: string }> {
  const source = typeof workbook === 'string' ? workbook : await openUpload(secrets, workbook);
  const isLarge = (await unpackedBytes(source)) > SMALL_BYTES;
  const lane = Number.parseInt(union.id.slice(-2), 16) % LARGE_LANES;
  return {
    key: `${union.id} ${digest}${compares === true ? ' compared' : ''}`,
    group: isLarge ? `large ${lane}` : union.id,
  };
}
