import { RECORD_KINDS, type RecordKind, type RegisterHousehold } from '../../registry/kinds.ts';
import type { Deps } from '../../usecase/command.ts';
import type { ImportRequest } from '../import-answer.ts';
import { importFault } from '../workbook/fault.ts';
import { SHEETS, WORKER_SHEET } from '../workbook/sheets.ts';
import {
  assembleBatch,
  type BatchedHousehold,
  type HouseholdResult,
  type HouseholdRows,
  knownHouseholds,
} from './assemble-batch.ts';
import { type Difference, difference, householdDifferences } from './household-differences.ts';

const WORKERS = SHEETS[WORKER_SHEET]?.name ?? '';

/** Compares a batch with what is on record, and writes nothing; `isKept` says which households the union or one under it keeps. */
export async function compareBatch(
  deps: Deps,
  request: ImportRequest,
  numbers: readonly string[],
  rows: HouseholdRows,
  isKept: (id: string) => boolean,
): Promise<readonly HouseholdResult[]> {
  const known = await knownHouseholds(deps, request.actorId, numbers);
  return assembleBatch(request, numbers, known, rows).map((one) => {
    const result = compareHousehold(one, rows.columnIndexes);
    const isElsewhere = one.before !== null && result.id !== undefined && !isKept(result.id);
    if (!isElsewhere || result.outcome === 'refused') return result;
    const notices = [importFault('KEPT_ELSEWHERE', WORKERS, one.row), ...result.notices];
    return { ...result, outcome: 'different', notices };
  });
}

function compareHousehold(
  { stored, before, household, rows, row }: BatchedHousehold,
  columnIndexes: HouseholdRows['columnIndexes'],
): HouseholdResult {
  const [id, given] = [stored?.id, household.household];
  if (given === null) return { id, outcome: 'refused', rows, faults: household.faults, notices: [], missing: [] };
  if (before === null) {
    const notices = [importFault('NOT_ON_RECORD', WORKERS, row)];
    return { id, outcome: 'different', rows, faults: [], notices, missing: [] };
  }
  const notices = [...householdDifferences(before, given), ...leavingDifferences(before, household)]
    .filter((one) => household.hasRow(one) && hasColumn(one.path, columnIndexes))
    .map(household.locate);
  const absent = RECORD_KINDS.filter((kind) => hasSheet(kind, columnIndexes)).flatMap((kind) => {
    const keys = new Set(given.records[kind].map(({ key }) => key));
    return before.records[kind].filter(({ key }) => !keys.has(key)).map(({ key }) => `records.${kind}.${key}`);
  });
  const missing = [...household.missing, ...absent].map((what) => ({ sheet: WORKERS, row, what }));
  const isSame = notices.length + missing.length === 0;
  return { id, outcome: isSame ? 'unchanged' : 'different', rows, faults: [], notices, missing };
}

/** Who leaves by the workbook and is a member on record on the day of the comparison. */
function leavingDifferences(
  before: RegisterHousehold,
  { leaving }: BatchedHousehold['household'],
): readonly Difference[] {
  const members = new Set(before.members.map(({ key }) => key));
  return leaving.flatMap(({ member }, at) =>
    members.has(member) ? [difference('DIFFERS_FROM_RECORD', `leaving.${at}.on`)] : [],
  );
}

/** Whether the workbook has the column of a value of a record; of a member and a household what has no column is as on record. */
function hasColumn(path: string, columnIndexes: HouseholdRows['columnIndexes']): boolean {
  const [root, kind, , name = ''] = path.split('.');
  if (root !== 'records' || name === 'key') return true;
  const at = sheetOf(kind as RecordKind);
  const own = SHEETS[at]?.columns.findIndex(({ target }) =>
    'field' in target ? target.field === name : target.of === name,
  );
  return columnIndexes[at]?.has(own ?? -1) === true;
}

/** Whether the workbook has the sheet of a kind of records: what it does not have is not compared. */
function hasSheet(kind: RecordKind, columnIndexes: HouseholdRows['columnIndexes']): boolean {
  return (columnIndexes[sheetOf(kind)]?.size ?? 0) > 0;
}

function sheetOf(kind: RecordKind): number {
  return SHEETS.findIndex(({ kinds }) => kinds.includes(kind));
}
