import { asFen, divideRounded, type Fen } from '../../kernel/fen.ts';
import type { MonthSpan } from '../../kernel/calendar.ts';
import { type Interval, isKnown, minus } from '../../kernel/interval.ts';
import type { ExclusionId, HouseholdFacts, Level } from '../facts/facts.ts';
import { type Household, measureHousehold } from '../facts/household.ts';
import { type Decision, decide } from './outcome.ts';
import { type Parameters, WINDOW_MONTHS } from '../parameters/parameters.ts';
import { parametersFor } from '../profiles.ts';
import type { CategoryId, Finding, Rule } from './rule.ts';
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
  return decideAtLevels(facts, standards).assessment;
}

/** The level and the profile by which a household is decided. */
type AtLevel = Pick<HouseholdFacts, 'level' | 'profile'>;

/** A household that is measured once and decided at several levels. */
interface MeasuredDecisions {
  /** At the level of the facts themselves. */
  readonly assessment: Assessment;
  /** The decision at another level, without what led to it. */
  readonly decide: (at: AtLevel) => Decision;
}

/**
 * Measures a household once, to decide it at several levels, each by its own profile. A rule is not weighed again where all that
 * it reads is as at the level before.
 */
export function decideAtLevels(facts: HouseholdFacts, standards: Standards): MeasuredDecisions {
  const household = measureHousehold(facts, standards);
  let last = weigh(household, parametersFor(facts), null);
  return {
    assessment: assessment(household, last),
    decide: ({ level, profile }) => {
      last = weigh(household, parametersFor({ ...facts, level, profile }), last);
      return decision(household, last);
    },
  };
}

/** The findings of all rules at one level, those that are switched off too. */
interface Weighed {
  readonly parameters: Parameters;
  readonly categories: readonly Finding<CategoryId>[];
  readonly exclusions: readonly Finding<ExclusionId>[];
}

function weigh(household: Household, parameters: Parameters, last: Weighed | null): Weighed {
  const isSame = ({ reads }: Rule) =>
    last !== null && reads.every((name) => parameters[name] === last.parameters[name]);
  const categories: Finding<CategoryId>[] = [];
  for (const [at, rule] of categoryRules.entries()) {
    const earlier = categories.every((finding, index) => finding === last?.categories[index]);
    const found = earlier && isSame(rule) ? last?.categories[at] : undefined;
    categories.push(found ?? rule.evaluate(household, parameters, categories));
  }
  const exclusions = exclusionRules.map((rule, at) => {
    const found = isSame(rule) ? last?.exclusions[at] : undefined;
    return found ?? rule.evaluate(household, parameters, []);
  });
  return { parameters, categories, exclusions };
}

/** The exclusions that are not switched off. */
function exclusionsOn({ parameters, exclusions }: Weighed): readonly Finding<ExclusionId>[] {
  return exclusions.filter(({ rule }) => !parameters.exclusionsOff.includes(rule));
}

function decision({ facts }: Household, weighed: Weighed): Decision {
  return decide(facts.worker.migrant, weighed.categories, exclusionsOn(weighed));
}

function assessment(household: Household, weighed: Weighed): Assessment {
  const { disposable, expenses, eventCosts, population } = household;
  return {
    level: household.facts.level,
    ...decision(household, weighed),
    window: household.window,
    population: population.size,
    totals: computeTotals(household),
    perCapitaMonthly: perHeadAndMonth(disposable, population.heads),
    perCapitaMonthlyAfterExpenses: perHeadAndMonth(minus(disposable, expenses, eventCosts), population.heads),
    provisional: household.provisional,
    findings: [...weighed.categories, ...exclusionsOn(weighed)],
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
