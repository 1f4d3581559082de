import { addMonths, type Day, type Month, monthOfDay } from '../kernel/calendar.ts';
import { asFen, type Fen } from '../kernel/fen.ts';
import { blankValues } from '../fields/field.ts';
import { RECORDS, type RecordKind, type RegisterHousehold, type RegisterRecord } from '../registry/kinds.ts';

/** Changes of a household in the making. */
export type Draft = {
  -readonly [K in 'household' | 'members']: RegisterHousehold[K];
} & { readonly records: { [K in RecordKind]: RegisterRecord<K>[] } };

/** Where and when a household of the sample is. */
export interface Setting {
  readonly region: string;
  readonly regionName: string;
  readonly on: Day;
  /** Its place among those of its situation: which exclusion, which open fact. */
  readonly turn: number;
}

/** The urban 低保 floor that the sample's incomes are scaled by, a head and month. */
export const LINE_FEN = 63_000;

const BLANKS = Object.fromEntries(
  Object.entries(RECORDS).map(([kind, { fields }]) => [kind, blankValues(fields)]),
) as unknown as { readonly [K in RecordKind]: RegisterRecord<K>['values'] };

/** The twelve months before the month of a day. */
export function yearBefore(day: Day): { readonly from: Month; readonly to: Month } {
  const month = monthOfDay(day);
  return { from: addMonths(month, -12), to: addMonths(month, -1) };
}

/** A record with what is not said left open. */
export function draftRecord<K extends RecordKind>(
  kind: K,
  key: string,
  member: string | null,
  values: Partial<RegisterRecord<K>['values']>,
): RegisterRecord<K> {
  return { key, member, values: { ...BLANKS[kind], ...values } };
}

/** Whole yuan. */
export function roundYuan(fen: number): Fen {
  return asFen(Math.max(0, Math.round(fen / 100)) * 100);
}
