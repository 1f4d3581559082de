import { Readable } from 'node:stream';
import { z } from 'zod';
import { CONTENT_TYPES } from '../../export/formats.ts';
import { followLink, makeLink } from '../../export/link/link.loader.ts';
import { momentInChina } from '../../export/link/moment-in-china.ts';
import { printPaper } from '../../export/pdf/print.ts';
import { isTimedId, NOBODY, parsePlainId } from '../../graph/arguments/ids.ts';
import { readAt } from '../../graph/arguments/read-at.ts';
import { type GraphContext, PURPOSE_HEADER } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import type { DownloadRoute } from '../../graph/feature.ts';
import { isUnmasked, showSensitive } from '../../graph/policy/field-policy.ts';
import { printDay, requireDay } from '../../kernel/calendar.ts';
import { courseOf } from '../procedure/steps/file-step.read.ts';
import { type FileStepNode, loadFileSteps } from '../procedure/graph/file-step.loader.ts';
import { type ArchiveFileNode, loadArchiveFile } from '../reading/archive-file.loader.ts';
import { composePaper } from './compose-paper.ts';
import type { FilePaperInput } from './file-paper.type.ts';
import { isPaperAct, PAPER_TITLES, type PaperAct, type PaperFacts } from './paper-facts.ts';
import { readHouseholdNames, readSuperiorName, readUnionName } from './paper-names.read.ts';

/** The route by which papers of files are downloaded. */
const ROUTE = '/exports/file-paper';

const paperFile = z.strictObject({ fileId: z.string(), step: z.int() });

/** A paper that the viewer may print. */
interface PaperNode {
  readonly file: ArchiveFileNode;
  /** The steps up to and with the one that issues the paper. */
  readonly steps: readonly FileStepNode[];
  readonly step: FileStepNode;
  readonly act: PaperAct;
}

/** Makes a link to the paper of a step; `null` if there is none. Errors: PAST_VIEW, FORBIDDEN, INVALID_ARGUMENT. */
export async function makePaperExport(context: GraphContext, { fileId, step }: FilePaperInput): Promise<object | null> {
  if (isTimedId(fileId)) throw graphError('PAST_VIEW');
  const node = await loadPaper(context, fileId, step);
  if (node === null) return null;
  const { url, expiresAt } = makeLink(context, ROUTE, { fileId, step });
  return { url, expiresAt: momentInChina(expiresAt), fileName: nameOf(node) };
}

/** The downloads to which `exportFilePaper` makes links. */
export const paperDownloads: DownloadRoute = {
  path: ROUTE,
  send: async (asked, parameters, record) => {
    const { file, context } = await followLink(asked, ROUTE, parameters);
    const named = paperFile.parse(file);
    const node = await loadPaper(context, named.fileId, named.step);
    if (node === null) throw graphError('FORBIDDEN');
    const facts = await readFacts(context, node);
    noteShown(context, node);
    await record(context);
    const printed = await printPaper(composePaper(facts));
    if (!printed.ok) throw graphError('NOT_PRINTABLE', { character: printed.error.character });
    const body = Readable.from([printed.value], { objectMode: false });
    return { fileName: nameOf(node), contentType: CONTENT_TYPES.PDF, body };
  },
};

/** Loads the paper of a step, under the rights on its file. What cannot be shown to its reader is not printed with masks. */
async function loadPaper(context: GraphContext, fileId: string, number: number): Promise<PaperNode | null> {
  const at = await readAt(context.deps, {});
  const file = await loadArchiveFile(context, 'id', parsePlainId(fileId) ?? NOBODY, at);
  if (file?.rights.has('READ_HISTORY') !== true) return null;
  const steps = await loadFileSteps(context, file);
  const step = steps.find((one) => one.number === number);
  const act = step === undefined ? null : paperAct(step);
  if (step === undefined || act === null) return null;
  if (act === 'REFUSE') requireFindings(context, step);
  return { file, steps: steps.filter((one) => one.number <= number), step, act };
}

/** The act of a step that issues a paper; `null` for another step. */
function paperAct(step: FileStepNode): PaperAct | null {
  const { act } = step as unknown as { readonly act: string };
  return isPaperAct(act) ? act : null;
}

/** Refuses a notice with findings to who may not see these, or states no purpose. */
function requireFindings(context: GraphContext, step: FileStepNode): void {
  if (isUnmasked(step, 'NARRATIVE', context)) return;
  if (!step.rights.has('UNMASK_NARRATIVE')) throw graphError('FORBIDDEN');
  throw graphError('INVALID_ARGUMENT', {
    argument: PURPOSE_HEADER,
    zh: '通知载有不予建档的理由，须说明查阅用途',
    en: 'the notice has the findings: state the purpose for which you read them',
  });
}

/** The findings of a notice are a sensitive read. */
function noteShown(context: GraphContext, { step, act }: PaperNode): void {
  if (act === 'REFUSE') showSensitive(context, step, 'NARRATIVE', step.secret('findings'));
}

function nameOf({ act, file }: PaperNode): string {
  return `${PAPER_TITLES[act]}（${file.number}）.pdf`;
}

async function readFacts(context: GraphContext, { file, steps, step: { unionId } }: PaperNode): Promise<PaperFacts> {
  const { database, today } = context.deps;
  const course = courseOf(
    steps.map((one) => ({ ...one, number: String(one.number) })),
    { state: file.state ?? 'SURVEYED', since: requireDay(file.since) },
  );
  const step = course.steps.at(-1) as PaperFacts['step'];
  const on = printDay(step.on);
  const { householdId, stewardId, number: fileNumber, level = 'NATIONAL' } = file;
  return database.session(async (sql) => {
    const { worker, others } = await readHouseholdNames(sql, householdId, on);
    const unionName = await readUnionName(sql, unionId, on);
    const superiorName = await readSuperiorName(sql, stewardId ?? unionId, today);
    const names = { unionName, superiorName, workerName: worker, otherNames: others };
    return { step, course, fileNumber, level, ...names, today: requireDay(today) };
  });
}
