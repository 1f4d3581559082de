import type { Sql } from '../../database/database.ts';
import type { Day } from '../../kernel/calendar.ts';
import { type Households, readHistories } from '../history/history.read.ts';
import type { Rules } from '../history/rules-history.ts';
import { type HouseholdSpans, householdSpans } from './household-spans.ts';
import { replaceSpans, type SpansAt } from './span.store.ts';

/** What households are decided on: what was known up to a revision, by its rules, up to a day. */
export interface DecidedAt {
  readonly revision: number;
  readonly rules: Rules;
  readonly horizon: Day;
}

/** What was decided: the numbers of households, and of their spans. */
export interface Decided {
  readonly households: number;
  readonly spans: number;
}

/** Runs work that writes in a transaction. */
type InTransaction = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/**
 * Decides households, whose spans take the place of all that they had in the slot. The transaction is open only while they are
 * written: as long as one is, no change gets a number.
 */
export async function decideHouseholds(
  sql: Sql,
  inTransaction: InTransaction,
  households: Households,
  { revision, rules, horizon, ...at }: DecidedAt & SpansAt,
): Promise<Decided> {
  const histories = await readHistories(sql, households, revision);
  const spans: readonly HouseholdSpans[] = histories.map((history) => householdSpans(history, rules, horizon));
  await inTransaction((written) => replaceSpans(written, households, spans, at));
  return { households: spans.length, spans: spans.reduce((sum, { decisions }) => sum + decisions.length, 0) };
}
