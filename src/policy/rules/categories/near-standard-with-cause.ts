import { exactly, isAbove, minus, multiple } from '../../../kernel/interval.ts';
import { disjunction, fromFact } from '../../../kernel/truth.ts';
import { anyOf, atMost, type CombinedCondition, fact, type FactCondition } from '../../decision/condition.ts';
import { isCause } from '../../facts/events.ts';
import type { Household } from '../../facts/household.ts';
import { memberPath } from '../../facts/paths.ts';
import { whereCounted } from '../../facts/population.ts';
import { category } from '../../decision/rule.ts';
import { limitIn, say, valueIn } from '../../decision/wording.ts';

/**
 * 家庭人均收入略高于当地最低生活保障标准，但由于患病、子女上学、残疾、单亲及其它特殊原因造成生活困难的职工家庭. Articles 3 and 5;
 * readings R6, R8, R13. Holds when the income is at most `nearMultiple` standards, there is a cause, and the income left after
 * the necessary expenses is at most the standard. There is no lower bound: a poorer household qualifies all the more.
 */
export const nearStandardWithCause = category({
  id: 'NEAR_STANDARD_WITH_CAUSE',
  article: 5,
  readings: ['R6', 'R8', 'R13'],
  title: { zh: '收入略高于低保标准、因故生活困难', en: 'a household near the standard with a cause of hardship' },
  conditions: (household, { nearMultiple }) => {
    const { disposable, expenses, eventCosts, standard } = household;
    return {
      near: atMost(disposable, multiple(standard, nearMultiple)),
      cause: causeCondition(household),
      afterExpenses: atMost(minus(disposable, expenses, eventCosts), standard),
    };
  },
  zh: ({ near, cause, afterExpenses }) =>
    `您家十二个月可支配收入${valueIn('zh', near)}，${say(near, '没有超过', '超过', '尚不能确定是否超过')}“略高于低保标准”的上限${limitIn('zh', near)}，` +
    `${say(cause, `有经核实的致困状况（${causesThatHold(cause, 'zh').join('、')}）`, '计入人口的成员没有经核实的致困状况（医疗等支出只计入比较）', '有无致困状况尚待核实')}，` +
    `扣除必要支出后为${valueIn('zh', afterExpenses)}，${say(afterExpenses, '没有超过', '超过', '尚不能确定是否超过')}全家低保标准合计${limitIn('zh', afterExpenses)}`,
  en: ({ near, cause, afterExpenses }) =>
    `your disposable income of twelve months, ${valueIn('en', near)}, ${say(near, 'is within', 'is above', 'cannot yet be compared with')} the limit of "near the standard", ${limitIn('en', near)}, ` +
    `${say(cause, `a verified cause stands (${causesThatHold(cause, 'en').join(', ')})`, 'no verified cause stands among the members counted (bills enter only the comparison)', 'whether a cause stands is not yet verified')}, ` +
    `and what is left after necessary expenses, ${valueIn('en', afterExpenses)}, ${say(afterExpenses, 'is within', 'is above', 'cannot yet be compared with')} the household's standard of ${limitIn('en', afterExpenses)}`,
});

const causeNames = {
  ill: { zh: '患病', en: 'illness' },
  inEducation: { zh: '子女上学', en: 'schooling' },
  disabled: { zh: '残疾', en: 'disability' },
  singleParent: { zh: '单亲', en: 'single parent' },
  otherSpecial: { zh: '其它特殊原因', en: 'another special cause' },
  event: { zh: '突发事件', en: 'a sudden event' },
} as const;

type Cause = keyof typeof causeNames;

/** A cause is a verified state; expenses matter only for the comparison (R13). */
function causeCondition(
  household: Household,
): CombinedCondition & { readonly parts: Readonly<Record<Cause, FactCondition>> } {
  const { facts, otherSpecialExpenses, events } = household;
  const parts = {
    ill: anyMember(household, 'ill'),
    inEducation: anyMember(household, 'inEducation'),
    disabled: anyMember(household, 'disabled'),
    singleParent: fact(fromFact(facts.singleParent, 'singleParent')),
    otherSpecial: fact(isAbove(otherSpecialExpenses, exactly(0))),
    event: fact(disjunction(events.map(isCause))),
  };
  return { ...anyOf(parts), parts };
}

function anyMember({ population }: Household, state: 'ill' | 'inEducation' | 'disabled'): FactCondition {
  return fact(
    whereCounted(population, ({ counted }) =>
      disjunction(counted.map((member) => fromFact(member[state], memberPath(member, state)))),
    ),
  );
}

function causesThatHold({ parts }: ReturnType<typeof causeCondition>, language: 'zh' | 'en'): readonly string[] {
  const causes = Object.keys(causeNames) as Cause[];
  return causes.filter((cause) => parts[cause].state === 'HOLDS').map((cause) => causeNames[cause][language]);
}
