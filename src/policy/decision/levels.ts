import type { Assessment } from './assess.ts';
import { type Level, LEVELS } from '../facts/facts.ts';

/** The level of a fund source: 中央财政, 省财政 or lower. */
export type FundLevel = 'CENTRAL' | 'PROVINCIAL' | Exclude<Level, 'NATIONAL'>;

/** The level of a household's file: the highest level whose rules it meets, or `null` if it meets none (Article 2). */
export function fileLevel(assessments: readonly Assessment[]): Level | null {
  const met = new Set(assessments.filter(({ outcome }) => outcome === 'ELIGIBLE').map(({ level }) => level));
  return LEVELS.find((level) => met.has(level)) ?? null;
}

/**
 * Whether money may be paid on a file: central and provincial money on national files only, local money on files of its
 * own level and above (Article 2).
 */
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
