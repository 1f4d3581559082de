import type { Readable } from 'node:stream';
import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { isTimedId, parsePlainId } from '../../graph/arguments/ids.ts';
import { type Day, parseDay } from '../../kernel/calendar.ts';
import { importJob, importOrder } from '../import-job.ts';
import { importerWith } from '../importer.ts';
import type { ImportAnswer, ImportRequest } from '../import-answer.ts';
import { deleteUpload, storeUpload, type Upload } from '../upload.ts';

const MOST_LISTED = 200;
/** How many imports of one person may wait. */
const MOST_WAITING = 3;

/** A job, if the viewer started it; else `null`. */
export async function ownJob({ jobs, deps, viewer }: GraphContext, text: string): Promise<object | null> {
  const id = parsePlainId(text);
  if (id === null) return null;
  const kind = importJob(() => deps);
  const view = await jobs.view<StoredAnswer>(kind, id);
  const owner = view === null ? null : (view.request as ImportRequest).actorId;
  if (view === null || owner === null || owner !== viewer?.staffId) return null;
  const { state, done, total, failure } = view;
  return { id, state, done, total, failure, import: view.answer === null ? null : importReport(view.answer) };
}

/** Cancels a job, if the viewer started it. */
export async function cancelOwnJob(context: GraphContext, id: string): Promise<object | null> {
  if (isTimedId(id)) throw graphError('PAST_VIEW');
  if ((await ownJob(context, id)) === null) return null;
  const kind = importJob(() => context.deps);
  await context.jobs.cancel(kind, id);
  return ownJob(context, id);
}

/** An import that ended before an upgrade has not all of what one answers now. */
type StoredAnswer = Omit<ImportAnswer, 'rowCounts' | 'revision' | 'notices' | 'noticeCount'> & Partial<ImportAnswer>;

function importReport({
  rows,
  rowCounts,
  revision,
  households,
  faults,
  faultCount,
  missing,
  ...told
}: StoredAnswer): object {
  const { notices = [], noticeCount = 0 } = told;
  return {
    ...{ rows, revision },
    ...{ rowsRecorded: rowCounts?.recorded, rowsUnchanged: rowCounts?.unchanged, rowsRefused: rowCounts?.refused },
    rowsDifferent: rowCounts?.different,
    ...households,
    faultCount,
    faults: faults.slice(0, MOST_LISTED),
    noticeCount,
    notices: notices.slice(0, MOST_LISTED),
    missing: missing.slice(0, MOST_LISTED).map(({ sheet, row, what }) => `${sheet} ${row} ${what}`),
  };
}

/**
 * Receives a workbook as a stream (`?union=CODE&on=YYYY-MM-DD`) and returns the id of the job that imports it, or with
 * `&compare=true` compares it. If the same is already being done for the same union, that is the id of the existing job.
 */
export async function receiveWorkbook(
  context: GraphContext,
  folder: string,
  body: Readable,
  parameters: URLSearchParams,
): Promise<{ readonly job: string }> {
  const { deps } = context;
  const compares = truthArgument(parameters.get('compare'));
  const { actorId, purpose } = buildCommand(context, null, compares ? '工作簿比对' : '工作簿导入');
  const on = dayArgument(parameters.get('on') ?? deps.today);
  const importer = await requireImporter(context, actorId, parameters.get('union') ?? '');
  // Checked before megabytes are sent in vain; `submit` checks it again.
  if (
    (await context.jobs.waiting(
      importJob(() => deps),
      { actorId },
    )) >= MOST_WAITING
  )
    throw tooManyWaiting();
  const upload = await storeUpload(folder, deps.secrets, body);
  const request = { ...importer, workbook: upload, on, purpose, compares };
  const submitted = await submitUpload(context, request, upload);
  if (submitted.ok) return { job: submitted.value };
  await deleteUpload(upload);
  throw tooManyWaiting();
}

/** Submits the job of an upload; drops the upload if the same workbook is being imported already. */
async function submitUpload({ jobs, deps }: GraphContext, request: ImportRequest, upload: Upload) {
  const kind = importJob(() => deps);
  const limit = { data: { actorId: request.actorId }, waiting: MOST_WAITING };
  const job = await jobs.submit(kind, request, { ...(await importOrder(deps.secrets, request, upload.digest)), limit });
  if (!job.ok) return job;
  const taken = (await jobs.view(kind, job.value))?.request as ImportRequest | undefined;
  if (typeof taken?.workbook === 'object' && taken.workbook.id !== upload.id) await deleteUpload(upload);
  return job;
}

function tooManyWaiting() {
  return graphError('TOO_MANY_WAITING', { most: MOST_WAITING });
}

async function requireImporter({ deps }: GraphContext, actorId: string, union: string) {
  const code = union.includes('\0') ? '' : union;
  const importer = await deps.database.session((sql) => importerWith(sql, actorId, code, deps.today));
  if (!importer.ok) throw graphError('INVALID_ARGUMENT', { argument: 'union' });
  return importer.value;
}

function truthArgument(text: string | null): boolean {
  if (text !== null && text !== 'true' && text !== 'false')
    throw graphError('INVALID_ARGUMENT', { argument: 'compare' });
  return text === 'true';
}

function dayArgument(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw graphError('INVALID_ARGUMENT', { argument: 'on' });
  return day;
}
