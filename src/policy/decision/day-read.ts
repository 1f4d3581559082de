import { addMonths, type Day, firstDay, monthOfDay } from '../../kernel/calendar.ts';
import { recognisedForDibao } from '../facts/dibao.ts';
import type { HouseholdFacts } from '../facts/facts.ts';
import { isServed } from '../facts/survey.ts';
import type { Standards } from '../money/standards.ts';
import { nationalParametersOn } from '../parameters/national.ts';
import { WINDOW_MONTHS } from '../parameters/parameters.ts';

/**
 * Everything that the rules read of the day itself, as one text: of two days with the same text and otherwise the same facts, the
 * decisions are the same. It names the month where the window moves with the day (no survey) or the path of a missing standard
 * names it. Pure.
 */
export function dayRead(facts: HouseholdFacts, standards: Standards): string {
  const { asOf, surveyedOn, region, events, worker } = facts;
  const standard = standards.monthly('dibao', region, asOf);
  const month = monthOfDay(asOf);
  const begin = surveyedOn === null ? firstDay(addMonths(month, -WINDOW_MONTHS)) : -Infinity;
  return JSON.stringify([
    surveyedOn === null || standard === undefined ? month : null,
    standard,
    isServed(facts),
    events.filter(({ date }) => date >= begin && date <= asOf).length,
    contractOn(worker.contract, asOf),
    recognisedForDibao(facts, asOf, asOf).state,
    nationalParametersOn(asOf),
  ]);
}

/** Whether the labour contract has begun, and whether it has ended. */
function contractOn(contract: HouseholdFacts['worker']['contract'], day: Day): readonly boolean[] | null {
  if (contract === null || contract === 'NONE') return null;
  const { from, to } = contract;
  return [from <= day, to !== null && to < day];
}
