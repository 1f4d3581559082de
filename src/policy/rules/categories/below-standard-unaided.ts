import { addDays, addMonths, firstDay, printMonth } from '../../../kernel/calendar.ts';
import { product } from '../../../kernel/interval.ts';
import { decided, negate, unknown } from '../../../kernel/truth.ts';
import {
  allOf,
  below,
  type CombinedCondition,
  type ComparisonCondition,
  fact,
  isTrue,
} from '../../decision/condition.ts';
import { recognisedForDibao } from '../../facts/dibao.ts';
import type { Household } from '../../facts/household.ts';
import { receivesRelief } from '../../money/income.ts';
import { RECENT_MONTHS } from '../../parameters/parameters.ts';
import { category } from '../../decision/rule.ts';
import { say } from '../../decision/wording.ts';

/**
 * 连续六个月以上家庭实际人均收入低于当地最低生活保障标准，未经政府救助，生活特别困难的职工家庭. Article 3(1).
 * Holds when in each of the last six months the disposable income is below the standard of all heads, none of them has
 * a day of 低保 recognition or relief money, and the home visit found severe hardship.
 */
export const belowStandardUnaided = category({
  id: 'BELOW_STANDARD_UNAIDED',
  article: 3,
  readings: [],
  title: {
    zh: '连续六个月以上低于低保标准、未经政府救助、生活特别困难',
    en: 'a household below the standard for six months, unaided and in severe hardship',
  },
  conditions: (household) => ({
    eachMonthBelow: allOf(monthsBelow(household)),
    notRecognised: fact(negate(recognisedInRecentMonths(household))),
    noRelief: fact(negate(relievedInRecentMonths(household))),
    severeHardship: isTrue(household.facts.severeHardship, 'severeHardship'),
  }),
  zh: ({ eachMonthBelow, notRecognised, noRelief, severeHardship }) =>
    [
      say(
        eachMonthBelow,
        '最近六个月您家每月收入都低于低保标准',
        `最近六个月中${monthsNotBelow(eachMonthBelow).join('、')}您家收入不低于低保标准`,
        '最近六个月是否每月都低于低保标准尚待核实',
      ),
      say(notRecognised, '其间没有享受低保', '其间享受过低保', '其间是否享受低保尚待核实'),
      say(noRelief, '计入人口的成员没有领取政府救助金', '领取过政府救助金', '是否领取政府救助金尚待核实'),
      say(severeHardship, '入户调查认定生活特别困难', '入户调查未认定生活特别困难', '生活是否特别困难尚待入户调查核实'),
    ].join('，'),
  en: ({ eachMonthBelow, notRecognised, noRelief, severeHardship }) =>
    [
      say(
        eachMonthBelow,
        'in each of the last six months your income was below the standard',
        `in ${monthsNotBelow(eachMonthBelow).join(', ')} of the last six months your income was not below the standard`,
        'whether your income was below the standard in each of the last six months is not yet verified',
      ),
      say(
        notRecognised,
        'you were not recognised for dibao in them',
        'you were recognised for dibao in them',
        'whether you were recognised for dibao is not yet verified',
      ),
      say(
        noRelief,
        'no member counted received relief money',
        'a member counted received relief money',
        'whether you received relief money is not yet verified',
      ),
      say(
        severeHardship,
        'and the home visit found severe hardship',
        'and the home visit did not find severe hardship',
        'and severe hardship is still to be verified by the home visit',
      ),
    ].join(', '),
});

function monthsBelow({ recentMonths, population }: Household): Readonly<Record<string, ComparisonCondition>> {
  return Object.fromEntries(
    recentMonths.map(({ month, disposable, standardPerHead }) => [
      printMonth(month),
      below(disposable, product(population.heads, standardPerHead)),
    ]),
  );
}

function monthsNotBelow({ parts }: CombinedCondition): readonly string[] {
  return Object.keys(parts).filter((month) => parts[month]?.state === 'FAILS');
}

function recognisedInRecentMonths({ facts, window }: Household) {
  const first = addMonths(window.to, 1 - RECENT_MONTHS);
  return recognisedForDibao(facts, firstDay(first), addDays(firstDay(addMonths(window.to, 1)), -1));
}

function relievedInRecentMonths({ facts, population: { countedIds }, openMoney, recentMonths }: Household) {
  if (openMoney.length > 0) return unknown(openMoney);
  return decided(recentMonths.some(({ month }) => receivesRelief(facts.incomes, countedIds, month)));
}
