import type { Readable } from 'node:stream';
import { commandOf } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { parseDay } from '../../kernel/calendar.ts';
import { dropUpload, keepUpload } from '../import/upload.ts';
import { importJob } from '../import/import-job.ts';
import { importerWith } from '../import/importer.ts';
import type { ImportRequest } from '../import/import-workbook.ts';

/**
 * Takes a workbook that is sent as a stream, `?union=CODE&on=YYYY-MM-DD`, and answers the id of the job that imports it.
 * The same workbook for the same union while it is being imported has the same job.
 */
export async function receiveWorkbook(
  context: GraphContext,
  folder: string,
  body: Readable,
  parameters: URLSearchParams,
): Promise<{ readonly job: string }> {
  const { deps, jobs } = context;
  const { actorId, purpose } = commandOf(context, null, '工作簿导入');
  const on = parseDay(parameters.get('on') ?? deps.today);
  if (on === undefined) throw graphError('INVALID_ARGUMENT', { argument: 'on' });
  const union = parameters.get('union') ?? '';
  const importer = union.includes('\0')
    ? undefined
    : await deps.database.session((sql) => importerWith(sql, actorId, union, deps.today));
  if (importer?.ok !== true) throw graphError('INVALID_ARGUMENT', { argument: 'union' });
  const upload = await keepUpload(folder, deps.secrets, body);
  const request: ImportRequest = { ...importer.value, workbook: upload, on, purpose };
  const kind = importJob(() => deps);
  const job = await jobs.submit(kind, request, `${importer.value.union.id} ${upload.digest}`);
  const view = await jobs.view(kind, job);
  const taken = (view?.request as ImportRequest | undefined)?.workbook;
  if (typeof taken === 'object' && taken.id !== upload.id) await dropUpload(upload);
  return { job };
}
