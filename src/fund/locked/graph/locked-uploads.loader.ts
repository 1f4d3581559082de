import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { SCAN_TYPES } from '../../../artefacts/scan-type.ts';
import { CONTENT_TYPES } from '../../../export/formats.ts';
import { buildCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { graphError } from '../../../graph/error.ts';
import type { UploadRoute } from '../../../graph/feature.ts';
import { NOBODY, parsePlainId } from '../../../graph/arguments/ids.ts';
import { mayAnywhere } from '../../../access/viewer.ts';
import { requireViewer } from '../../../graph/policy/require-viewer.ts';
import type { Problem } from '../../../usecase/problem.ts';
import { readGeneralLedger } from '../../tie-out/ledger/read-general-ledger.ts';
import { tieOutTable } from '../../tie-out/tie-out-table.ts';
import { receiveScan } from '../sealing/receive-scan.ts';
import { loadLockedTable } from './locked-table.loader.ts';

const MOST_LEDGER_BYTES = 20_000_000;
const MOST_SCAN_BYTES = 60_000_000;
const LONGEST_READING_MILLISECONDS = 60_000;
/** How many faults of a ledger an answer names. */
const MOST_FAULTS = 200;
const MOST_SUBJECTS = 50;

/** The general ledger of a locked table (`?table=ID&subject=CODE…`), and the scan of its stamped copy (`?table=ID`). */
export const lockedUploads: readonly UploadRoute[] = [
  {
    path: '/imports/general-ledger',
    contentTypes: [CONTENT_TYPES.XLSX],
    mostBytes: MOST_LEDGER_BYTES,
    receive: receiveLedger,
  },
  {
    path: '/imports/stamped-scan',
    contentTypes: SCAN_TYPES,
    mostBytes: MOST_SCAN_BYTES,
    receive: receiveStampedScan,
  },
];

async function receiveLedger(context: GraphContext, body: Readable, parameters: URLSearchParams): Promise<object> {
  const tableId = await requireTable(context, parameters);
  const subjects = parameters.getAll('subject').filter((subject) => subject.trim() !== '');
  if (subjects.length > MOST_SUBJECTS || subjects.some((subject) => subject.length > 100)) {
    throw graphError('INVALID_ARGUMENT', { argument: 'subject' });
  }
  const command = buildCommand(context, null, '核对实名制汇总表与总账');
  const bytes = await buffer(body);
  const ledger = await readGeneralLedger(bytes, AbortSignal.timeout(LONGEST_READING_MILLISECONDS));
  if (!ledger.ok) {
    return { faultCount: ledger.error.length, faults: ledger.error.slice(0, MOST_FAULTS), problems: [] };
  }
  const file = { ...ledger.value, bytes, subjects };
  const done = await tieOutTable(context.deps, { ...command, tableId, ledger: file });
  const nothing = { faultCount: 0, faults: [] };
  if (!done.ok) return { ...nothing, problems: atParameters(done.error) };
  const { entries, skipped } = ledger.value;
  return { ...nothing, problems: [], entries: entries.length, skipped, differences: done.value.differences };
}

async function receiveStampedScan(context: GraphContext, body: Readable, parameters: URLSearchParams): Promise<object> {
  const tableId = await requireTable(context, parameters);
  const command = buildCommand(context, null, '存入盖章扫描件');
  const done = await receiveScan(context.deps, { ...command, tableId, content: await buffer(body) });
  return done.ok ? { problems: [], sha256: done.value.digest } : { problems: atParameters(done.error) };
}

/** A use case has `tableId` where the address has `table`. */
function atParameters(problems: readonly Problem[]): readonly Problem[] {
  return problems.map((one) => (one.path === 'tableId' ? { ...one, path: 'table' } : one));
}

/** Refused before megabytes are read in vain; the use case asks for the right again. */
async function requireTable(context: GraphContext, parameters: URLSearchParams): Promise<string> {
  if (!mayAnywhere(requireViewer(context), 'LOCK_REAL_NAME_TABLE')) throw graphError('FORBIDDEN');
  const tableId = parsePlainId(parameters.get('table') ?? '') ?? NOBODY;
  const node = await loadLockedTable(context, tableId);
  if (node?.rights.has('LOCK_REAL_NAME_TABLE') !== true) throw graphError('INVALID_ARGUMENT', { argument: 'table' });
  return tableId;
}
