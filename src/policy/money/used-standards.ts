import { type Day, firstDay, type Month, monthOfDay, yearOf } from '../../kernel/calendar.ts';
import { exactly, type Interval, unknownAmount } from '../../kernel/interval.ts';
import type { HouseholdFacts } from '../facts/facts.ts';
import { referenceDay } from '../facts/survey.ts';
import { monthlyStandardPath, ruralIncomePath } from '../facts/paths.ts';
import type { MonthlyStandardKind, Standards } from './standards.ts';

/** The local standards of one household's region. It records the paths of the provisional figures that were used. */
export interface UsedStandards {
  /** The figure in force on the first day of the month. */
  monthly(kind: MonthlyStandardKind, month: Month): Interval;
  /** 低保标准 in force on a day; the path of a missing one names the month of the day (R18). */
  dibaoOn(day: Day): Interval;
  /** The rural per-capita income in the region of the farm, for the year before that of the reference day (R5). */
  lastYearsRuralIncome(): Interval;
  /** Paths of the provisional or outdated figures used so far, sorted. */
  provisional(): readonly string[];
}

export function useStandards(facts: HouseholdFacts, standards: Standards): UsedStandards {
  const provisional = new Set<string>();
  const inForce = (kind: MonthlyStandardKind, month: Month, on: Day) => {
    const found = standards.monthly(kind, facts.region, on);
    if (found === undefined) return unknownAmount([monthlyStandardPath(kind, facts.region, month)]);
    if (found.provisional) provisional.add(monthlyStandardPath(kind, facts.region, month));
    return exactly(found.amount);
  };
  return {
    monthly: (kind, month) => inForce(kind, month, firstDay(month)),
    dibaoOn: (day) => inForce('dibao', monthOfDay(day), day),
    lastYearsRuralIncome: () => {
      const region = facts.farmRegion ?? facts.region;
      const year = yearOf(monthOfDay(referenceDay(facts))) - 1;
      const found = standards.ruralIncome(region, year);
      if (found === undefined) return unknownAmount([ruralIncomePath(region, year)]);
      if (found.provisional) provisional.add(ruralIncomePath(region, year));
      return exactly(found.amount);
    },
    provisional: () => [...provisional].sort(),
  };
}
