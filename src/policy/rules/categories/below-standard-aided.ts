import { minus } from '../../../kernel/interval.ts';
import { below, fact } from '../../decision/condition.ts';
import { recognisedForDibao } from '../../facts/dibao.ts';
import { category } from '../../decision/rule.ts';
import { limitIn, say, valueIn } from '../../decision/wording.ts';

/**
 * 家庭人均收入低于当地最低生活保障标准，经政府救助后仍生活困难的职工家庭: 以户籍地政府认定的低保户为准，且满足“经政府救助后生活水平
 * 仍低于低保标准”. Article 5; reading R10: relief is income, and the level of living is the income left after the necessary expenses.
 */
export const belowStandardAided = category({
  id: 'BELOW_STANDARD_AIDED',
  article: 5,
  readings: ['R10'],
  title: {
    zh: '享受低保、经政府救助后生活水平仍低于低保标准',
    en: 'a dibao household still below the standard after relief',
  },
  conditions: ({ facts, disposable, expenses, eventCosts, standard }) => ({
    recognised: fact(recognisedForDibao(facts, facts.asOf, facts.asOf)),
    stillBelow: below(minus(disposable, expenses, eventCosts), standard),
  }),
  zh: ({ recognised, stillBelow }) =>
    `户籍地政府${say(recognised, '已认定您家为低保户', '目前没有认定您家为低保户', '是否认定您家为低保户尚待核实')}，` +
    `十二个月可支配收入（含救助）扣除必要支出后为${valueIn('zh', stillBelow)}，` +
    `${say(stillBelow, '低于', '不低于', '尚不能确定是否低于')}全家低保标准合计${limitIn('zh', stillBelow)}`,
  en: ({ recognised, stillBelow }) =>
    `${say(recognised, 'your place of registration recognises you for dibao', 'your place of registration does not recognise you for dibao now', 'whether you are recognised for dibao is not yet verified')}, and ` +
    `what is left of twelve months' income, relief included, after necessary expenses is ${valueIn('en', stillBelow)}, ` +
    `${say(stillBelow, 'below', 'not below', 'which cannot yet be compared with')} the household's standard of ${limitIn('en', stillBelow)}`,
});
