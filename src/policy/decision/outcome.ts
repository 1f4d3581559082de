import type { ExclusionId } from '../facts/facts.ts';
import type { CategoryId, Finding } from './rule.ts';

type Outcome = 'ELIGIBLE' | 'INELIGIBLE' | 'INDETERMINATE';

/** The outcome of the findings, and the facts to find out next (POLICY section 6). */
export interface Decision {
  readonly outcome: Outcome;
  readonly categories: readonly CategoryId[];
  readonly primaryCategory: CategoryId | null;
  /** Empty unless the outcome is `INDETERMINATE`; sorted by code unit. */
  readonly missing: readonly string[];
}

export function decide(
  migrant: boolean,
  categories: readonly Finding<CategoryId>[],
  exclusions: readonly Finding<ExclusionId>[],
): Decision {
  const decisive = categories.filter(({ rule }) => (rule === 'MIGRANT_WORKER') === migrant);
  const outcome = decideOutcome(decisive, exclusions);
  const holding = holds(decisive) ? categories.filter(({ state }) => state === 'HOLDS').map(({ rule }) => rule) : [];
  return {
    outcome,
    categories: holding,
    primaryCategory: (migrant ? holding.at(-1) : holding[0]) ?? null,
    missing: outcome === 'INDETERMINATE' ? listMissing(decisive, exclusions) : [],
  };
}

function decideOutcome(decisive: readonly Finding[], exclusions: readonly Finding[]): Outcome {
  if (holds(exclusions)) return 'INELIGIBLE';
  if (!holds(decisive) && !isOpen(decisive)) return 'INELIGIBLE';
  if (holds(decisive) && !isOpen(exclusions)) return 'ELIGIBLE';
  return 'INDETERMINATE';
}

function listMissing(decisive: readonly Finding[], exclusions: readonly Finding[]): readonly string[] {
  const relevant = holds(decisive) ? exclusions : [...decisive, ...exclusions];
  return [...new Set(relevant.flatMap(({ missing }) => missing))].sort();
}

function holds(findings: readonly Finding[]): boolean {
  return findings.some(({ state }) => state === 'HOLDS');
}

function isOpen(findings: readonly Finding[]): boolean {
  return findings.some(({ state }) => state === 'UNKNOWN');
}
