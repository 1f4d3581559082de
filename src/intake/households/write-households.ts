import type { JobControl } from '../../jobs/job.ts';
import type { Day } from '../../kernel/calendar.ts';
import { FairSemaphore } from '../../jobs/fair-semaphore.ts';
import type { Deps } from '../../usecase/command.ts';
import { recordableHouseholds } from '../../registry/recording/admit-household.ts';
import { loadHouseholds } from '../../registry/household/household.read.ts';
import { householdOn, type StoredHousehold } from '../../registry/household/stored-household.ts';
import type { RecordHousehold } from '../../registry/recording/documents/household-document.ts';
import { recordHouseholds } from '../../registry/recording/record-household.ts';
import { type AssembledHousehold, assembleHousehold } from '../rows/assemble-household.ts';
import type { ImportFault } from '../workbook/fault.ts';
import { householdsOfWorkers } from './known-households.read.ts';
import { AbsentHouseholds } from './absent-households.ts';
import type { WorkbookRows } from '../rows/read-rows.ts';
import { householdBatches } from '../rows/row-store.ts';
import { SHEETS } from '../workbook/sheets.ts';
import type { ImportAnswer, ImportCounts, ImportRequest, Written } from '../import-answer.ts';

/** How many batches are worked on at once, so that one is prepared while others are written. */
const LANES = 3;
/** The slots for batches, which all imports of this process share, with equal shares for each union. */
const BATCHES = new FairSemaphore(LANES);
/** How many faults are listed: for a file nearly all, for its report; for an upload only those that may be shown. */
const MOST_LISTED = 100_000;
const MOST_LISTED_OF_UPLOAD = 1000;

/** Writes the households of a workbook, and tells which households of the union it has no longer. */
export async function writeHouseholds(
  deps: Deps,
  request: ImportRequest,
  control: JobControl,
  rows: WorkbookRows,
): Promise<Written> {
  const absent = await AbsentHouseholds.of(deps, request.union.id);
  const written = await writeRows(deps, request, control, rows, absent);
  const told = absent.notices();
  const notices = [...written.notices, ...told].sort(inOrderOfSheets);
  return { ...written, notices, noticeCount: written.noticeCount + told.length };
}

/** Writes the households batch by batch, and counts what became of each and of its rows. */
async function writeRows(
  deps: Deps,
  request: ImportRequest,
  { signal, progress }: JobControl,
  { store, columnIndexes, workbookNotices, unassignedFaults, unassignedRows }: WorkbookRows,
  absent: AbsentHouseholds,
): Promise<Written> {
  const [total, batches] = [[...store.households()].length, householdBatches(store)];
  const most = typeof request.workbook === 'string' ? MOST_LISTED : MOST_LISTED_OF_UPLOAD;
  const faults: ImportFault[] = unassignedFaults.slice(0, most);
  const notices: ImportFault[] = [...workbookNotices];
  let faultCount = unassignedRows;
  let noticeCount = workbookNotices.length;
  const missing: ImportAnswer['missing'][number][] = [];
  const counts = { recorded: 0, unchanged: 0, refused: 0 };
  const rowCounts = { ...counts, refused: unassignedRows };
  let done = 0;
  const lane = async () => {
    for (const batch of batches) {
      for (const result of await seriallyForUnion(request, signal, () =>
        writeBatch(deps, request, batch, { store, columnIndexes }),
      )) {
        absent.see(result.id);
        counts[result.outcome] += 1;
        rowCounts[result.outcome] += result.rows;
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

interface HouseholdResult {
  /** The household on record, if it was before. */
  readonly id: string | undefined;
  readonly outcome: keyof ImportCounts;
  readonly rows: number;
  readonly faults: readonly ImportFault[];
  readonly notices: readonly ImportFault[];
  readonly missing: ImportAnswer['missing'];
}

const REFUSED = { outcome: 'refused', notices: [], missing: [] } as const;

type Rows = Pick<WorkbookRows, 'store' | 'columnIndexes'>;

/**
 * Writes a batch. A household that was new when its rows were read, and is on record by now, was written by another import
 * meanwhile: its rows are read once more against what is there.
 */
async function writeBatch(
  deps: Deps,
  request: ImportRequest,
  numbers: readonly string[],
  rows: Rows,
): Promise<readonly HouseholdResult[]> {
  const known = await knownHouseholds(deps, request.actorId, numbers);
  const results = await writeAssembled(deps, request, numbers, known, rows);
  const refused = numbers.filter((number, at) => !known.has(number) && results[at]?.outcome === 'refused');
  if (refused.length === 0) return results;
  const meanwhile = await knownHouseholds(deps, request.actorId, refused);
  const lost = refused.filter((number) => meanwhile.has(number));
  const again = await writeAssembled(deps, request, lost, meanwhile, rows);
  const answers = new Map(lost.map((number, at) => [number, again[at]]));
  return results.map((result, at) => answers.get(numbers[at] ?? '') ?? result);
}

async function writeAssembled(
  deps: Deps,
  request: ImportRequest,
  numbers: readonly string[],
  known: ReadonlyMap<string, StoredHousehold>,
  { store, columnIndexes }: Rows,
): Promise<readonly HouseholdResult[]> {
  const assembled = numbers.map((number) => {
    const stored = known.get(number);
    const rows = store.householdRows(number);
    const stateOn = (from: Day | null) => (stored === undefined ? null : latestState(stored, from ?? request.on));
    const memberOn = (day: Day) => (stored === undefined ? null : householdOn(stored, day));
    const { region } = request.union;
    const household = assembleHousehold({ number, rows, columnIndexes, stateOn, memberOn, region });
    return { stored, household, rows: rows.length, row: rows[0]?.row ?? 0 };
  });
  const commands = assembled.flatMap(({ stored, household }) => recordCommands(request, stored, household));
  const outcomes = await recordHouseholds(deps, commands);
  let at = 0;
  return assembled.map(({ stored, household, rows, row }): HouseholdResult => {
    const id = stored?.id;
    if (household.household === null) return { ...REFUSED, id, rows, faults: household.faults };
    const outcome = outcomes[at];
    at += 1;
    if (outcome?.ok !== true) {
      return { ...REFUSED, id, rows, faults: (outcome?.error ?? []).map(household.locate) };
    }
    const { changeId, kept } = outcome.value;
    const notices = outcome.value.notices.filter(household.hasRow).map(household.locate);
    const missing = [...household.missing, ...kept].map((what) => ({ sheet: '困难职工', row, what }));
    return { id, outcome: changeId === null ? 'unchanged' : 'recorded', rows, faults: [], notices, missing };
  });
}

function recordCommands(
  { actorId, union, on, purpose }: ImportRequest,
  stored: StoredHousehold | undefined,
  { household, from, correction, leaving }: AssembledHousehold,
): readonly RecordHousehold[] {
  if (household === null) return [];
  return [
    {
      ...{ actorId, purpose, household, idempotencyKey: null, expectedRevision: null },
      ...{ correction, leaving },
      householdId: stored?.id ?? null,
      unionId: union.id,
      from: from ?? on,
    },
  ];
}

/** The registered households of these workers that the importer may change; other households are not read. */
async function knownHouseholds({ database, secrets, today }: Deps, actorId: string, numbers: readonly string[]) {
  return database.session(async (sql) => {
    const ids = await householdsOfWorkers(sql, secrets, numbers);
    const own = await recordableHouseholds(sql, actorId, [...ids.values()], today);
    const stored = await loadHouseholds(sql, secrets, own, 'NOW');
    const found = [...ids].flatMap(([number, id]) => {
      const household = stored.get(id);
      return household === undefined ? [] : [[number, household] as const];
    });
    return new Map(found);
  });
}

/** The household on the day of its rows or, if that is before its first version, on the first day of that version. */
function latestState(stored: StoredHousehold, on: Day) {
  const first = stored.versions[0]?.from ?? on;
  return householdOn(stored, on < first ? first : on);
}
