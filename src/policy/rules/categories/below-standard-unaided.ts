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
import { isServed } from '../../facts/survey.ts';
import { receivesRelief } from '../../money/income.ts';
import { RECENT_MONTHS } from '../../parameters/parameters.ts';
import { category } from '../../decision/rule.ts';
import { monthsInWords } from '../../wording/dates.ts';
import { yuanInWords } from '../../wording/amounts.ts';
import { whoCounts } from '../../wording/members.ts';
import { surveyed, whyUnknown } from '../../wording/money.ts';
import { type ByState, clauses, listed, NO_WORDS, say, type Sentences } from '../../wording/sentences.ts';

/**
 * 连续六个月以上家庭实际人均收入低于当地最低生活保障标准，未经政府救助，生活特别困难的职工家庭. Article 3(1).
 * Holds when in each of the last six months the disposable income is below the standard of all heads, none of them has
 * a day of 低保 recognition or relief money, and severe hardship was found.
 */
export const belowStandardUnaided = category({
  id: 'BELOW_STANDARD_UNAIDED',
  article: 3,
  readings: [],
  reads: [],
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
  words: ({ eachMonthBelow, notRecognised, noRelief, severeHardship }, household) =>
    clauses(
      monthsInTheirWords(eachMonthBelow, household),
      say(notRecognised, NOT_RECOGNISED),
      say(noRelief, NO_RELIEF),
      say(severeHardship, isServed(household.facts) ? HARDSHIP : HARDSHIP_WITHOUT_SURVEY),
    ),
});

function monthsBelow({ recentMonths, population }: Household): Readonly<Record<string, ComparisonCondition>> {
  return Object.fromEntries(
    recentMonths.map(({ month, disposable, standardPerHead }) => [
      printMonth(month),
      below(disposable, product(population.heads, standardPerHead)),
    ]),
  );
}

function recognisedInRecentMonths({ facts, window }: Household) {
  const first = addMonths(window.to, 1 - RECENT_MONTHS);
  return recognisedForDibao(facts, firstDay(first), addDays(firstDay(addMonths(window.to, 1)), -1));
}

function relievedInRecentMonths({ facts, population: { countedIds }, openMoney, recentMonths }: Household) {
  if (openMoney.length > 0) return unknown(openMoney);
  return decided(recentMonths.some(({ month }) => receivesRelief(facts.incomes, countedIds, month)));
}

const NOT_RECOGNISED: ByState = {
  HOLDS: { zh: '其间没有被认定为低保户', en: 'you were not recognised for dibao in them' },
  FAILS: { zh: '其间曾被认定为低保户', en: 'you were recognised for dibao in them' },
  UNKNOWN: {
    zh: '其间是否被认定为低保户尚待核实',
    en: 'whether you were recognised for dibao in them is not yet verified',
  },
};

const NO_RELIEF: ByState = {
  HOLDS: { zh: '计入人口的成员没有领取政府救助金', en: 'no member counted received relief money' },
  FAILS: { zh: '计入人口的成员领取过政府救助金', en: 'a member counted received relief money' },
  UNKNOWN: { zh: '是否领取政府救助金尚待核实', en: 'whether you received relief money is not yet verified' },
};

const HARDSHIP: ByState = {
  HOLDS: { zh: '调查认定生活特别困难', en: 'and the survey found severe hardship' },
  FAILS: { zh: '调查没有认定生活特别困难', en: 'and the survey did not find severe hardship' },
  UNKNOWN: {
    zh: '生活是否特别困难尚待入户调查核实',
    en: 'and severe hardship is still to be verified by a home visit',
  },
};

/** Where no survey serves, the sentence has said so: the finding is told without naming one. */
const HARDSHIP_WITHOUT_SURVEY: ByState = {
  HOLDS: { zh: '已认定生活特别困难', en: 'and severe hardship has been found' },
  FAILS: { zh: '没有认定生活特别困难', en: 'and severe hardship has not been found' },
  UNKNOWN: HARDSHIP.UNKNOWN,
};

/** The six months: whose survey, who counts, and each month against the standard of its own first day. */
function monthsInTheirWords(eachMonthBelow: CombinedCondition, household: Household): Sentences {
  const months = household.recentMonths.map(({ month }) => month);
  const all = monthsInWords(months);
  if (eachMonthBelow.state === 'UNKNOWN') {
    return clauses(whyUnknown(eachMonthBelow.missing, household), {
      zh: `${all.zh}每月家庭人均收入是否都低于低保标准尚不能确定`,
      en: `whether your income per head was below the standard in each of the months from ${all.en} is not yet known`,
    });
  }
  const said = months.filter((month) => eachMonthBelow.parts[printMonth(month)]?.state === eachMonthBelow.state);
  const line = lineOf(household.recentMonths.filter(({ month }) => said.includes(month)));
  const span = said.length === months.length ? { zh: '每月', en: 'each' } : monthsInWords(said);
  const income = say(eachMonthBelow, {
    HOLDS: { zh: '家庭人均可支配收入都低于低保标准', en: 'your disposable income per head was below the standard' },
    FAILS: { zh: '家庭人均可支配收入不低于低保标准', en: 'your disposable income per head was not below the standard' },
    UNKNOWN: NO_WORDS,
  });
  return clauses(surveyed(household), whoCounts(household), {
    zh: `${all.zh}这六个月中，${span.zh}${income.zh}（${line.zh}）`,
    en: `of the six months ${all.en} ${income.en} in ${span.en} (${line.en})`,
  });
}

/** The standards of these months: `每人每月520.00元`, or each with its months. */
function lineOf(months: Household['recentMonths']): Sentences {
  const byAmount = [...Map.groupBy(months, ({ standardPerHead }) => standardPerHead.min)];
  const isOne = byAmount.length === 1;
  return listed(
    byAmount.map(([amount, of]) => {
      const span = monthsInWords(of.map(({ month }) => month));
      const each = yuanInWords(amount);
      return {
        zh: `${isOne ? '' : span.zh}每人每月${each.zh}`,
        en: `${each.en} per head and month${isOne ? '' : ` in ${span.en}`}`,
      };
    }),
  );
}
