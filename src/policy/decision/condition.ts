import * as interval from '../../kernel/interval.ts';
import type { Interval } from '../../kernel/interval.ts';
import { conjunction, disjunction, fromFact, negate, type State, type Truth } from '../../kernel/truth.ts';

/** The unit of a comparison: 元 (stored in fen), 平方米 (stored in hundredths), or a count. */
export type Unit = 'YUAN' | 'SQUARE_METRES' | 'COUNT';

export type Relation = 'AT_MOST' | 'BELOW' | 'ABOVE' | 'AT_LEAST';

/** A condition of a rule: its state, the missing facts and the values that it weighs, so that a reader can verify it. */
export type Condition = FactCondition | ComparisonCondition | CombinedCondition;

export interface FactCondition extends Truth {
  readonly kind: 'FACT';
}

export interface ComparisonCondition extends Truth {
  readonly kind: 'COMPARISON';
  readonly relation: Relation;
  readonly value: Interval;
  readonly limit: Interval;
  readonly unit: Unit;
}

export interface CombinedCondition extends Truth {
  readonly kind: 'ALL' | 'ANY';
  readonly parts: Conditions;
}

/** Conditions by name, in the order in which the clause has them. */
export type Conditions = Readonly<Record<string, Condition>>;

export function fact(truth: Truth): FactCondition {
  return { kind: 'FACT', state: truth.state, missing: truth.missing };
}

/** A recorded fact that must be true; `null` is unknown, and `path` names the fact to find out. */
export function isTrue(value: boolean | null, path: string): FactCondition {
  return fact(fromFact(value, path));
}

/** A recorded fact that must be false. */
export function isFalse(value: boolean | null, path: string): FactCondition {
  return fact(negate(fromFact(value, path)));
}

export function allOf(parts: Conditions): CombinedCondition {
  return combined('ALL', parts, conjunction(Object.values(parts)));
}

export function anyOf(parts: Conditions): CombinedCondition {
  return combined('ANY', parts, disjunction(Object.values(parts)));
}

export function atMost(value: Interval, limit: Interval, unit: Unit = 'YUAN'): ComparisonCondition {
  return comparison('AT_MOST', value, limit, unit, interval.isAtMost(value, limit));
}

export function below(value: Interval, limit: Interval, unit: Unit = 'YUAN'): ComparisonCondition {
  return comparison('BELOW', value, limit, unit, interval.isBelow(value, limit));
}

export function above(value: Interval, limit: Interval, unit: Unit = 'YUAN'): ComparisonCondition {
  return comparison('ABOVE', value, limit, unit, interval.isAbove(value, limit));
}

export function atLeast(value: Interval, limit: Interval, unit: Unit = 'YUAN'): ComparisonCondition {
  return comparison('AT_LEAST', value, limit, unit, interval.isAtLeast(value, limit));
}

function comparison(
  relation: Relation,
  value: Interval,
  limit: Interval,
  unit: Unit,
  { state, missing }: { readonly state: State; readonly missing: readonly string[] },
): ComparisonCondition {
  return { kind: 'COMPARISON', relation, value, limit, unit, state, missing };
}

function combined(kind: 'ALL' | 'ANY', parts: Conditions, { state, missing }: Truth): CombinedCondition {
  return { kind, parts, state, missing };
}
