import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { mayAnywhere } from '../../access/viewer.ts';
import { readArtefact } from '../../artefacts/artefact.read.ts';
import { SCAN_TYPES } from '../../artefacts/scan-type.ts';
import { followLink, makeLink } from '../../export/link/link.loader.ts';
import { momentInChina } from '../../export/link/moment-in-china.ts';
import { isTimedId, NOBODY, parsePlainId } from '../../graph/arguments/ids.ts';
import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { artefactError, graphError } from '../../graph/error.ts';
import type { DownloadRoute, UploadRoute } from '../../graph/feature.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { receiveDocument } from '../../standards/proposals/receive-document.ts';
import type { RuleDocument } from '../../standards/proposals/rule-proposal.read.ts';
import { loadDocuments, loadProposal } from './rule-proposal.loader.ts';

const ROUTE = '/exports/rule-document';
const MOST_BYTES = 60_000_000;

/** The scan of the document of a proposal (`?proposal=ID`). */
export const ruleUploads: UploadRoute = {
  path: '/imports/rule-document',
  contentTypes: SCAN_TYPES,
  mostBytes: MOST_BYTES,
  receive: receiveRuleDocument,
};

async function receiveRuleDocument(
  context: GraphContext,
  body: Readable,
  parameters: URLSearchParams,
): Promise<object> {
  // Refused before megabytes are read in vain; the use case asks for the right to this proposal.
  if (!mayAnywhere(requireViewer(context), 'PROPOSE_RULE')) throw graphError('FORBIDDEN');
  const proposalId = parsePlainId(parameters.get('proposal') ?? '') ?? NOBODY;
  const command = buildCommand(context, null, '存入标准、规定的文件');
  const done = await receiveDocument(context.deps, { ...command, proposalId, content: await buffer(body) });
  if (done.ok) return { problems: [], sha256: done.value.digest };
  return { problems: done.error.map((one) => (one.path === 'proposalId' ? { ...one, path: 'proposal' } : one)) };
}

const documentFile = z.strictObject({ proposalId: z.string(), place: z.int() });
type DocumentFile = z.infer<typeof documentFile>;

/** Makes a link to a scan. Errors: INVALID_ARGUMENT, PAST_VIEW. */
export async function makeDocumentLink(context: GraphContext, file: DocumentFile): Promise<object> {
  if (isTimedId(file.proposalId)) throw graphError('PAST_VIEW');
  const found = await requireDocument(context, file);
  const { url, expiresAt } = makeLink(context, ROUTE, file);
  return { url, expiresAt: momentInChina(expiresAt), fileName: found.fileName, sha256: found.document.digest };
}

export const ruleDownloads: DownloadRoute = {
  path: ROUTE,
  send: async (asked, parameters) => {
    const { file, context } = await followLink(asked, ROUTE, parameters);
    const { document, fileName } = await requireDocument(context, documentFile.parse(file));
    const { database, secrets } = context.deps;
    const read = await readArtefact(database, secrets, document.digest);
    if (!read.ok) throw artefactError(read.error, document.digest);
    const body = Readable.from([read.value], { objectMode: false });
    return { fileName, contentType: document.mediaType, body };
  },
};

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png' };

async function requireDocument(
  context: GraphContext,
  { proposalId, place }: DocumentFile,
): Promise<{ readonly document: RuleDocument; readonly fileName: string }> {
  const proposal = await loadProposal(context, proposalId);
  const found = await loadDocuments(context, proposal?.id ?? NOBODY);
  if (proposal === null) throw graphError('INVALID_ARGUMENT', { argument: 'proposalId' });
  const document = found[place - 1];
  if (document === undefined) throw graphError('INVALID_ARGUMENT', { argument: 'place' });
  const { documentNumber, documentTitle } = proposal;
  const name = `${documentNumber} ${documentTitle}`.replace(/[/\\:*?"<>|]/g, '_');
  return { document, fileName: `${name}（${place}）.${EXTENSIONS[document.mediaType] ?? 'pdf'}` };
}
