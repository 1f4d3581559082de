import { exactly, fromAmount, type Interval, minus, multiple, plus } from '../../../kernel/interval.ts';
import { disjunction } from '../../../kernel/truth.ts';
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
import { limitIn, say, type Sentences, valueIn } from '../../decision/wording.ts';

/**
 * 家庭人均收入超过当地最低生活保障标准较多，但由于遭受突发事件、意外伤害、重大疾病导致生活困难的职工家庭. Articles 3 and 5;
 * reading R7: 超过较多 begins where 略高于 ends. Within `suddenMultiple` standards (含3倍) what is left after the event's
 * costs is compared with the standard; above it, savings and investments are added first.
 */
export const suddenHardship = category({
  id: 'SUDDEN_HARDSHIP',
  article: 5,
  readings: ['R7'],
  title: {
    zh: '收入超过低保标准较多、因突发事件生活困难',
    en: 'a household well above the standard in sudden hardship',
  },
  conditions: (household, parameters) => ({
    wellAbove: above(household.disposable, multiple(household.standard, parameters.nearMultiple)),
    event: fact(disjunction(household.events.map(({ qualifies }) => qualifies))),
    afterCosts: afterCosts(household, parameters),
  }),
  zh: ({ wellAbove, event, afterCosts: left }) =>
    [
      `您家十二个月可支配收入${valueIn('zh', wellAbove)}，${say(wellAbove, '超过', '没有超过', '尚不能确定是否超过')}“略高于低保标准”的上限${limitIn('zh', wellAbove)}`,
      say(event, '有符合第五条的突发事件', '没有符合第五条的突发事件', '有无符合第五条的突发事件尚待核实'),
      whatIsLeft(left).zh,
    ].join('，'),
  en: ({ wellAbove, event, afterCosts: left }) =>
    [
      `your disposable income of twelve months, ${valueIn('en', wellAbove)}, ${say(wellAbove, 'is above', 'is not above', 'cannot yet be compared with')} the limit of "near the standard", ${limitIn('en', wellAbove)}`,
      say(
        event,
        'a sudden event of Article 5 stands',
        'no sudden event of Article 5 stands',
        'whether a sudden event of Article 5 stands is not yet verified',
      ),
      whatIsLeft(left).en,
    ].join(', '),
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

function afterCosts(household: Household, { suddenMultiple }: Parameters): AfterCosts {
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

/** Only one case applies once the income is known; until then the stricter one is worded. */
function whatIsLeft({ parts: { within, beyond } }: AfterCosts): Sentences {
  const { income } = within.parts;
  const { left } = (income.state === 'HOLDS' ? within : beyond).parts;
  return {
    zh:
      `${say(income, '未超过', '超过', '尚不能确定是否超过')}计入储蓄和投资的界限${limitIn('zh', income)}，` +
      `${say(income, '扣除意外致困支出后', '加上储蓄和投资、扣除意外致困支出后', '加上储蓄和投资、扣除意外致困支出后')}为${valueIn('zh', left)}，` +
      `${say(left, '没有超过', '超过', '尚不能确定是否超过')}全家低保标准合计${limitIn('zh', left)}`,
    en:
      `the income ${say(income, 'is within', 'is above', 'cannot yet be compared with')} ${limitIn('en', income)}, above which savings and investments count, and ` +
      `what is left after the costs of the event${say(income, '', ', savings and investments added', ', savings and investments added')}, ${valueIn('en', left)}, ` +
      `${say(left, 'is within', 'is above', 'cannot yet be compared with')} the household's standard of ${limitIn('en', left)}`,
  };
}
