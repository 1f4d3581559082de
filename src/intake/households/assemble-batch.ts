import type { Day } from '../../kernel/calendar.ts';
import { recordableHouseholds } from '../../registry/recording/admit-household.ts';
import { loadHouseholds } from '../../registry/household/household.read.ts';
import { householdOn, type StoredHousehold } from '../../registry/household/stored-household.ts';
import type { RegisterHousehold } from '../../registry/kinds.ts';
import type { Deps } from '../../usecase/command.ts';
import type { ImportAnswer, ImportCounts, ImportRequest } from '../import-answer.ts';
import { type AssembledHousehold, assembleHousehold } from '../rows/assemble-household.ts';
import type { WorkbookRows } from '../rows/read-rows.ts';
import type { ImportFault } from '../workbook/fault.ts';
import { householdsOfWorkers } from './known-households.read.ts';

/** What became of a household of a workbook. */
export interface HouseholdResult {
  /** The household on record, if it was before. */
  readonly id: string | undefined;
  readonly outcome: keyof ImportCounts;
  readonly rows: number;
  readonly faults: readonly ImportFault[];
  readonly notices: readonly ImportFault[];
  readonly missing: ImportAnswer['missing'];
}

/** The rows of a workbook, from which its households are put together. */
export type HouseholdRows = Pick<WorkbookRows, 'store' | 'columnIndexes'>;

/** A household put together from its rows, and the one on record whose worker it has. */
export interface BatchedHousehold {
  readonly stored: StoredHousehold | undefined;
  /**
   * The household on record on the day from which the rows hold, or on that of the comparison; `null` if it is on record on none.
   */
  readonly before: RegisterHousehold | null;
  readonly household: AssembledHousehold;
  /** How many rows it has, and the number of the first. */
  readonly rows: number;
  readonly row: number;
}

/** Puts the households of these workers together; to be compared, as of the day of the comparison, whatever survey they state. */
export function assembleBatch(
  { on, union, compares }: ImportRequest,
  numbers: readonly string[],
  known: ReadonlyMap<string, StoredHousehold>,
  { store, columnIndexes }: HouseholdRows,
): readonly BatchedHousehold[] {
  return numbers.map((number) => {
    const stored = known.get(number);
    const rows = store.householdRows(number);
    const dayOf = (from: Day | null) => (compares === true ? on : (from ?? on));
    const stateOn = (from: Day | null) => (stored === undefined ? null : latestState(stored, dayOf(from)));
    const memberOn = (day: Day) => (stored === undefined ? null : householdOn(stored, day));
    const household = assembleHousehold({ number, rows, columnIndexes, stateOn, memberOn, region: union.region });
    return { stored, before: stateOn(household.from), household, rows: rows.length, row: rows[0]?.row ?? 0 };
  });
}

/** The registered households of these workers that the importer may change; other households are not read. */
export async function knownHouseholds({ database, secrets, today }: Deps, actorId: string, numbers: readonly string[]) {
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
