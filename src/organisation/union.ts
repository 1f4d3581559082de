import type { Sql } from '../database/database.ts';
import { isOver, unionToday, unionTodayByCode } from './union.store.ts';

/** The division that a union lies in today; `undefined` where there is no such union. */
export async function regionOfUnion(sql: Sql, unionId: string): Promise<string | undefined> {
  return (await unionToday(sql, unionId))?.region;
}

/**
 * Whether a union runs a centre at county level or above, which confirms and records what another keeps (Articles 11 and
 * 15).
 */
export async function isCentreOver(sql: Sql, unionId: string, stewardId: string, today: string): Promise<boolean> {
  const union = await unionToday(sql, unionId);
  if (union?.hasCentre !== true || (union.kind !== 'COUNTY' && union.kind !== 'MUNICIPAL')) return false;
  return isOver(sql, unionId, stewardId, today);
}

/** A union as it stands today, by its code. */
export function unionByCode(sql: Sql, code: string): ReturnType<typeof unionTodayByCode> {
  return unionTodayByCode(sql, code);
}
