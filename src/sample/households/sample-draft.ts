import { addMonths, type Day, type Month, monthOfDay } from '../../kernel/calendar.ts';
import { asFen, type Fen } from '../../kernel/fen.ts';
import { blankValues } from '../../fields/field.ts';
import { RECORDS, type RecordKind, type RegisterHousehold, type RegisterRecord } from '../../registry/kinds.ts';

/** Changes the draft of a household. */
export type Draft = {
  -readonly [K in 'household' | 'members']: RegisterHousehold[K];
} & { readonly records: { [K in RecordKind]: RegisterRecord<K>[] } };

export interface Setting {
  readonly region: string;
  readonly regionName: string;
  readonly on: Day;
  /** The index of the household within its situation, which selects the exclusion or the open fact. */
  readonly turn: number;
}

/** The urban 低保 standard per head and month, which scales the incomes of the sample data. */
export const LINE_FEN = 63_000;

const BLANKS = Object.fromEntries(
  Object.entries(RECORDS).map(([kind, { fields }]) => [kind, blankValues(fields)]),
) as unknown as { readonly [K in RecordKind]: RegisterRecord<K>['values'] };

/** The twelve months before the month of a day. */
export function yearBefore(day: Day): { readonly from: Month; readonly to: Month } {
  const month = monthOfDay(day);
  return { from: addMonths(month, -12), to: addMonths(month, -1) };
}

/** Makes a record whose omitted fields are not verified. */
export function draftRecord<K extends RecordKind>(
  kind: K,
  key: string,
  member: string | null,
  values: Partial<RegisterRecord<K>['values']>,
): RegisterRecord<K> {
  return { key, member, values: { ...BLANKS[kind], ...values } };
}

export function roundYuan(fen: number): Fen {
  return asFen(Math.max(0, Math.round(fen / 100)) * 100);
}
