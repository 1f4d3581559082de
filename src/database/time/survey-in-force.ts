import { type KnownAt, knownAt } from './known-at.ts';

/** SQL of the survey in force on a day (R16), for the statements that read what belongs to one. */

/** The survey in force of each household on a day: `id`, `household_id`, `surveyed_on`. `of` limits the households `s.household_id`. */
export function surveysInForce(day: string, known: KnownAt, of: string): string {
  return `select distinct on (s.household_id) s.household_id, s.anchor_id as id, s.surveyed_on from survey_version s
    where s.surveyed_on <= ${day} and ${knownAt('s', known)} and ${of} order by s.household_id, s.surveyed_on desc`;
}

/** The condition for a version `v` that belongs to the survey in force `f`, or to none where there is none, on a day. */
export function ofSurveyInForce(day: string): string {
  return `v.survey_id is not distinct from f.id and (v.added_on is null or v.added_on <= ${day})`;
}
