import type { Sql } from '../database/database.ts';
import { isOver, unionToday, unionTodayByCode } from './union.store.ts';

/** The code of the division that a union is in today; `undefined` if there is no such union. */
export async function regionOfUnion(sql: Sql, unionId: string): Promise<string | undefined> {
  return (await unionToday(sql, unionId))?.region;
}

/**
 * Whether a union runs a centre at county level or above and is above the steward, or the steward itself. Such a centre
 * confirms and records the steward's files (Articles 11 and 15).
 */
export async function isCentreOver(sql: Sql, unionId: string, stewardId: string, today: string): Promise<boolean> {
  const union = await unionToday(sql, unionId);
  if (union?.hasCentre !== true || (union.kind !== 'COUNTY' && union.kind !== 'MUNICIPAL')) return false;
  return isOver(sql, unionId, stewardId, today);
}

/** A union as of today, by its code. */
export function unionByCode(sql: Sql, code: string): ReturnType<typeof unionTodayByCode> {
  return unionTodayByCode(sql, code);
}
