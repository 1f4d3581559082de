import type { Sql } from '../database/database.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { isCentreOver } from '../organisation/union.read.ts';
import { problem, type Problem } from '../usecase/problem.ts';

/** The confirmation of a county-level centre, which a provisional standard requires (POLICY, section 7). */
export interface Confirmation {
  readonly unionId: string;
  readonly document: string;
}

/** Whether a centre over the steward confirms by a document; another union is a problem. */
export async function isConfirmedBy(
  sql: Sql,
  confirmation: Confirmation | null,
  stewardId: string,
  today: string,
): Promise<Result<boolean, Problem>> {
  if (confirmation === null || !/\S/.test(confirmation.document)) return succeed(false);
  const confirms = await isCentreOver(sql, confirmation.unionId, stewardId, today);
  return confirms ? succeed(true) : fail(problem('NOT_A_CENTRE', 'confirmation', 'unionId'));
}
