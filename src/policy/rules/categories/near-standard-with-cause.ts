import { exactly, isAbove, minus, multiple } from '../../../kernel/interval.ts';
import { disjunction, fromFact } from '../../../kernel/truth.ts';
import { anyOf, atMost, type CombinedCondition, fact, type FactCondition } from '../../decision/condition.ts';
import { isCause } from '../../facts/events.ts';
import type { Household } from '../../facts/household.ts';
import { memberPath } from '../../facts/paths.ts';
import { whereCounted } from '../../facts/population.ts';
import { category } from '../../decision/rule.ts';
import { bound, compared } from '../../wording/amounts.ts';
import {
  incomeAndLine,
  isComparable,
  multipleOfLine,
  necessaryExpenses,
  whatIsLeft,
  whyNotComparable,
} from '../../wording/money.ts';
import { clauses, listed, NO_WORDS, say, type Sentences } from '../../wording/sentences.ts';

/**
 * 家庭人均收入略高于当地最低生活保障标准，但由于患病、子女上学、残疾、单亲及其它特殊原因造成生活困难的职工家庭. Articles 3 and 5;
 * readings R6, R8, R13. Holds when the income is at most `nearMultiple` standards, there is a cause, and the income left after
 * the necessary expenses is at most the standard. There is no lower bound: a poorer household qualifies all the more.
 */
export const nearStandardWithCause = category({
  id: 'NEAR_STANDARD_WITH_CAUSE',
  article: 5,
  readings: ['R6', 'R8', 'R13'],
  reads: ['nearMultiple'],
  title: { zh: '收入略高于低保标准、因故生活困难', en: 'a household near the standard with a cause of hardship' },
  conditions: (household, { nearMultiple }) => {
    const { disposable, expenses, eventCosts, standard } = household;
    return {
      near: atMost(disposable, multiple(standard, nearMultiple)),
      cause: causeCondition(household),
      afterExpenses: atMost(minus(disposable, expenses, eventCosts), standard),
    };
  },
  words: ({ near, cause, afterExpenses }, household, { nearMultiple }) => {
    if (!isComparable(household)) {
      return clauses(whyNotComparable(household), notCompared(nearMultiple), causeInWords(cause));
    }
    return clauses(
      incomeAndLine(household),
      incomeIs(compared(near, multipleOfLine(nearMultiple, near)), household),
      causeInWords(cause),
      whatIsLeft(afterExpenses, necessaryExpenses(household, NO_WORDS), household),
    );
  },
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

/** Whose state it is, is not said: states of health are told to no more people than need be. */
function causeInWords(cause: ReturnType<typeof causeCondition>): Sentences {
  const causes = Object.keys(causeNames) as Cause[];
  const { zh, en } = listed(
    causes.filter((name) => cause.parts[name].state === 'HOLDS').map((name) => causeNames[name]),
  );
  return say(cause, {
    HOLDS: { zh: `有经核实的致困原因（${zh}）`, en: `a verified cause stands (${en})` },
    FAILS: {
      zh: '计入人口的成员没有经核实的致困原因（医疗等支出只计入比较）',
      en: 'no verified cause stands among those who count (bills enter only the comparison)',
    },
    UNKNOWN: { zh: '有无致困原因尚待核实', en: 'whether a cause stands is not yet verified' },
  });
}

/** A household below the line counts here all the more (R6). */
function incomeIs({ zh, en }: Sentences, { disposable, standard }: Household): Sentences {
  const isBelow = disposable.max < standard.min;
  return {
    zh: `收入合计${zh}${isBelow ? '，还低于低保标准，更符合这一类的收入条件' : ''}`,
    en: `the income is ${en}${isBelow ? ', and even below the standard, so that it meets the bound of this category all the more' : ''}`,
  };
}

function notCompared(nearMultiple: number): Sentences {
  const times = bound(nearMultiple);
  return {
    zh: `收入是否超过低保标准的${times}倍、扣除必要支出后是否超过低保标准尚不能确定`,
    en: `whether the income is above ${times} times the standard, and what is left of it after necessary expenses above the standard, is not yet known`,
  };
}
