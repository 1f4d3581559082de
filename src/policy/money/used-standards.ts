import { type Month, monthOfDay, yearOf } from '../../kernel/calendar.ts';
import { exactly, type Interval, unknownAmount } from '../../kernel/interval.ts';
import type { HouseholdFacts } from '../facts/facts.ts';
import { monthlyStandardPath, ruralIncomePath } from '../facts/paths.ts';
import type { MonthlyStandardKind, Standards } from './standards.ts';

/** The local standards of one household's region. It records the paths of the provisional figures that were used. */
export interface UsedStandards {
  monthly(kind: MonthlyStandardKind, month: Month): Interval;
  /** The rural per-capita income in the region of the farm, for the calendar year before the year of `asOf` (R5). */
  lastYearsRuralIncome(): Interval;
  /** Paths of the provisional or outdated figures used so far, sorted. */
  provisional(): readonly string[];
}

export function useStandards(facts: HouseholdFacts, standards: Standards): UsedStandards {
  const provisional = new Set<string>();
  return {
    monthly: (kind, month) => {
      const found = standards.monthly(kind, facts.region, month);
      if (found === undefined) return unknownAmount([monthlyStandardPath(kind, facts.region, month)]);
      if (found.provisional) provisional.add(monthlyStandardPath(kind, facts.region, month));
      return exactly(found.amount);
    },
    lastYearsRuralIncome: () => {
      const region = facts.farmRegion ?? facts.region;
      const year = yearOf(monthOfDay(facts.asOf)) - 1;
      const found = standards.ruralIncome(region, year);
      if (found === undefined) return unknownAmount([ruralIncomePath(region, year)]);
      if (found.provisional) provisional.add(ruralIncomePath(region, year));
      return exactly(found.amount);
    },
    provisional: () => [...provisional].sort(),
  };
}
