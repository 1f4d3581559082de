import { firstDay } from '../../../kernel/calendar.ts';
import { exactly, fromAmount, type Interval, isKnown, minus, multiple, plus } from '../../../kernel/interval.ts';
import { disjunction, type Truth } from '../../../kernel/truth.ts';
import {
  above,
  allOf,
  anyOf,
  atMost,
  type CombinedCondition,
  type ComparisonCondition,
  fact,
} from '../../decision/condition.ts';
import type { Household } from '../../facts/household.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import { category } from '../../decision/rule.ts';
import { bound, compared, yuanInWords } from '../../wording/amounts.ts';
import {
  costsOfEvents,
  incomeAndLine,
  isComparable,
  multipleOfLine,
  whatIsLeft,
  whyNotComparable,
} from '../../wording/money.ts';
import { dayInWords, daysInWords } from '../../wording/dates.ts';
import { clauses, NO_WORDS, say, type Sentences } from '../../wording/sentences.ts';

/**
 * 家庭人均收入超过当地最低生活保障标准较多，但由于遭受突发事件、意外伤害、重大疾病导致生活困难的职工家庭. Articles 3 and 5;
 * reading R7: 超过较多 begins where 略高于 ends. Within `suddenMultiple` standards (含3倍) what is left after the event's
 * costs is compared with the standard; above it, savings and investments are added first.
 */
export const suddenHardship = category({
  id: 'SUDDEN_HARDSHIP',
  article: 5,
  readings: ['R7'],
  reads: ['nearMultiple', 'suddenMultiple'],
  title: {
    zh: '收入超过低保标准较多、因突发事件生活困难',
    en: 'a household well above the standard in sudden hardship',
  },
  conditions: (household, parameters) => ({
    wellAbove: above(household.disposable, multiple(household.standard, parameters.nearMultiple)),
    event: fact(disjunction(household.events.map(({ qualifies }) => qualifies))),
    afterCosts: afterCosts(household, parameters),
  }),
  words: ({ wellAbove, event, afterCosts: left }, household, parameters) => {
    const own = eventsInWords(event, household);
    if (event.state === 'FAILS') return own;
    if (!isComparable(household)) return clauses(own, whyNotComparable(household), notCompared(parameters));
    const { zh, en } = compared(wellAbove, multipleOfLine(parameters.nearMultiple, wellAbove));
    const income = { zh: `收入合计${zh}`, en: `the income is ${en}` };
    const rest =
      wellAbove.state === 'FAILS' ? BY_THE_THIRD : leftInWords(left, event.missing, { household, parameters });
    return clauses(own, incomeAndLine(household), income, rest);
  },
});

/** The two cases in the last sentences of the text: within the multiple, and above it. */
interface AfterCosts extends CombinedCondition {
  readonly parts: {
    readonly within: Branch;
    readonly beyond: Branch;
  };
}

interface Branch extends CombinedCondition {
  readonly parts: { readonly income: ComparisonCondition; readonly left: ComparisonCondition };
}

function afterCosts(
  household: Household,
  { suddenMultiple }: Pick<Parameters, 'nearMultiple' | 'suddenMultiple'>,
): AfterCosts {
  const { disposable, standard, eventCosts } = household;
  const limit = multiple(standard, suddenMultiple);
  const withAssets = plus(disposable, sumAssets(household));
  const parts = {
    within: branch(atMost(disposable, limit), atMost(minus(disposable, eventCosts), standard)),
    beyond: branch(above(disposable, limit), atMost(minus(withAssets, eventCosts), standard)),
  };
  return { ...anyOf(parts), parts };
}

function branch(income: ComparisonCondition, left: ComparisonCondition): Branch {
  const parts = { income, left };
  return { ...allOf(parts), parts };
}

/** Savings and investments; if nobody counts they are not named as missing, because only the population is open. */
function sumAssets({ facts: { assets }, population }: Household): Interval {
  if (population.size === 0) return exactly(0);
  return plus(fromAmount(assets.investments, 'assets.investments'), fromAmount(assets.savings, 'assets.savings'));
}

/** The events that qualify, or else those that may. */
function eventsInWords(event: Truth, { events, window }: Household): Sentences {
  const said = events.filter(({ qualifies }) => qualifies.state === event.state);
  const days = daysInWords(said.map(({ date }) => date));
  const first = dayInWords(firstDay(window.from));
  return say(event, {
    HOLDS: {
      zh: `${days.zh}的突发事件属于第五条所列情形`,
      en: `a sudden event of Article 5 stands (${days.en})`,
    },
    FAILS: {
      zh: `${first.zh}以来没有属于第五条所列情形的突发事件，不必再比较收入`,
      en: `since ${first.en} there has been no sudden event of Article 5, and the income is not compared`,
    },
    UNKNOWN: {
      zh: `${days.zh}的突发事件是否属于第五条所列情形尚待核实`,
      en: `whether a sudden event of Article 5 stands (${days.en}) is not yet verified`,
    },
  });
}

const BY_THE_THIRD: Sentences = {
  zh: '应按第三类（略高于低保标准）衡量',
  en: 'which is for the third category (near the standard) to weigh',
};

interface Weighed {
  readonly household: Household;
  readonly parameters: Pick<Parameters, 'nearMultiple' | 'suddenMultiple'>;
}

/** One case applies, since the income is known. `said` are the open facts of which it was said already that they are. */
function leftInWords({ parts: { within, beyond } }: AfterCosts, said: readonly string[], weighed: Weighed): Sentences {
  const { household, parameters } = weighed;
  const { income } = within.parts;
  const { zh, en } = multipleOfLine(parameters.suddenMultiple, income);
  if (income.state === 'HOLDS') {
    const rest = whatIsLeft(within.parts.left, costsOfEvents(household, NO_WORDS, said), household);
    return clauses({ zh: `但没有超过${zh}`, en: `but not above ${en}` }, rest);
  }
  const rest = whatIsLeft(beyond.parts.left, costsOfEvents(household, assetsInWords(household), said), household);
  return clauses(
    { zh: `也超过${zh}，储蓄和投资应一并计算`, en: `and above ${en}, so that savings and investments count` },
    rest,
  );
}

function assetsInWords(household: Household): Sentences {
  const assets = sumAssets(household);
  const { zh, en } = isKnown(assets) ? yuanInWords(assets.min) : NO_WORDS;
  return {
    zh: `加上储蓄和投资性净资产${zh}，`,
    en: `with savings and investments${en === '' ? '' : ` of ${en}`} added and `,
  };
}

function notCompared({ nearMultiple }: Pick<Parameters, 'nearMultiple' | 'suddenMultiple'>): Sentences {
  const times = bound(nearMultiple);
  return {
    zh: `收入是否超过低保标准的${times}倍、扣除意外致困支出后是否超过低保标准尚不能确定`,
    en: `whether the income is above ${times} times the standard, and what is left of it after the costs of the event above the standard, is not yet known`,
  };
}
