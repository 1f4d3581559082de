import { asFen, divideRounded, type Fen } from '../../kernel/fen.ts';
import type { MonthSpan } from '../../kernel/calendar.ts';
import { type Interval, isKnown, minus } from '../../kernel/interval.ts';
import type { HouseholdFacts, Level } from '../facts/facts.ts';
import { type Household, measureHousehold } from '../facts/household.ts';
import { type Decision, decide } from './outcome.ts';
import { WINDOW_MONTHS } from '../parameters/parameters.ts';
import { parametersFor } from '../profiles.ts';
import type { Finding } from './rule.ts';
import { categoryRules, exclusionRules } from './rulebook.ts';
import type { Standards } from '../money/standards.ts';

/** Totals over the window in fen; a total is `null` if it is unknown. */
interface Totals {
  readonly income: Fen | null;
  readonly deductions: Fen | null;
  readonly disposable: Fen | null;
  /** The sum of the window's monthly standards, per person. */
  readonly standard: Fen | null;
  readonly expenses: Fen | null;
  readonly eventCosts: Fen | null;
}

/** The decision on a household at one level, with everything that led to it. */
export interface Assessment extends Decision {
  readonly level: Level;
  readonly window: MonthSpan;
  /** `null` if it is unknown. */
  readonly population: number | null;
  readonly totals: Totals;
  /** `D / (12 P)`, rounded half away from zero; it is only shown, never compared. */
  readonly perCapitaMonthly: Fen | null;
  /** `(D − E − V) / (12 P)`. */
  readonly perCapitaMonthlyAfterExpenses: Fen | null;
  /** Paths of the standards used that are provisional or past the day until which they are known, sorted. */
  readonly provisional: readonly string[];
  /** In the order of the rulebook, exclusions after categories; a rule switched off has none. */
  readonly findings: readonly Finding[];
}

/** Decides who is eligible and why (POLICY sections 2 to 7). Pure: the same facts and standards, the same decision. */
export function assess(facts: HouseholdFacts, standards: Standards): Assessment {
  const parameters = parametersFor(facts);
  const household = measureHousehold(facts, standards);
  const categories: Finding<(typeof categoryRules)[number]['id']>[] = [];
  for (const rule of categoryRules) categories.push(rule.evaluate(household, parameters, categories));
  const exclusions = exclusionRules
    .filter(({ id }) => !parameters.exclusionsOff.includes(id))
    .map((rule) => rule.evaluate(household, parameters, []));
  const { disposable, expenses, eventCosts, population } = household;
  return {
    level: facts.level,
    ...decide(facts.worker.migrant, categories, exclusions),
    window: household.window,
    population: population.size,
    totals: computeTotals(household),
    perCapitaMonthly: perHeadAndMonth(disposable, population.heads),
    perCapitaMonthlyAfterExpenses: perHeadAndMonth(minus(disposable, expenses, eventCosts), population.heads),
    provisional: household.provisional,
    findings: [...categories, ...exclusions],
  };
}

function computeTotals(household: Household): Totals {
  return {
    income: known(household.income),
    deductions: known(household.deductions),
    disposable: known(household.disposable),
    standard: known(household.standardPerHead),
    expenses: known(household.expenses),
    eventCosts: known(household.eventCosts),
  };
}

function known(interval: Interval): Fen | null {
  return isKnown(interval) ? asFen(interval.min) : null;
}

function perHeadAndMonth(amount: Interval, heads: Interval): Fen | null {
  return isKnown(amount) && isKnown(heads) ? divideRounded(asFen(amount.min), WINDOW_MONTHS * heads.min) : null;
}
