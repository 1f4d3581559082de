import type { Sql } from '../../database/database.ts';
import type { Day } from '../../kernel/calendar.ts';
import { type Households, readHistories } from '../history/history.read.ts';
import type { Rules } from '../history/rules-history.ts';
import { householdSpans } from './household-spans.ts';
import { replaceSpans, type SpansAt } from './span.store.ts';
import { faultOf, noteUndecided, type Undecided } from './undecided.store.ts';

/** What households are decided on: what was known up to a revision, by its rules, up to a day. */
export interface DecidedAt {
  readonly revision: number;
  readonly rules: Rules;
  readonly horizon: Day;
}

/** What was decided: the numbers of households, of their spans, and of the households whose decision failed. */
export interface Decided {
  readonly households: number;
  readonly spans: number;
  readonly undecided: number;
}

/**
 * Decides households and returns how their spans are written in place of all that they had in the slot: apart, because as long
 * as a transaction that writes is open, no change gets a number. One whose decision fails is noted with what it had before, and
 * keeps no other back.
 */
export async function decideHouseholds(
  sql: Sql,
  households: Households,
  { revision, rules, horizon, ...at }: DecidedAt & SpansAt,
): Promise<(written: Sql) => Promise<Decided>> {
  const histories = await readHistories(sql, households, revision);
  const undecided: Undecided[] = [];
  const spans = histories.flatMap((history) => {
    try {
      return [householdSpans(history, rules, horizon)];
    } catch (error) {
      undecided.push({ householdId: history.id, fault: faultOf(error) });
      return [];
    }
  });
  return async (written) => {
    await replaceSpans(written, without(households, undecided), spans, at);
    if (undecided.length > 0) await noteUndecided(written, undecided, { slot: at.slot, revision });
    const spanCount = spans.reduce((sum, { decisions }) => sum + decisions.length, 0);
    return { households: spans.length, spans: spanCount, undecided: undecided.length };
  };
}

/** A range is written into a slot that is not in force: nothing in it is worth keeping. */
function without(households: Households, undecided: readonly Undecided[]): Households {
  if ('from' in households) return households;
  const failed = new Set(undecided.map(({ householdId }) => householdId));
  return households.filter((id) => !failed.has(id));
}
