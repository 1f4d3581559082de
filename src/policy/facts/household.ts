import { addMonths, firstDay, type Month, monthOfDay, type MonthSpan } from '../../kernel/calendar.ts';
import { type Interval, minus, plus, product } from '../../kernel/interval.ts';
import { type CountedEvent, countEvents, eventCosts } from './events.ts';
import { netExpenses } from '../money/expenses.ts';
import type { HouseholdFacts } from './facts.ts';
import { deductionsOfMonth, incomeContext, incomeOfMonth } from '../money/income.ts';
import { RECENT_MONTHS, WINDOW_MONTHS } from '../parameters/parameters.ts';
import { amountOfCounted, measurePopulation, type Population } from './population.ts';
import type { Standards } from '../money/standards.ts';
import { type UsedStandards, useStandards } from '../money/used-standards.ts';

/** One month of the window, in fen. */
interface MonthFigures {
  readonly month: Month;
  /** 家庭总收入 `T(m)`. */
  readonly income: Interval;
  /** 缴纳所得税 and 社会保障支出. */
  readonly deductions: Interval;
  /** 家庭可支配收入 `D(m)`. */
  readonly disposable: Interval;
  /** `S(m)`, per person. */
  readonly standardPerHead: Interval;
}

/** The facts of a household with the measured values that the rules compare; money is in fen, over the window. */
export interface Household {
  readonly facts: HouseholdFacts;
  /** `W`: the twelve whole months before the month of `asOf` (R1). */
  readonly window: MonthSpan;
  readonly population: Population;
  /** The last six months of the window. */
  readonly recentMonths: readonly MonthFigures[];
  readonly income: Interval;
  readonly deductions: Interval;
  /** 家庭可支配收入 `D`. */
  readonly disposable: Interval;
  /** `S`, per person. */
  readonly standardPerHead: Interval;
  /** `P·S`. */
  readonly standard: Interval;
  /** `E`. */
  readonly expenses: Interval;
  /** The OTHER_SPECIAL part of `E`: 其它特殊原因. */
  readonly otherSpecialExpenses: Interval;
  readonly events: readonly CountedEvent[];
  /** `V`. */
  readonly eventCosts: Interval;
  /** Paths of the provisional or outdated standards that were used, sorted. */
  readonly provisional: readonly string[];
}

export function measureHousehold(facts: HouseholdFacts, standards: Standards): Household {
  const month = monthOfDay(facts.asOf);
  const window = { from: addMonths(month, -WINDOW_MONTHS), to: addMonths(month, -1) };
  const used = useStandards(facts, standards);
  const population = measurePopulation(facts.members);
  const months = measureMonths(facts, window, population, used);
  const standardPerHead = plus(...months.map((figures) => figures.standardPerHead));
  const otherSpecial = facts.expenses.filter(({ kind }) => kind === 'OTHER_SPECIAL');
  const events = countEvents(facts.events, firstDay(window.from), facts.asOf);
  return {
    facts,
    window,
    population,
    recentMonths: months.slice(-RECENT_MONTHS),
    income: plus(...months.map(({ income }) => income)),
    deductions: plus(...months.map(({ deductions }) => deductions)),
    disposable: plus(...months.map(({ disposable }) => disposable)),
    standardPerHead,
    standard: product(population.heads, standardPerHead),
    expenses: amountOfCounted(population, (counted) => netExpenses(facts.expenses, counted, window)),
    otherSpecialExpenses: amountOfCounted(population, (counted) => netExpenses(otherSpecial, counted, window)),
    events,
    eventCosts: eventCosts(events),
    provisional: used.provisional(),
  };
}

function measureMonths(
  facts: HouseholdFacts,
  window: MonthSpan,
  population: Population,
  used: UsedStandards,
): readonly MonthFigures[] {
  const context = incomeContext(facts, population.counted, used);
  return Array.from({ length: WINDOW_MONTHS }, (_, index) => {
    const month = addMonths(window.from, index);
    const income = amountOfCounted(population, () => incomeOfMonth(context, month));
    const deductions = amountOfCounted(population, (counted) => deductionsOfMonth(facts.deductions, counted, month));
    const disposable = minus(income, deductions);
    return { month, income, deductions, disposable, standardPerHead: used.monthly('dibao', month) };
  });
}
