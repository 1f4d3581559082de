import { addDays, addMonths, type Day, firstDay, monthOfDay, toMonth, yearOf } from '../../kernel/calendar.ts';
import type { HouseholdFacts } from './facts.ts';

type Survey = Pick<HouseholdFacts, 'asOf' | 'surveyedOn' | 'changedOn'>;

/** The path by which a survey is missing that serves the day. */
export const SURVEY_PATH = 'surveyedOn';

/** The day before whose month the window ends: the day of the survey, or `asOf` where there is none (R16). */
export function referenceDay({ asOf, surveyedOn }: Survey): Day {
  return surveyedOn ?? asOf;
}

/**
 * The last day that a survey serves: the end of the calendar year after its own (R16) or, where something that it rests on
 * has changed, at most the end of the month after that of the change (R17).
 */
export function lastDayServed(surveyedOn: Day, changedOn: Day | null): Day {
  const endOfNextYear = addDays(firstDay(toMonth(yearOf(monthOfDay(surveyedOn)) + 2, 1)), -1);
  if (changedOn === null) return endOfNextYear;
  const endOfNextMonth = addDays(firstDay(addMonths(monthOfDay(changedOn), 2)), -1);
  return endOfNextMonth < endOfNextYear ? endOfNextMonth : endOfNextYear;
}

/** Whether the figures of the survey serve the day. */
export function isServed({ asOf, surveyedOn, changedOn }: Survey): boolean {
  return surveyedOn !== null && asOf <= lastDayServed(surveyedOn, changedOn);
}
