import type { Sql } from '../../database/database.ts';
import { unionOf, unionOfCode } from './union.store.ts';

/** The division that a union lies in today; `undefined` where there is no such union. */
export async function regionOfUnion(sql: Sql, unionId: string): Promise<string | undefined> {
  return (await unionOf(sql, unionId))?.region;
}

/** Whether a union runs a centre at county level or above, which confirms and records (Articles 11 and 15). */
export async function isCentre(sql: Sql, unionId: string): Promise<boolean> {
  const union = await unionOf(sql, unionId);
  return union?.hasCentre === true && (union.kind === 'COUNTY' || union.kind === 'MUNICIPAL');
}

/** A union as it stands today, by its code. */
export function unionByCode(sql: Sql, code: string): ReturnType<typeof unionOfCode> {
  return unionOfCode(sql, code);
}
