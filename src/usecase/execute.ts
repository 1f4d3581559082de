import type { Database, Sql } from '../database/database.ts';
import { changeNumber } from '../database/time/change-log.ts';
import { digestContent, findAnswer, storeAnswer } from '../database/time/idempotency.ts';
import { violatedConstraint } from '../kernel/error-code.ts';
import { fail, succeed } from '../kernel/result.ts';
import type { Command, Deps } from './command.ts';
import { problem, type Problem, type OrProblems } from './problem.ts';

/**
 * Executes a command in a transaction; `races` are the problems of constraints that a race with another one violates.
 * `operation` is stored with its idempotency key: a command of the same content to do something else is another request.
 */
export async function execute<C extends Command, T extends object>(
  deps: Deps,
  operation: string,
  command: C,
  act: (sql: Sql, deps: Deps, command: C) => Promise<OrProblems<T>>,
  races: Readonly<Record<string, Problem>> = {},
): Promise<OrProblems<T>> {
  try {
    return await deps.database.transaction((sql) => once(sql, operation, command, () => act(sql, deps, command)));
  } catch (error) {
    const lost = races[violatedConstraint(error) ?? ''];
    if (lost === undefined) throw error;
    return fail([lost]);
  }
}

/**
 * Executes a command once per idempotency key: a repetition gets the first answer, and another command under the same
 * key is refused. A refusal is not stored, so that the command may succeed later.
 */
async function once<T extends object>(
  sql: Sql,
  operation: string,
  command: Command,
  act: () => Promise<OrProblems<T>>,
): Promise<OrProblems<T>> {
  const { actorId, idempotencyKey: key } = command;
  if (key === null) return act();
  const request = { actorId, key, digest: digestContent({ operation, command }) };
  const earlier = await findAnswer<T>(sql, request);
  if (earlier === 'REUSED') return fail([problem('KEY_REUSED', 'idempotencyKey')]);
  if (earlier !== undefined) return succeed(earlier);
  const answer = await act();
  if (answer.ok) await storeAnswer(sql, request, answer.value);
  return answer;
}

/** An answer with the number of its change in the sequence of all changes; `null` if nothing changed. */
export type Numbered<T> = T & { readonly revision: number | null };

export async function numbered<T extends { readonly changeId: string | null }>(
  database: Database,
  answer: OrProblems<T>,
): Promise<OrProblems<Numbered<T>>> {
  if (!answer.ok) return answer;
  const { changeId } = answer.value;
  return succeed({ ...answer.value, revision: changeId === null ? null : await changeNumber(database, changeId) });
}
