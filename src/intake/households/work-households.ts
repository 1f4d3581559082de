import type { JobControl } from '../../jobs/job.ts';
import { FairSemaphore } from '../../jobs/fair-semaphore.ts';
import type { Deps } from '../../usecase/command.ts';
import type { ImportFault } from '../workbook/fault.ts';
import { AbsentHouseholds } from './absent-households.ts';
import type { HouseholdResult, HouseholdRows } from './assemble-batch.ts';
import { compareBatch } from './compare-batch.ts';
import { writeBatch } from './write-batch.ts';
import type { WorkbookRows } from '../rows/read-rows.ts';
import { householdBatches } from '../rows/row-store.ts';
import { SHEETS } from '../workbook/sheets.ts';
import type { ImportAnswer, ImportCounts, ImportRequest, Written } from '../import-answer.ts';

/** How many batches are worked on at once, so that one is prepared while others are written or compared. */
const LANES = 3;
/** The slots for batches, which all imports of this process share, with equal shares for each union. */
const BATCHES = new FairSemaphore(LANES);
/** How many faults are listed: for a file nearly all, for its report; for an upload only those that may be shown. */
const MOST_LISTED = 100_000;
const MOST_LISTED_OF_UPLOAD = 1000;

/** Writes the households of a workbook, or compares them, and tells which households of the union it does not have. */
export async function workHouseholds(
  deps: Deps,
  request: ImportRequest,
  control: JobControl,
  rows: WorkbookRows,
): Promise<Written> {
  const absent = await AbsentHouseholds.of(deps, request);
  const worked = await workRows(deps, request, control, rows, absent);
  const told = request.compares === true ? absent.files() : absent.notices();
  // Files that are not there may be many: they come after what differs, and leave room for it.
  const notices =
    request.compares === true
      ? [...worked.notices.toSorted(inOrderOfSheets), ...told].slice(0, mostOf(request))
      : [...worked.notices, ...told].sort(inOrderOfSheets);
  return { ...worked, notices, noticeCount: worked.noticeCount + told.length };
}

/** Works on the households batch by batch, and counts what became of each and of its rows. */
async function workRows(
  deps: Deps,
  request: ImportRequest,
  { signal, progress }: JobControl,
  { store, columnIndexes, workbookNotices, unassignedFaults, unassignedRows }: WorkbookRows,
  absent: AbsentHouseholds,
): Promise<Written> {
  const [total, batches] = [[...store.households()].length, householdBatches(store)];
  const most = mostOf(request);
  const faults: ImportFault[] = unassignedFaults.slice(0, most);
  const notices: ImportFault[] = [...workbookNotices];
  let faultCount = unassignedRows;
  let noticeCount = workbookNotices.length;
  const missing: ImportAnswer['missing'][number][] = [];
  const counts = noneOf(request);
  const rowCounts = { ...noneOf(request), refused: unassignedRows };
  let done = 0;
  const lane = async () => {
    for (const batch of batches) {
      for (const result of await seriallyForUnion(request, signal, () =>
        workBatch(deps, request, batch, { store, columnIndexes }, absent),
      )) {
        absent.see(result.id);
        counts[result.outcome] = (counts[result.outcome] ?? 0) + 1;
        rowCounts[result.outcome] = (rowCounts[result.outcome] ?? 0) + result.rows;
        addUpTo(most, faults, result.faults);
        addUpTo(most, notices, result.notices);
        addUpTo(most, missing, result.missing);
        faultCount += result.faults.length;
        noticeCount += result.notices.length;
      }
      done += batch.length;
      progress(done, total);
    }
  };
  await inLanes(lane);
  faults.sort(inOrderOfSheets);
  const rows = store.size() + unassignedRows;
  return { rows, rowCounts, households: counts, faults, faultCount, notices, noticeCount, missing };
}

function workBatch(
  deps: Deps,
  request: ImportRequest,
  numbers: readonly string[],
  rows: HouseholdRows,
  absent: AbsentHouseholds,
): Promise<readonly HouseholdResult[]> {
  return request.compares === true
    ? compareBatch(deps, request, numbers, rows, (id) => absent.has(id))
    : writeBatch(deps, request, numbers, rows);
}

function mostOf({ workbook }: ImportRequest): number {
  return typeof workbook === 'string' ? MOST_LISTED : MOST_LISTED_OF_UPLOAD;
}

/** The counts before anything was done. */
function noneOf({ compares }: ImportRequest): { -readonly [Name in keyof ImportCounts]: number } {
  return { recorded: 0, unchanged: 0, refused: 0, ...(compares === true ? { different: 0 } : {}) };
}

/** Runs the lanes to their ends before one's failure is told: none writes on after it. */
async function inLanes(lane: () => Promise<void>): Promise<void> {
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failed = lanes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

function addUpTo<T>(most: number, list: T[], more: readonly T[]): void {
  for (const one of more) if (list.length < most) list.push(one);
}

async function seriallyForUnion<T>({ union }: ImportRequest, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const release = await BATCHES.acquire(union.id, signal);
  try {
    return await work();
  } finally {
    release();
  }
}

function inOrderOfSheets(a: ImportFault, b: ImportFault): number {
  const sheet = (fault: ImportFault) => SHEETS.findIndex(({ name }) => name === fault.sheet);
  return sheet(a) - sheet(b) || (a.row ?? 0) - (b.row ?? 0);
}
