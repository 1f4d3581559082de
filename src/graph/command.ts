import type { Command } from '../usecase/command.ts';
import type { Problem, OrProblems } from '../usecase/problem.ts';
import type { GraphContext } from './context.ts';
import { graphError } from './error.ts';

/** The actor and purpose of a change; only staff may make changes. */
export function buildCommand(
  { viewer }: GraphContext,
  idempotencyKey: string | null | undefined,
  purpose: string,
): Command {
  if (viewer === null) throw graphError('UNAUTHENTICATED');
  if (viewer.staffId === null) throw graphError('FORBIDDEN');
  return { actorId: viewer.staffId, idempotencyKey: idempotencyKey ?? null, purpose: viewer.purpose ?? purpose };
}

/** The result of a use case, where a refusal is data. The loaders' cache is replaced, so that the answer is read again. */
export async function settleCommand<T>(
  { reads }: GraphContext,
  work: Promise<OrProblems<T>>,
  toInputPath: (path: string) => string = inputPath,
): Promise<{ readonly value: T | null; readonly problems: readonly Problem[] }> {
  const result = await work;
  reads.current = {};
  if (result.ok) return { value: result.value, problems: [] };
  return { value: null, problems: result.error.map((one) => ({ ...one, path: toInputPath(one.path) })) };
}

/** Maps the path of a problem to the input: a use case has the union's id, the input its code. */
export function inputPath(path: string): string {
  return path.replace(/(^|\.)(unionId|stewardId)$/, '$1union');
}
