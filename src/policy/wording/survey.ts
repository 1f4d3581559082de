import type { HouseholdFacts } from '../facts/facts.ts';
import { lastDayServed } from '../facts/survey.ts';
import { dayInWords } from './dates.ts';
import type { Sentences } from './sentences.ts';

/**
 * Why no survey serves the day, and what is to be done. A survey is a home visit (入户调查) or the yearly clean-up (集中清理):
 * the facts do not say which, so that only the one that is still to be made is called a visit.
 */
export function surveyNotServing({ surveyedOn, changedOn }: HouseholdFacts): Sentences {
  if (surveyedOn === null) {
    return {
      zh: '没有可作依据的调查，须先作入户调查',
      en: 'there is no survey to go by, and a home visit has to be made first',
    };
  }
  const day = dayInWords(surveyedOn);
  const last = lastDayServed(surveyedOn, changedOn);
  const until = dayInWords(last);
  // A change that comes after the end of the year after the survey's is not why it no longer serves.
  const isCause = changedOn !== null && last < lastDayServed(surveyedOn, null);
  const change = isCause ? dayInWords(changedOn) : null;
  const because = change === null ? '' : `家庭情况自${change.zh}起有变化，`;
  const becauseEn = change === null ? '' : `, since the household changed on ${change.en}`;
  return {
    zh: `${day.zh}的调查已不能作为依据，须重新调查（${because}该次调查用到${until.zh}为止）`,
    en: `the survey of ${day.en} no longer serves, and a new one has to be made (it served until ${until.en}${becauseEn})`,
  };
}
