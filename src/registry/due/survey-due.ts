import { type Day, monthOfDay, yearOf } from '../../kernel/calendar.ts';
import { lastDayServed } from '../../policy/facts/survey.ts';

/** Why a household is to be surveyed (R16, R17), in Chinese and English. */
export const SURVEY_DUE = {
  NEVER: '尚无入户调查 / no survey is on record',
  CHANGED:
    '调查后情况有变，该次调查至多用到变化次月月底 / ' +
    'something has changed since the survey, which serves at most until the end of the month after',
  OVERDUE: '调查次年已过，该次调查不再有效 / the year after that of the survey has ended: it serves no longer',
  DUE_THIS_YEAR: '今年尚未调查 / it has not been surveyed this year',
} as const;

export type SurveyDue = keyof typeof SURVEY_DUE;

/** What is known of a household's last survey on a day. */
export interface LastSurvey {
  /** `null`: no survey is on record. */
  readonly surveyedOn: Day | null;
  /** The first day on which something has changed since; `null` if nothing has. */
  readonly changedOn: Day | null;
}

/** Why a household is due, and the last day that its survey serves; `null` where there is none. */
interface Due {
  readonly reason: SurveyDue;
  readonly servesUntil: Day | null;
}

/**
 * Why a household is to be surveyed on a day, or `null` if it need not be. A change is the reason where it ends the service
 * before the calendar would.
 */
export function surveyDue({ surveyedOn, changedOn }: LastSurvey, on: Day): Due | null {
  return dueBy(surveyedOn, surveyedOn === null ? null : lastDayServed(surveyedOn, changedOn), on);
}

/** The same, where the last day that the survey serves is known. */
export function dueBy(surveyedOn: Day | null, servesUntil: Day | null, on: Day): Due | null {
  if (surveyedOn === null || servesUntil === null) return { reason: 'NEVER', servesUntil: null };
  if (servesUntil < lastDayServed(surveyedOn, null)) return { reason: 'CHANGED', servesUntil };
  if (on > servesUntil) return { reason: 'OVERDUE', servesUntil };
  if (yearOf(monthOfDay(surveyedOn)) === yearOf(monthOfDay(on))) return null;
  return { reason: 'DUE_THIS_YEAR', servesUntil };
}
