import type { Sql } from '../../database/database.ts';
import type { Day } from '../../kernel/calendar.ts';
import { type Households, readHistories } from '../history/history.read.ts';
import type { Rules } from '../history/rules-history.ts';
import { householdSpans } from './household-spans.ts';
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

/**
 * Decides households and returns how their spans are written in place of all that they had in the slot: apart, because as long
 * as a transaction that writes is open, no change gets a number.
 */
export async function decideHouseholds(
  sql: Sql,
  households: Households,
  { revision, rules, horizon, ...at }: DecidedAt & SpansAt,
): Promise<(written: Sql) => Promise<Decided>> {
  const histories = await readHistories(sql, households, revision);
  const spans = histories.map((history) => householdSpans(history, rules, horizon));
  return async (written) => {
    await replaceSpans(written, households, spans, at);
    return { households: spans.length, spans: spans.reduce((sum, { decisions }) => sum + decisions.length, 0) };
  };
}
