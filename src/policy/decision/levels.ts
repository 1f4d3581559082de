import type { Assessment } from './assess.ts';
import { type Level, LEVELS } from '../facts/facts.ts';

/** Whose money it is: 中央财政, 省财政, or that of a lower level. */
export type FundLevel = 'CENTRAL' | 'PROVINCIAL' | Exclude<Level, 'NATIONAL'>;

/** The level of a household's file: the highest of those that it meets, `null` where it meets none (Article 2). */
export function fileLevel(assessments: readonly Assessment[]): Level | null {
  const met = new Set(assessments.filter(({ outcome }) => outcome === 'ELIGIBLE').map(({ level }) => level));
  return LEVELS.find((level) => met.has(level)) ?? null;
}

/** Central and provincial money reaches national files only; local money its own level and those above (Article 2). */
export function mayReach(fund: FundLevel, file: Level): boolean {
  const lowest = fund === 'CENTRAL' || fund === 'PROVINCIAL' ? 'NATIONAL' : fund;
  return LEVELS.indexOf(file) <= LEVELS.indexOf(lowest);
}

/**
 * Whether recording this decision, or paying on it, needs the county-level centre's confirmation with its document:
 * it used a provisional or outdated standard (POLICY section 7). Computing it does not.
 */
export function needsConfirmation({ provisional }: Assessment): boolean {
  return provisional.length > 0;
}
