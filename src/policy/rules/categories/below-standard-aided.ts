import { minus } from '../../../kernel/interval.ts';
import { below, fact } from '../../decision/condition.ts';
import { recognisedForDibao } from '../../facts/dibao.ts';
import { category } from '../../decision/rule.ts';
import { incomeAndLine, isComparable, necessaryExpenses, whatIsLeft, whyNotComparable } from '../../wording/money.ts';
import { type ByState, clauses, say, type Sentences } from '../../wording/sentences.ts';

/**
 * 家庭人均收入低于当地最低生活保障标准，经政府救助后仍生活困难的职工家庭: 以户籍地政府认定的低保户为准，且满足“经政府救助后生活水平
 * 仍低于低保标准”. Article 5; reading R10: relief is income, and the level of living is the income left after the necessary expenses.
 */
export const belowStandardAided = category({
  id: 'BELOW_STANDARD_AIDED',
  article: 5,
  readings: ['R10'],
  reads: [],
  title: {
    zh: '享受低保、经政府救助后生活水平仍低于低保标准',
    en: 'a dibao household still below the standard after relief',
  },
  conditions: ({ facts, disposable, expenses, eventCosts, standard }) => ({
    recognised: fact(recognisedForDibao(facts, facts.asOf, facts.asOf)),
    stillBelow: below(minus(disposable, expenses, eventCosts), standard),
  }),
  words: ({ recognised, stillBelow }, household) => {
    const own = say(recognised, RECOGNISED);
    if (recognised.state === 'FAILS') return own;
    if (!isComparable(household)) return clauses(own, whyNotComparable(household), NOT_COMPARED);
    const left = whatIsLeft(stillBelow, necessaryExpenses(household, INCOME), household);
    return clauses(own, incomeAndLine(household), left);
  },
});

const RECOGNISED: ByState = {
  HOLDS: { zh: '户籍地政府已认定您家为低保户', en: 'your place of registration recognises you for dibao' },
  FAILS: {
    zh: '户籍地政府没有认定您家为低保户，不必再比较收入',
    en: 'your place of registration does not recognise you for dibao, and the income is not compared',
  },
  UNKNOWN: {
    zh: '户籍地政府是否认定您家为低保户尚待核实',
    en: 'whether your place of registration recognises you for dibao is not yet verified',
  },
};

const INCOME: Sentences = { zh: '收入（含政府救助）', en: 'of it, relief included, ' };

const NOT_COMPARED: Sentences = {
  zh: '收入扣除必要支出后是否低于低保标准尚不能确定',
  en: 'whether the income left after necessary expenses is below the standard is not yet known',
};
