import type { Day } from '../../kernel/calendar.ts';
import type { CATEGORY_NAMES, OUTCOME_NAMES } from '../../policy/names.ts';
import type { CourseState } from '../procedure/course/course.codes.ts';

/** What is decided of the household of a file on a day, at the level of the file. */
export interface SituationDecision {
  readonly outcome: keyof typeof OUTCOME_NAMES;
  /** The primary category; `null` where none holds. */
  readonly category: keyof typeof CATEGORY_NAMES | null;
  /** Whether nothing is missing but a survey that serves. */
  readonly lacksSurvey: boolean;
}

/** What a file is weighed by on a day to find what is to be done with it. */
export interface FileSituation {
  readonly fileId: string;
  readonly householdId: string;
  readonly stewardId: string;
  readonly state: CourseState;
  /** The first day of that state. */
  readonly since: Day;
  /** The category that was publicised; `null` where none is on record, as of a file of before. */
  readonly category: keyof typeof CATEGORY_NAMES | null;
  /** `null` where nothing could be decided: no local rule of the level is in force, or the household is not on record. */
  readonly decision: SituationDecision | null;
  /**
   * The day since which the decision has not been what the file rests on, as far as it was known then; the day of the question
   * where it is not known yet.
   */
  readonly changedOn: Day;
  /** Whether that came of another standard (低保标准) alone. */
  readonly isByStandard: boolean;
  /** The last survey on record; `null`: none. */
  readonly surveyedOn: Day | null;
  /** The last day that it serves. */
  readonly servesUntil: Day | null;
  /** Of a worker who died while the file was live, and whose file no spouse takes over: the day on which that was so and known. */
  readonly diedOn: Day | null;
  /** Of a household that is not on record: the day since which, as far as it was known then. */
  readonly closedOn: Day | null;
  /** The last publicity, if steps of it are on record. */
  readonly publicity: { readonly on: Day; readonly until: Day } | null;
  /** The day of the oldest objection that is open. */
  readonly objectedOn: Day | null;
  /** The day of the step that ended the file, while its notice was not delivered. */
  readonly endedOn: Day | null;
  /** The day of the appeal that is open. */
  readonly appealedOn: Day | null;
}
