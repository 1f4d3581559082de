import { type MonthSpan, printMonth } from '../../kernel/calendar.ts';
import { printHundredths } from '../../kernel/decimal.ts';
import { type Fen, printYuan } from '../../kernel/fen.ts';
import type { Interval } from '../../kernel/interval.ts';
import type { State } from '../../kernel/truth.ts';
import type { Assessment } from '../../policy/decision/assess.ts';
import type { Condition, Conditions, Relation, Unit } from '../../policy/decision/condition.ts';
import type { Finding } from '../../policy/decision/rule.ts';

/**
 * An exact amount: yuan and square metres as decimal strings of two places, counts as numbers. If only bounds are
 * known, it is an object of them (`max: null` means no upper bound); if nothing is known, it is `null`.
 */
type FigureAmount = string | number | null | { readonly min: string | number; readonly max: string | number | null };

type Figure =
  | { readonly state: State }
  | {
      readonly state: State;
      readonly value: FigureAmount;
      readonly relation: Relation;
      readonly limit: FigureAmount;
      readonly unit: Unit;
    }
  | { readonly state: State; readonly all: Figures }
  | { readonly state: State; readonly any: Figures };

export type Figures = Readonly<Record<string, Figure>>;

/** The JSON of an assessment, in the form of the worked cases. It makes the sentences of the findings. */
export function assessmentJson(assessment: Assessment) {
  const { level, outcome, primaryCategory, categories, window, population, totals, missing, provisional } = assessment;
  return {
    level,
    outcome,
    primaryCategory,
    categories,
    window: spanJson(window),
    population,
    totals: {
      income: yuanJson(totals.income),
      deductions: yuanJson(totals.deductions),
      disposable: yuanJson(totals.disposable),
      standard: yuanJson(totals.standard),
      expenses: yuanJson(totals.expenses),
      eventCosts: yuanJson(totals.eventCosts),
    },
    perCapitaMonthly: yuanJson(assessment.perCapitaMonthly),
    perCapitaMonthlyAfterExpenses: yuanJson(assessment.perCapitaMonthlyAfterExpenses),
    missing,
    provisional,
    findings: assessment.findings.map(findingJson),
  };
}

function findingJson({ rule, article, readings, state, conditions, sentences }: Finding) {
  return { rule, article, readings, state, figures: figuresJson(conditions), ...sentences() };
}

export function figuresJson(conditions: Conditions): Figures {
  return Object.fromEntries(Object.entries(conditions).map(([name, condition]) => [name, figureJson(condition)]));
}

function figureJson(condition: Condition): Figure {
  const { state } = condition;
  switch (condition.kind) {
    case 'FACT':
      return { state };
    case 'ALL':
      return { state, all: figuresJson(condition.parts) };
    case 'ANY':
      return { state, any: figuresJson(condition.parts) };
    case 'COMPARISON': {
      const { value, relation, limit, unit } = condition;
      return { state, value: amountJson(value, unit), relation, limit: amountJson(limit, unit), unit };
    }
  }
}

function amountJson({ min, max }: Interval, unit: Unit): FigureAmount {
  const print = (amount: number) => (unit === 'COUNT' ? amount : printHundredths(amount));
  if (min === -Infinity) return null;
  return min === max ? print(min) : { min: print(min), max: max === Infinity ? null : print(max) };
}

function spanJson({ from, to }: MonthSpan) {
  return { from: printMonth(from), to: printMonth(to) };
}

function yuanJson(amount: Fen | null): string | null {
  return amount === null ? null : printYuan(amount);
}
