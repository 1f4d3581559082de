import type { Day } from '../../kernel/calendar.ts';
import { type HouseholdState, RECORD_KINDS, type RegisterHousehold, STATES } from '../../registry/kinds.ts';
import { blankValues } from '../../fields/field.ts';
import type { Problem } from '../../usecase/problem.ts';
import { type AssembledMember, assembleMembers } from './assemble-members.ts';
import { type AssembledRecord, assembleRecords } from './assemble-records.ts';
import { importFault, type ImportFault } from '../workbook/fault.ts';
import type { KeptRow } from './row-store.ts';
import { requireValues, type RowReader, rowReader } from './row-values.ts';
import { MEMBER_SHEET, SHEETS, WORKER_SHEET } from '../workbook/sheets.ts';

/** A household as its rows say it is, or what is wrong with them. */
export interface AssembledHousehold {
  /** `null` where a row is refused: all of a household or nothing. */
  readonly household: RegisterHousehold | null;
  /** The day from which it holds, if the rows say. */
  readonly from: Day | null;
  readonly faults: readonly ImportFault[];
  /** Members on record that have no row. */
  readonly missing: readonly string[];
  /** Where in the workbook a problem of the household stands. */
  readonly locate: (problem: Problem) => ImportFault;
}

interface Given {
  readonly number: string;
  readonly rows: readonly KeptRow[];
  readonly present: readonly ReadonlySet<number>[];
  /** What is on record of the household. */
  readonly before: RegisterHousehold | null;
  /** The division of the union that imports: where a row names none. */
  readonly region: string;
}

/** The flags that say that a list is complete: where a row leaves them blank, entries speak for themselves. */
const KNOWN_LISTS = {
  dwellingsKnown: 'dwellings',
  vehiclesKnown: 'vehicles',
  schoolingKnown: 'schooling',
  dibaoKnown: 'dibao',
} as const;

/** Of a household that is not yet on record nothing is said, also not whether its lists are complete. */
const NOTHING_SAID = {
  ...blankValues(STATES.household.fields),
  ...Object.fromEntries(Object.keys(KNOWN_LISTS).map((flag) => [flag, null])),
};

/** Puts the rows of one household together (pure). */
export function assembleHousehold({ number, rows, present, before, region }: Given): AssembledHousehold {
  const faults: ImportFault[] = [];
  const readers = rows.map((row) => rowReader(row, present[row.sheet] ?? new Set(), faults));
  const [worker, ...others] = readers.filter(({ row }) => row.sheet === WORKER_SHEET);
  for (const other of others) other.refuse('DUPLICATE_HOUSEHOLD', 'worker');
  if (worker === undefined) {
    for (const reader of readers) reader.refuse('NO_HOUSEHOLD', 'worker');
    return { household: null, from: null, faults, missing: [], locate: () => importFault('NO_HOUSEHOLD') };
  }
  const employed = employmentNamesOf(readers, number);
  const members = assembleMembers(
    { number, reader: worker },
    readers.filter(({ row }) => row.sheet === MEMBER_SHEET),
    before,
    ({ identityNumber, person }) => employed.has(identityNumber ?? '') || employed.has(person.name),
    faults,
  );
  const recordRows = readers.filter(({ row }) => row.sheet !== WORKER_SHEET && row.sheet !== MEMBER_SHEET);
  const records = assembleRecords(recordRows, members, faults);
  const state = householdState(worker, records, before, region, faults);
  const from = worker.single('date') as Day | null;
  const household = {
    worker: members[0]?.member.key ?? '',
    household: state,
    members: members.map(({ member }) => member),
    records: Object.fromEntries(
      RECORD_KINDS.map((kind) => [kind, records.filter((one) => one.kind === kind).map(({ record }) => record)]),
    ) as unknown as RegisterHousehold['records'],
  };
  return {
    household: faults.length === 0 ? household : null,
    from,
    faults: oneFaultPerCell(faults),
    missing: members.filter(({ reader }) => reader === null).map(({ member }) => `members.${member.key}`),
    locate: (problem) => locate(problem, worker, members, records),
  };
}

/** One fault a cell. */
function oneFaultPerCell(faults: readonly ImportFault[]): readonly ImportFault[] {
  return [...new Map(faults.map((fault) => [`${fault.sheet} ${fault.row} ${fault.column}`, fault])).values()];
}

/** Who has spells of employment on the sheet: identity numbers and names; a row that names nobody is the worker's. */
function employmentNamesOf(readers: readonly RowReader[], worker: string): ReadonlySet<string> {
  const sheet = SHEETS.findIndex(({ kinds }) => kinds.includes('employment'));
  const rows = readers.filter(({ row }) => row.sheet === sheet);
  return new Set(rows.map((reader) => reader.text('member') ?? worker));
}

function householdState(
  worker: RowReader,
  records: readonly AssembledRecord[],
  before: RegisterHousehold | null,
  region: string,
  faults: ImportFault[],
): HouseholdState {
  const { fields } = STATES.household;
  const values = worker.values('household', fields, before?.household ?? NOTHING_SAID);
  values['region'] ??= region;
  values['retirementExcepted'] ??= false;
  for (const [flag, kind] of Object.entries(KNOWN_LISTS)) {
    values[flag] ??= records.some((one) => one.kind === kind);
  }
  requireValues(worker, fields, values, faults);
  return values as HouseholdState;
}

function locate(
  { path, zh, en, code }: Problem,
  worker: RowReader,
  members: readonly AssembledMember[],
  records: readonly AssembledRecord[],
): ImportFault {
  const { row } = readerOf(path, worker, members, records);
  const { name, columns } = SHEETS[row.sheet] ?? { name: null, columns: [] };
  const field = path.split('.').at(-1);
  const who = row.sheet === MEMBER_SHEET ? 'member' : 'worker';
  const column =
    columns.find(({ target }) => 'field' in target && target.field === field) ??
    columns.find(({ target }) => target.of === who);
  return { sheet: name, row: row.row, column: column?.field.zh ?? null, code, zh, en };
}

/** The row that a path of the household leads to; what is of no row is the worker's. */
function readerOf(
  path: string,
  worker: RowReader,
  members: readonly AssembledMember[],
  records: readonly AssembledRecord[],
): RowReader {
  const [root, first, second] = path.split('.');
  if (root === 'members') return members[Number(first)]?.reader ?? worker;
  if (root === 'records') return records.filter(({ kind }) => kind === first)[Number(second)]?.reader ?? worker;
  return worker;
}
