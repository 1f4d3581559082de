import { setImmediate } from 'node:timers/promises';
import { loadFacts } from '../../assessment/register/facts.read.ts';
import type { Sql } from '../../database/database.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import type { Day } from '../../kernel/calendar.ts';
import { type DueListing, listSurveyed, type SurveyedHousehold } from './due-rows.read.ts';
import { type LastSurvey, type SurveyDue, surveyDue } from './survey-due.ts';

/** A household that is to be surveyed. */
export interface DueHousehold extends SurveyedHousehold {
  readonly last: LastSurvey;
  readonly reason: SurveyDue;
  readonly servesUntil: Day | null;
}

/** How many households are read at once: what has changed since a survey is only known from the facts. */
const BATCH = 500;

/** Lists the first households after a position that are to be surveyed. */
export async function listDue(
  sql: Sql,
  listing: DueListing,
  known: KnownAt,
  after: readonly (string | null)[] | null,
  limit: number,
): Promise<readonly DueHousehold[]> {
  const all = await listSurveyed(sql, listing, known, after);
  const found: DueHousehold[] = [];
  for (let from = 0; from < all.length && found.length < limit; from += BATCH) {
    found.push(...(await dueOf(sql, all.slice(from, from + BATCH), listing, known)));
    await setImmediate();
  }
  return found.slice(0, limit);
}

/** Those of the households that are due, in their order. */
async function dueOf(
  sql: Sql,
  households: readonly SurveyedHousehold[],
  { on, reason }: DueListing,
  known: KnownAt,
): Promise<readonly DueHousehold[]> {
  const surveyed = households.filter(({ surveyedOn }) => surveyedOn !== '').map(({ id }) => id);
  const at = { asOf: on, knownAt: known, level: 'NATIONAL', findProfile: () => null } as const;
  const facts = await loadFacts(sql, surveyed, at);
  return households.flatMap((household) => {
    const { surveyedOn = null, changedOn = null } = facts.get(household.id) ?? {};
    const last = { surveyedOn, changedOn };
    const due = surveyDue(last, on);
    const isAsked = due !== null && (reason === null || due.reason === reason);
    return isAsked ? [{ ...household, last, ...due }] : [];
  });
}
