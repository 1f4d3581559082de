import { firstDay, addMonths, monthOfDay, printMonth } from '../../kernel/calendar.ts';
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
  const { asOf, surveyedOn, region, events } = facts;
  const standard = standards.monthly('dibao', region, asOf);
  const month = surveyedOn === null || standard === undefined ? printMonth(monthOfDay(asOf)) : '';
  const begin = surveyedOn === null ? firstDay(addMonths(monthOfDay(asOf), -WINDOW_MONTHS)) : 0;
  const counted = events.filter(({ date }) => date >= begin && date <= asOf).length;
  const dibao = recognisedForDibao(facts, asOf, asOf).state;
  const parameters = Object.values(nationalParametersOn(asOf)).join('/');
  const read = [month, isServed(facts), standard?.amount, standard?.provisional, counted, contractOn(facts), dibao];
  return [...read, parameters].join(' ');
}

/** Whether the labour contract has begun, and whether it has ended. */
function contractOn({ asOf, worker: { contract } }: HouseholdFacts): string {
  if (contract === null || contract === 'NONE') return '';
  const { from, to } = contract;
  return `${from <= asOf}/${to !== null && to < asOf}`;
}
