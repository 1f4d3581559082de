import type { Day } from '../../kernel/calendar.ts';
import { type FactsRow, TAG_AT, TAGS } from '../register/facts-rows.ts';

/** The tags of a household's history: those of the facts, and of what else tells its spans. */
export const HISTORY_TAGS = {
  ...TAGS,
  survey: 'Y',
  file: 'F',
  stewardship: 'T',
  recorder: 'A',
  worker: 'P',
} as const;
export type HistoryTag = (typeof HISTORY_TAGS)[keyof typeof HISTORY_TAGS];

/** One version of a fact, with the days and the revisions on which it holds. */
export interface HistoryRow {
  /** The household, the tag, then the values, as the facts' query gives them. */
  readonly values: FactsRow;
  /** Its place among the rows of the household. */
  readonly at: number;
  /** The id of the fact that this is a version of. */
  readonly anchor: string;
  /** Its days, if it has any: from `from` until before `to`; of what is owned, `to` is included. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** The survey that it belongs to, and the day of the act that added it. */
  readonly survey: string | null;
  readonly addedOn: Day | null;
  /** The revisions at which it is known: from `knownFrom` until before `knownTo`, which may be `Infinity`. */
  readonly knownFrom: number;
  readonly knownTo: number;
}

/** All versions of everything on record of a household, in the order of their facts' ids. */
export interface HouseholdHistory {
  readonly id: string;
  readonly rows: readonly HistoryRow[];
}

/** The rows of a household that are known at one revision, by tag. */
export interface KnownHistory {
  readonly rows: readonly HistoryRow[];
  readonly of: (tag: HistoryTag) => readonly HistoryRow[];
}

export function knownHistory({ rows }: HouseholdHistory, revision: number): KnownHistory {
  const known = rows.filter(({ knownFrom, knownTo }) => knownFrom <= revision && revision < knownTo);
  const byTag = Map.groupBy(known, ({ values }) => values[TAG_AT]);
  return { rows: known, of: (tag) => byTag.get(tag) ?? [] };
}

/** The revisions at which something of the household became known or ceased to be. */
export function revisionsOf({ rows }: HouseholdHistory): readonly number[] {
  const numbers = new Set<number>();
  for (const { knownFrom, knownTo } of rows) {
    numbers.add(knownFrom);
    if (knownTo !== Infinity) numbers.add(knownTo);
  }
  return [...numbers].sort((a, b) => a - b);
}

/** Whether a version that is valid over days is so on a day. */
export function isValidOn({ from, to }: HistoryRow, day: Day): boolean {
  return (from === null || from <= day) && (to === null || day < to);
}
