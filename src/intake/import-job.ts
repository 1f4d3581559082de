import type { JobKind } from '../jobs/job.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Deps } from '../usecase/command.ts';
import { type ImportAnswer, type ImportRequest, importWorkbook } from './import-workbook.ts';
import { dropUpload, openUpload } from './upload.ts';
import { unpackedBytes } from './workbook/xlsx-reader.ts';

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

/** What a workbook unpacks to, in bytes, whose import takes little memory. */
const SMALL_BYTES = 16_000_000;
const LARGE_LANES = 2;

/**
 * How an import is queued: the same workbook for the same union once at a time; small ones of a union after each other,
 * and large ones, of whichever union, in two lanes, so that the memory of two is held and no small one waits for a place.
 */
export async function importOrder(
  secrets: Secrets,
  { union, workbook }: Pick<ImportRequest, 'union' | 'workbook'>,
  digest: string,
): Promise<{ readonly key: string; readonly group: string }> {
  const source = typeof workbook === 'string' ? workbook : await openUpload(secrets, workbook);
  const isLarge = (await unpackedBytes(source)) > SMALL_BYTES;
  const lane = Number.parseInt(union.id.slice(-2), 16) % LARGE_LANES;
  return { key: `${union.id} ${digest}`, group: isLarge ? `large ${lane}` : union.id };
}
