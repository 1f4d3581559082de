import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Day } from '../../kernel/calendar.ts';
import {
  type HouseholdState,
  RECORD_KINDS,
  type RecordKind,
  type RegisterHousehold,
  STATES,
} from '../../registry/kinds.ts';
import { VERIFIED_LISTS } from '../../registry/verified-lists.ts';
import { blankValues } from '../../fields/field.ts';
import { nameForm } from '../../fields/name-form.ts';
import type { Leaving } from '../../registry/recording/lives/plan-leaving.ts';
import { type AssembledMember, assembleMembers, formOfName, type LeavingMember } from './assemble-members.ts';
import { type AssembledRecord, assembleRecords } from './assemble-records.ts';
import { parseIdentityCell } from '../workbook/cells.ts';
import { importFault, type ImportFault } from '../workbook/fault.ts';
import type { StoredRow } from './row-store.ts';
import { inferFlags, requireValues, type RowReader, rowReader } from './row-values.ts';
import { surveyDay } from './survey-day.ts';
import { type Column, MEMBER_SHEET, type Sheet, SHEETS, type Target, WORKER_SHEET } from '../workbook/sheets.ts';

/** A household made from its rows, or the faults of the rows. */
export interface AssembledHousehold {
  /** `null` if a row is refused: a household is imported as a whole or not at all. */
  readonly household: RegisterHousehold | null;
  /** The day from which it is valid, if the rows have one. */
  readonly from: Day | null;
  readonly faults: readonly ImportFault[];
  /** Whether what differs from the register was otherwise all along. */
  readonly correction: boolean;
  readonly leaving: readonly Leaving[];
  /** Members in the register that have no row. */
  readonly missing: readonly string[];
  /** Finds the row and column of what is said of the household. */
  readonly locate: (said: Said) => ImportFault;
  /** Whether what something is said about has a row; a member without one is as on record. */
  readonly hasRow: (said: Pick<Said, 'path'>) => boolean;
}

/** What is said of a value of a household by its path: a problem, a notice or a difference. */
interface Said extends Bilingual {
  readonly path: string;
  readonly code: string;
}

interface HouseholdRows {
  readonly number: string;
  readonly rows: readonly StoredRow[];
  readonly columnIndexes: readonly ReadonlySet<number>[];
  /** The household in the register on the day from which the rows are valid, if they have one; `null` if it is new. */
  readonly stateOn: (from: Day | null) => RegisterHousehold | null;
  /** The household in the register on a day; `null` if it is not on record then. */
  readonly memberOn: (day: Day) => RegisterHousehold | null;
  /** The division of the importing union, for rows without one. */
  readonly region: string;
}

/** The values of a new household before its rows are read: nothing is known, nor whether its lists were verified. */
const BLANK_HOUSEHOLD = {
  ...blankValues(STATES.household.fields),
  ...Object.fromEntries(Object.keys(VERIFIED_LISTS.household).map((flag) => [flag, null])),
};

export function assembleHousehold(given: HouseholdRows): AssembledHousehold {
  const { number, rows, columnIndexes, stateOn, memberOn, region } = given;
  const faults: ImportFault[] = [];
  const readers = rows.map((row) => rowReader(row, columnIndexes[row.sheet] ?? new Set(), faults));
  const [worker, ...others] = readers.filter(({ row }) => row.sheet === WORKER_SHEET);
  for (const other of others) other.refuse('DUPLICATE_HOUSEHOLD', 'worker');
  if (worker === undefined) {
    for (const reader of readers) reader.refuse('NO_HOUSEHOLD', 'worker');
    return withoutWorker(faults);
  }
  const from = surveyDay(readers, stateOn, worker.single('date') as Day | null, faults);
  const before = stateOn(from);
  const employed = employedNames(readers, number);
  const { members, leaving } = assembleMembers(
    { number, reader: worker },
    readers.filter(({ row }) => row.sheet === MEMBER_SHEET),
    { before, stateOn: memberOn },
    ({ identityNumber, person }) => employed.has(identityNumber ?? '') || employed.has(formOfName(person)),
    faults,
  );
  const recordRows = readers.filter(({ row }) => row.sheet !== WORKER_SHEET && row.sheet !== MEMBER_SHEET);
  const records = assembleRecords(recordRows, members, before, faults);
  const state = householdState(worker, records, before, region, faults);
  return {
    household: faults.length === 0 ? toDocument(state, members, records) : null,
    from,
    correction: worker.single('correction') === true,
    leaving: leaving.map(({ member, on, reason }) => ({ member, on, reason })),
    faults: oneFaultPerCell(faults),
    missing: members.filter(({ reader }) => reader === null).map(({ member }) => `members.${member.key}`),
    locate: (problem) => locate(problem, worker, { members, records, leaving }),
    hasRow: ({ path }) => isOfRow(path, members),
  };
}

function toDocument(
  household: HouseholdState,
  members: readonly AssembledMember[],
  records: readonly AssembledRecord[],
): RegisterHousehold {
  return {
    ...{ worker: members[0]?.member.key ?? '', household, members: members.map(({ member }) => member) },
    records: Object.fromEntries(
      RECORD_KINDS.map((kind) => [kind, records.filter((one) => one.kind === kind).map(({ record }) => record)]),
    ) as unknown as RegisterHousehold['records'],
  };
}

function withoutWorker(faults: readonly ImportFault[]): AssembledHousehold {
  const nothing = { household: null, from: null, correction: false, leaving: [], missing: [] };
  return { ...nothing, faults, locate: () => importFault('NO_HOUSEHOLD'), hasRow: () => false };
}

/** Keeps one fault per cell, the last. */
function oneFaultPerCell(faults: readonly ImportFault[]): readonly ImportFault[] {
  return [...new Map(faults.map((fault) => [`${fault.sheet} ${fault.row} ${fault.column}`, fault])).values()];
}

/** The identity numbers and the forms of names in the rows of employments; a row that names nobody belongs to the worker. */
function employedNames(readers: readonly RowReader[], worker: string): ReadonlySet<string> {
  const sheet = SHEETS.findIndex(({ kinds }) => kinds.includes('employment'));
  const rows = readers.filter(({ row }) => row.sheet === sheet);
  return new Set(
    rows.map((reader) => {
      const named = reader.text('member') ?? worker;
      const number = parseIdentityCell(named);
      return number.ok ? (number.value ?? '') : nameForm(named);
    }),
  );
}

function householdState(
  worker: RowReader,
  records: readonly AssembledRecord[],
  before: RegisterHousehold | null,
  region: string,
  faults: ImportFault[],
): HouseholdState {
  const { fields } = STATES.household;
  const known = before?.household ?? null;
  const given = worker.values('household', fields, known ?? BLANK_HOUSEHOLD);
  const hasEntries = (kind: RecordKind) => records.some((one) => one.kind === kind);
  const values = inferFlags(worker, 'household', given, { hasEntries, before: known });
  values['region'] ??= region;
  values['retirementExcepted'] ??= false;
  requireValues(worker, fields, values, faults);
  return values as HouseholdState;
}

/** What the rows of a household are. */
interface Parts {
  readonly members: readonly AssembledMember[];
  readonly records: readonly AssembledRecord[];
  readonly leaving: readonly LeavingMember[];
}

function locate({ path, zh, en, code }: Said, worker: RowReader, parts: Parts): ImportFault {
  const { row } = findReader(path, worker, parts);
  const sheet = SHEETS[row.sheet];
  const column = sheet && findColumn(sheet, path.split('.').at(-1) ?? '', row.sheet === MEMBER_SHEET);
  return { sheet: sheet?.name ?? null, row: row.row, column: column?.field.zh ?? null, code, zh, en };
}

/** The column of a field, or of what is no field; else that of the number which says who the row is about. */
function findColumn({ columns }: Sheet, field: string, isOfMember: boolean): Column | undefined {
  const of = [OWN_COLUMNS[field], isOfMember ? 'member' : 'worker'];
  return [
    columns.find(({ target }) => 'field' in target && target.field === field),
    ...of.map((own) => columns.find(({ target }) => target.of === own)),
  ].find((column) => column !== undefined);
}

/** The columns of what is no field: the day from which the rows hold, and the keys of records. */
const OWN_COLUMNS: Readonly<Record<string, Target['of']>> = {
  from: 'date',
  key: 'key',
  on: 'leftOn',
  reverses: 'reverses',
};

function isOfRow(path: string, members: readonly AssembledMember[]): boolean {
  const [root, at] = path.split('.');
  return root !== 'members' || members[Number(at)]?.reader !== null;
}

/** The row that a path of the household belongs to; the worker's row if there is no other. */
function findReader(path: string, worker: RowReader, { members, records, leaving }: Parts): RowReader {
  const [root, first, second] = path.split('.');
  const people = { members, leaving };
  if (root === 'members' || root === 'leaving') return people[root][Number(first)]?.reader ?? worker;
  if (root === 'records') return records.filter(({ kind }) => kind === first)[Number(second)]?.reader ?? worker;
  return worker;
}
