import type { Sql } from '../database/database.ts';
import { digestContent, findAnswer, storeAnswer } from '../database/time/idempotency.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import type { Command } from './command.ts';
import { problem, type Problem } from './problem.ts';

/**
 * Executes a command once per idempotency key: a repetition gets the first answer, and another command under the same
 * key is refused. A refusal is not stored, so that the command may succeed later.
 */
export async function idempotently<T extends object>(
  sql: Sql,
  command: Command,
  act: () => Promise<Result<T, readonly Problem[]>>,
): Promise<Result<T, readonly Problem[]>> {
  const { actorId, idempotencyKey: key } = command;
  if (key === null) return act();
  const request = { actorId, key, digest: digestContent(command) };
  const earlier = await findAnswer<T>(sql, request);
  if (earlier === 'REUSED') return fail([problem('KEY_REUSED', 'idempotencyKey')]);
  if (earlier !== undefined) return succeed(earlier);
  const answer = await act();
  if (answer.ok) await storeAnswer(sql, request, answer.value);
  return answer;
}
