import type { Day } from '../../kernel/calendar.ts';
import type { Fen } from '../../kernel/fen.ts';
import { invariant } from '../../kernel/invariant.ts';

/** `PUBLISHED`: published for that place; `PROVISIONAL`: a substitute until the local figure is known. */
export const STANDARD_STATUSES = ['PUBLISHED', 'PROVISIONAL'] as const;
export type StandardStatus = (typeof STANDARD_STATUSES)[number];

/** A monthly figure of one region, in force from a day until the region's next one. */
interface MonthlyStandard {
  readonly region: string;
  readonly from: Day;
  readonly monthly: Fen;
  readonly status: StandardStatus;
  /** The last day on which the figure was verified to be the newest; `null` means no limit. */
  readonly knownUntil: Day | null;
}

/** 农村居民人均可支配收入 of one region and calendar year, per head. */
interface RuralIncome {
  readonly region: string;
  readonly year: number;
  readonly annual: Fen;
  readonly status: StandardStatus;
}

export interface StandardEntries {
  /** 最低生活保障标准. */
  readonly dibao: readonly MonthlyStandard[];
  /** 最低工资标准. */
  readonly minimumWage: readonly MonthlyStandard[];
  readonly ruralIncome: readonly RuralIncome[];
}

/** The figure that applies, and whether a decision must mention it as provisional or outdated. */
interface AppliedStandard {
  readonly amount: Fen;
  readonly provisional: boolean;
}

export type MonthlyStandardKind = 'dibao' | 'minimumWage';

/** The dated local standards, indexed for look-up. */
export interface Standards {
  /** The figure in force on a day; `undefined` if there is none. */
  monthly(kind: MonthlyStandardKind, region: string, on: Day): AppliedStandard | undefined;
  /** The rural per-capita income published for `year`. */
  ruralIncome(region: string, year: number): AppliedStandard | undefined;
}

/** Indexes the entries; no two entries of a region may begin on the same day (or have the same year). */
export function indexStandards(entries: StandardEntries): Standards {
  const monthly = { dibao: latestFirst(entries.dibao), minimumWage: latestFirst(entries.minimumWage) };
  const rural = new Map(entries.ruralIncome.map((entry) => [ruralKey(entry.region, entry.year), entry]));
  invariant(rural.size === entries.ruralIncome.length, 'one rural income a region and year');
  return {
    monthly: (kind, region, on) => {
      const entry = monthly[kind].get(region)?.find(({ from }) => from <= on);
      return entry && { amount: entry.monthly, provisional: isProvisional(entry, on) };
    },
    ruralIncome: (region, year) => {
      const entry = rural.get(ruralKey(region, year));
      return entry && { amount: entry.annual, provisional: entry.status === 'PROVISIONAL' };
    },
  };
}

function latestFirst(entries: readonly MonthlyStandard[]): ReadonlyMap<string, readonly MonthlyStandard[]> {
  const byRegion = Map.groupBy(entries, ({ region }) => region);
  for (const list of byRegion.values()) {
    list.sort((a, b) => b.from - a.from);
    invariant(new Set(list.map(({ from }) => from)).size === list.length, 'one standard a region and day');
  }
  return byRegion;
}

function ruralKey(region: string, year: number): string {
  return `${region}.${year}`;
}

function isProvisional({ status, knownUntil }: MonthlyStandard, on: Day): boolean {
  return status === 'PROVISIONAL' || (knownUntil !== null && on > knownUntil);
}
