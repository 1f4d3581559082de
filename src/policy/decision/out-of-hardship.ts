import { isAbove, product } from '../../kernel/interval.ts';
import { conjunction, negate, type Truth } from '../../kernel/truth.ts';
import type { HouseholdFacts } from '../facts/facts.ts';
import { measureHousehold } from '../facts/household.ts';
import type { Standards } from '../money/standards.ts';
import { CATEGORY_NAMES } from '../names.ts';
import { assess } from './assess.ts';

/**
 * 随时脱困随时撤档 (Article 16). The text does not say when a household is out of hardship: it is where every category fails, and
 * income per head was above the standard in each of the last six months of the window. What is unknown leaves it open.
 */
export function isOutOfHardship(facts: HouseholdFacts, standards: Standards): Truth {
  const { recentMonths, population } = measureHousehold(facts, standards);
  const categories = assess(facts, standards).findings.filter(({ rule }) => rule in CATEGORY_NAMES);
  return conjunction([
    ...categories.map(({ state, missing }) => negate({ state, missing })),
    ...recentMonths.map(({ disposable, standardPerHead }) => {
      return isAbove(disposable, product(population.heads, standardPerHead));
    }),
  ]);
}
