import { type Interval, isKnown, plus } from '../../kernel/interval.ts';
import type { ComparisonCondition } from '../decision/condition.ts';
import type { Household } from '../facts/household.ts';
import { isServed } from '../facts/survey.ts';
import { monthlyStandardPath } from '../facts/paths.ts';
import { monthOfDay } from '../../kernel/calendar.ts';
import { WINDOW_MONTHS } from '../parameters/parameters.ts';
import { dayInWords, spanInWords } from './dates.ts';
import { amounts, bound, compared, perHeadAndMonth, yuanInWords } from './amounts.ts';
import { whoCounts } from './members.ts';
import { openInWords } from './open.ts';
import { clauses, NO_WORDS, type Sentences } from './sentences.ts';

/** Whether the household's income and its line are known, so that they can be compared. */
export function isComparable({ disposable, standard }: Household): boolean {
  return isKnown(disposable) && isKnown(standard);
}

/** What leaves the household's income or its line unknown: who counts or the survey alone, else what else is open. */
export function whyNotComparable(household: Household): Sentences {
  const { disposable, standard } = household;
  return whyUnknown([...disposable.missing, ...standard.missing], household);
}

/** What leaves figures of members' money unknown, by the paths that they miss. */
export function whyUnknown(missing: readonly string[], household: Household): Sentences {
  const { openMoney } = household;
  if (openMoney.length > 0) return openInWords(openMoney, household);
  return clauses(isServed(household.facts) ? surveyed(household) : NO_WORDS, openInWords(missing, household));
}

/** Whose survey the figures are, who counts, what they earned, and the line: all figures are totals of the household. */
export function incomeAndLine(household: Household): Sentences {
  const { window, disposable, standard, standardPerHead, population } = household;
  const months = spanInWords(window);
  const total = yuanInWords(disposable.min);
  const heads = population.counted.length;
  const each = perHeadAndMonth(disposable.min, heads, WINDOW_MONTHS);
  const line = yuanInWords(standardPerHead.min / WINDOW_MONTHS);
  const inForce = lineInForce(household);
  const all = yuanInWords(standard.min);
  return clauses(
    surveyed(household),
    whoCounts(household),
    {
      zh: `${months.zh}全家可支配收入合计${total.zh}（${each.zh}）`,
      en: `the household's disposable income of ${months.en} is ${total.en} in all (${each.en})`,
    },
    {
      zh: `低保标准每人每月${line.zh}（${inForce.zh}），全家十二个月合计${all.zh}`,
      en: `the dibao standard is ${line.en} per head and month (${inForce.en}), for the household and twelve months ${all.en}`,
    },
  );
}

/** `按2019年6月20日的调查`. Only where the survey serves. */
export function surveyed({ facts: { surveyedOn, asOf } }: Household): Sentences {
  const day = dayInWords(surveyedOn ?? asOf);
  return { zh: `按${day.zh}的调查`, en: `by the survey of ${day.en}` };
}

function lineInForce({ facts: { asOf, region }, provisional }: Household): Sentences {
  const day = dayInWords(asOf);
  const isProvisional = provisional.includes(monthlyStandardPath('dibao', region, monthOfDay(asOf)));
  return {
    zh: `${day.zh}当日执行的${isProvisional ? '，暂用标准，待核对' : ''}`,
    en: `in force on ${day.en}${isProvisional ? ', provisional' : ''}`,
  };
}

/** `低保标准合计的1.5倍（27405.00元）`: a multiple of the line of the whole household. */
export function multipleOfLine(hundredths: number, { limit }: ComparisonCondition): Sentences {
  const total = yuanInWords(limit.min);
  return {
    zh: `低保标准合计的${bound(hundredths)}倍（${total.zh}）`,
    en: `${bound(hundredths)} times the household's standard (${total.en})`,
  };
}

/** What is deducted from an income: what it is called, how much, and what is said before it. */
interface Deducted {
  readonly name: Sentences;
  readonly amount: Interval;
  readonly from: Sentences;
  /** The paths of which it was said already that they are open. */
  readonly said: readonly string[];
}

/** What is left after costs, and how it compares with the line. */
export function whatIsLeft(left: ComparisonCondition, costs: Deducted, household: Household): Sentences {
  const heads = household.population.counted.length;
  const value = amounts(left.value, (fen) => perHeadAndMonth(fen, heads, WINDOW_MONTHS));
  const total = yuanInWords(household.standard.min);
  const after = afterCosts(costs);
  const open = left.missing.filter((path) => !costs.said.includes(path));
  return clauses(
    { zh: `${costs.from.zh}${after.zh}${value.zh}`, en: `what is left ${costs.from.en}${after.en} is ${value.en}` },
    openInWords(open, household),
    compared(left, { zh: `低保标准合计${total.zh}`, en: `the household's standard of ${total.en}` }),
  );
}

function afterCosts({ name, amount }: Deducted): Sentences {
  if (!isKnown(amount)) return { zh: `扣除${name.zh}后`, en: `after ${name.en}` };
  if (amount.min === 0) return { zh: `没有可扣除的${name.zh}，仍`, en: `without any ${name.en}` };
  const sum = yuanInWords(amount.min);
  return { zh: `扣除${name.zh}${sum.zh}后`, en: `after ${name.en} of ${sum.en}` };
}

/** The necessary expenses, with those of sudden events. */
export function necessaryExpenses({ expenses, eventCosts }: Household, from: Sentences): Deducted {
  const name = { zh: '必要支出', en: 'necessary expenses' };
  return { name, amount: plus(expenses, eventCosts), from, said: [] };
}

/** The costs of sudden events. */
export function costsOfEvents({ eventCosts }: Household, from: Sentences, said: readonly string[]): Deducted {
  return { name: { zh: '意外致困支出', en: 'costs of the event' }, amount: eventCosts, from, said };
}
