import type { RecordKind, RegisterHousehold, RegisterRecord } from '../../registry/kinds.ts';

type RecordValues = Readonly<Record<string, unknown>>;

/** A row of the workbook, with the key that its content gives it. */
export interface RecordRow {
  readonly member: string | null;
  readonly values: RecordValues;
  /** Its own number (记录编号), if it has one. */
  readonly own: string | null;
  readonly contentKey: string;
}

/** How far an event's day may have been mistaken, in days: a month, or a year of an event that cost the same. */
const NEAR_DAYS = 31;
const SAME_COST_DAYS = 366;
/** Keys that were made of content end in a count. */
const OF_CONTENT = /(?:^| )#\d+$/;

/**
 * Which records are near enough to be corrected by a row, by kind: those that say the same of an overlapping time. A payment is never
 * altered, and dwellings and vehicles go by their order.
 */
const NEAR: Partial<Readonly<Record<RecordKind, (record: RecordValues, row: RecordValues) => boolean>>> = {
  employment: overlap,
  incomes: (record, row) => isEqualIn(record, row, 'kind', 'relief') && overlap(record, row),
  deductions: (record, row) => isEqualIn(record, row, 'kind') && overlap(record, row),
  expenses: (record, row) => isEqualIn(record, row, 'kind') && overlap(record, row),
  events: (record, row) => {
    const days = Math.abs(at(record['date'], 0) - at(row['date'], 0));
    const isSameCost = isEqualIn(record, row, 'costFen', 'compensatedFen');
    return isEqualIn(record, row, 'kind') && days <= (isSameCost ? SAME_COST_DAYS : NEAR_DAYS);
  },
  schooling: overlap,
  dibao: overlap,
};

/**
 * The key of the record that each row is about: by its own number, by what it says, or else the nearest record on record that no
 * other row is about. `null` where two would fit.
 */
export function nearestKeys(
  kind: RecordKind,
  rows: readonly RecordRow[],
  before: RegisterHousehold | null,
): readonly (string | null)[] {
  const records: readonly RegisterRecord[] = before?.records[kind] ?? [];
  const known = new Set(records.map(({ key }) => key));
  const named = rows.map(({ own, contentKey }) => [own, contentKey].find((key) => key !== null && known.has(key)));
  const claimed = new Set(named);
  return rows.map((row, index) => {
    const key = named[index];
    if (key !== undefined && key !== null) return key;
    const near = records.filter((record) => !claimed.has(record.key) && fits(kind, record, row));
    if (near.length > 1) return null;
    claimed.add(near[0]?.key);
    return near[0]?.key ?? row.own ?? row.contentKey;
  });
}

function fits(kind: RecordKind, { key, member, values }: RegisterRecord, row: RecordRow): boolean {
  if (member !== row.member || (row.own !== null && !OF_CONTENT.test(key))) return false;
  return NEAR[kind]?.(values, row.values) ?? false;
}

function isEqualIn(one: RecordValues, other: RecordValues, ...fields: readonly string[]): boolean {
  return fields.every((field) => one[field] === other[field]);
}

/** Whether two records have a day or month in common; what has no end lasts. */
function overlap(one: RecordValues, other: RecordValues): boolean {
  const [from, to] = [at(one['from'], -Infinity), at(one['to'], Infinity)];
  return from <= at(other['to'], Infinity) && at(other['from'], -Infinity) <= to;
}

function at(value: unknown, open: number): number {
  return typeof value === 'number' ? value : open;
}
