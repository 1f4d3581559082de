import { isDeepStrictEqual } from 'node:util';
import type { Sql } from '../../database/database.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import type { LockTable } from './lock-command.ts';
import { findTables, type LockedTable, nextVersionOf } from './locked-table.read.ts';

export type Previous = Pick<LockedTable, 'number' | 'version'>;

/** Finds the table of which another is the next version: the last version of a table of the same payments. */
export async function findPrevious(sql: Sql, command: LockTable): Promise<OrProblems<Previous | null>> {
  const { previousId, unionId, filter } = command;
  if (previousId === null) return succeed(null);
  const previous = (await findTables(sql, [previousId])).get(previousId);
  if (previous?.unionId !== unionId) return fail([problem('NO_SUCH_TABLE', 'previousId')]);
  if (!isDeepStrictEqual(previous.filter, filter)) return fail([problem('OTHER_PAYMENTS', 'previousId')]);
  const next = await nextVersionOf(sql, previousId);
  return next === undefined ? succeed(previous) : fail([problem('NOT_LAST_VERSION', 'previousId')]);
}
