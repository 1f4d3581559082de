import { RECORD_KINDS } from '../../registry/kinds.ts';
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
import { householdDifferences } from './household-differences.ts';

const WORKERS = SHEETS[WORKER_SHEET]?.name ?? '';

/** Compares a batch with what is on record, and writes nothing. */
export async function compareBatch(
  deps: Deps,
  request: ImportRequest,
  numbers: readonly string[],
  rows: HouseholdRows,
): Promise<readonly HouseholdResult[]> {
  const known = await knownHouseholds(deps, request.actorId, numbers);
  return assembleBatch(request, numbers, known, rows).map((one) => compareHousehold(one, rows.columnIndexes));
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
  const notices = householdDifferences(before, given).filter(household.hasRow).map(household.locate);
  const absent = RECORD_KINDS.filter((kind) => hasSheet(kind, columnIndexes)).flatMap((kind) => {
    const keys = new Set(given.records[kind].map(({ key }) => key));
    return before.records[kind].filter(({ key }) => !keys.has(key)).map(({ key }) => `records.${kind}.${key}`);
  });
  const missing = [...household.missing, ...absent].map((what) => ({ sheet: WORKERS, row, what }));
  const isSame = notices.length + missing.length + household.leaving.length === 0;
  return { id, outcome: isSame ? 'unchanged' : 'different', rows, faults: [], notices, missing };
}

/** Whether the workbook has the sheet of a kind of records: what it does not have is not compared. */
function hasSheet(kind: (typeof RECORD_KINDS)[number], columnIndexes: HouseholdRows['columnIndexes']): boolean {
  return (columnIndexes[SHEETS.findIndex(({ kinds }) => kinds.includes(kind))]?.size ?? 0) > 0;
}
