import { Readable } from 'node:stream';
import { z } from 'zod';
import { SENSITIVITIES } from '../../../access/sensitivity.codes.ts';
import { readArtefact } from '../../../artefacts/artefact.read.ts';
import { CONTENT_TYPES } from '../../../export/formats.ts';
import { followLink, makeLink } from '../../../export/link/link.loader.ts';
import { isTimedId } from '../../../graph/arguments/ids.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { artefactError, graphError } from '../../../graph/error.ts';
import type { Download, DownloadRoute, RecordReads } from '../../../graph/feature.ts';
import { sensitiveReads } from '../../../graph/policy/sensitive-reads.ts';
import { momentInChina } from '../../../export/link/moment-in-china.ts';
import { REAL_NAME_COLUMNS } from '../../export/real-name-columns.ts';
import { lastTieOuts } from '../../tie-out/tie-out.read.ts';
import { TABLE_PARTS, type TablePart } from './locked-part.ts';
import type { ExportLockedInput } from './locked-table.input.ts';
import { type LockedNode, loadFiles, loadLockedTable, loadScans } from './locked-table.loader.ts';
import { CONTENT_TYPE } from '../locked-content.ts';
import { loadContent, rowNode } from './locked-rows.loader.ts';

/** The route by which what is stored of a locked table is downloaded. */
const LOCKED_ROUTE = '/exports/locked-table';

const lockedFile = z.strictObject({
  table: z.string(),
  part: z.enum(Object.keys(TABLE_PARTS) as TablePart[]),
  place: z.int(),
});

interface StoredPart {
  readonly digest: string;
  readonly contentType: string;
  readonly fileName: string;
}

/** Makes a link to what is stored of a locked table. Errors: INVALID_ARGUMENT, FORBIDDEN, PAST_VIEW. */
export async function makeLockedLink(context: GraphContext, input: ExportLockedInput): Promise<object> {
  if (isTimedId(input.table)) throw graphError('PAST_VIEW');
  const { node, stored } = await requirePart(context, input);
  const { table } = node;
  const file = { table: table.id, part: input.part, place: input.place };
  const { url, expiresAt } = makeLink(context, LOCKED_ROUTE, file);
  const { digest: sha256, fileName } = stored;
  return { url, expiresAt: momentInChina(expiresAt), fileName, sha256 };
}

/** What was signed is served as it is stored: only who may see all of it, for a purpose, is served any of it. */
export const lockedDownloads: DownloadRoute = {
  path: LOCKED_ROUTE,
  send: async (asked, parameters, record) => {
    const { file, context } = await followLink(asked, LOCKED_ROUTE, parameters);
    const { node, stored } = await requirePart(context, lockedFile.parse(file));
    return sendPart(context, node, stored, record);
  },
};

async function sendPart(
  context: GraphContext,
  node: LockedNode,
  { digest, fileName, contentType }: StoredPart,
  record: RecordReads,
): Promise<Download> {
  const { database, secrets } = context.deps;
  const read = await readArtefact(database, secrets, digest);
  if (!read.ok) throw artefactError(read.error, digest);
  await recordRows(context, node, record);
  return { fileName, contentType, body: Readable.from([read.value], { objectMode: false }) };
}

/** Records that every sensitive column of every row was shown. */
async function recordRows(context: GraphContext, node: LockedNode, record: RecordReads): Promise<void> {
  const kinds = sensitiveKinds(node);
  if (kinds.length === 0) return;
  const { rows } = await loadContent(context, node.table);
  const reads = sensitiveReads(context);
  for (const row of rows) {
    const { subject } = rowNode(node, row);
    for (const kind of kinds) reads.noteShown(subject, kind);
  }
  await record(context);
}

function sensitiveKinds({ table }: LockedNode) {
  return table.columns.flatMap((name) => REAL_NAME_COLUMNS[name].sensitive?.kind ?? []);
}

async function requirePart(
  context: GraphContext,
  { table, part, place }: z.infer<typeof lockedFile>,
): Promise<{ readonly node: LockedNode; readonly stored: StoredPart }> {
  const node = await loadLockedTable(context, table);
  if (node === null) throw graphError('INVALID_ARGUMENT', { argument: 'input.table' });
  const kinds = sensitiveKinds(node);
  const maySee = kinds.every((kind) => node.rights.has(SENSITIVITIES[kind]));
  if (!maySee || (kinds.length > 0 && context.viewer?.purpose === null)) throw graphError('FORBIDDEN');
  const stored = (await PARTS[part](context, node))[place - 1];
  if (stored === undefined) throw graphError('INVALID_ARGUMENT', { argument: 'input.place' });
  return { node, stored };
}

type FindParts = (context: GraphContext, node: LockedNode) => Promise<readonly StoredPart[]>;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** How the artefacts of each part are found, in the order of their places. */
const PARTS: Readonly<Record<TablePart, FindParts>> = {
  CONTENT: (_context, { table }) =>
    Promise.resolve([{ digest: table.digest, contentType: CONTENT_TYPE, fileName: `${nameOf({ table })}.ndjson` }]),
  XLSX: (context, node) => printedFiles(context, node, 'XLSX'),
  PDF: (context, node) => printedFiles(context, node, 'PDF'),
  SCAN: async (context, { table }) =>
    (await loadScans(context, table.id)).map(({ digest, place, mediaType }) => {
      const fileName = `${nameOf({ table })}盖章扫描件${place}.${EXTENSIONS[mediaType] ?? 'pdf'}`;
      return { digest, contentType: mediaType, fileName };
    }),
  LEDGER: (context, node) =>
    tieOutParts(context, node, 'ledger', { contentType: CONTENT_TYPES.XLSX, name: '总账.xlsx' }),
  TIE_OUT: (context, node) =>
    tieOutParts(context, node, 'digest', { contentType: 'application/json', name: '核对结果.json' }),
};

async function printedFiles(
  context: GraphContext,
  { table }: LockedNode,
  format: 'XLSX' | 'PDF',
): Promise<readonly StoredPart[]> {
  const files = (await loadFiles(context, table.id)).filter((file) => file.format === format);
  return files.flatMap(({ digest, fileName }) =>
    digest === null ? [] : [{ digest, contentType: CONTENT_TYPES[format], fileName }],
  );
}

async function tieOutParts(
  { deps: { database } }: GraphContext,
  { table }: LockedNode,
  column: 'ledger' | 'digest',
  { contentType, name }: { readonly contentType: string; readonly name: string },
): Promise<readonly StoredPart[]> {
  const tieOut = (await database.session((sql) => lastTieOuts(sql, [table.id]))).get(table.id);
  const digest = tieOut?.[column] ?? null;
  return digest === null ? [] : [{ digest, contentType, fileName: `${nameOf({ table })}${name}` }];
}

function nameOf({ table: { title, number, version } }: Pick<LockedNode, 'table'>): string {
  return `${title}（${number}-${version}）`;
}
