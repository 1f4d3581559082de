import { addMonths, firstDay, type Month, monthOfDay, type MonthSpan } from '../../kernel/calendar.ts';
import { exactly, type Interval, minus, plus, product, unknownAmount } from '../../kernel/interval.ts';
import { type CountedEvent, countEvents, eventCosts } from './events.ts';
import { netExpenses } from '../money/expenses.ts';
import type { HouseholdFacts } from './facts.ts';
import { deductionsOfMonth, incomeContext, incomeOfMonth } from '../money/income.ts';
import { RECENT_MONTHS, WINDOW_MONTHS } from '../parameters/parameters.ts';
import { measurePopulation, openMoney, type Population } from './population.ts';
import { isServed, referenceDay } from './survey.ts';
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
}

interface RecentMonth extends MonthFigures {
  /** `S(m)`, per person. */
  readonly standardPerHead: Interval;
}

/** The facts of a household with the measured values that the rules compare; money is in fen, over the window. */
export interface Household {
  readonly facts: HouseholdFacts;
  /** `W`: the twelve whole months before the month of the reference day (R1, R16). */
  readonly window: MonthSpan;
  readonly population: Population;
  /** The paths that leave members' money unknown; empty where it is known, as far as the records go. */
  readonly openMoney: readonly string[];
  /** The last six months of the window. */
  readonly recentMonths: readonly RecentMonth[];
  readonly income: Interval;
  readonly deductions: Interval;
  /** 家庭可支配收入 `D`. */
  readonly disposable: Interval;
  /** `S`, per person: twelve times the monthly standard in force on `asOf` (R18). */
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
  const month = monthOfDay(referenceDay(facts));
  const window = { from: addMonths(month, -WINDOW_MONTHS), to: addMonths(month, -1) };
  const used = useStandards(facts, standards);
  const population = measurePopulation(facts.members);
  const open = openMoney(population, isServed(facts));
  const months = measureMonths(facts, window, { population, open }, used);
  const standardPerHead = product(exactly(WINDOW_MONTHS), used.dibaoOn(facts.asOf));
  const spent = (expenses: HouseholdFacts['expenses']) =>
    open.length > 0 ? unknownAmount(open) : netExpenses(expenses, population.countedIds, window);
  const events = countEvents(facts.events, firstDay(window.from), facts.asOf);
  return {
    facts,
    window,
    population,
    openMoney: open,
    recentMonths: months.slice(-RECENT_MONTHS).map((figures) => {
      return { ...figures, standardPerHead: used.monthly('dibao', figures.month) };
    }),
    income: plus(...months.map(({ income }) => income)),
    deductions: plus(...months.map(({ deductions }) => deductions)),
    disposable: plus(...months.map(({ disposable }) => disposable)),
    standardPerHead,
    standard: product(population.heads, standardPerHead),
    expenses: spent(facts.expenses),
    otherSpecialExpenses: spent(facts.expenses.filter(({ kind }) => kind === 'OTHER_SPECIAL')),
    events,
    eventCosts: eventCosts(events),
    provisional: used.provisional(),
  };
}

function measureMonths(
  facts: HouseholdFacts,
  window: MonthSpan,
  { population, open }: { readonly population: Population; readonly open: readonly string[] },
  used: UsedStandards,
): readonly MonthFigures[] {
  const context = incomeContext(facts, population.counted, used);
  const unknown = open.length > 0 ? unknownAmount(open) : null;
  return Array.from({ length: WINDOW_MONTHS }, (_, index) => {
    const month = addMonths(window.from, index);
    const income = unknown ?? incomeOfMonth(context, month);
    const deductions = unknown ?? deductionsOfMonth(facts.deductions, population.countedIds, month);
    return { month, income, deductions, disposable: minus(income, deductions) };
  });
}
