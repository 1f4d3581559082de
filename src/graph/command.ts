import type { Result } from '../kernel/result.ts';
import type { Command } from '../usecase/command.ts';
import type { Problem } from '../usecase/problem.ts';
import type { GraphContext } from './context.ts';
import { graphError } from './error.ts';

/** Who asks for a change and why. Changes are made by staff. */
export function commandOf(
  { viewer }: GraphContext,
  idempotencyKey: string | null | undefined,
  purpose: string,
): Command {
  if (viewer === null) throw graphError('UNAUTHENTICATED');
  if (viewer.staffId === null) throw graphError('FORBIDDEN');
  return { actorId: viewer.staffId, idempotencyKey: idempotencyKey ?? null, purpose: viewer.purpose ?? purpose };
}

/** What a use case came to: a refusal is data. Whatever is read for the answer is read anew. */
export async function outcomeOf<T>(
  { reads }: GraphContext,
  work: Promise<Result<T, readonly Problem[]>>,
  placeOf: (path: string) => string = byCode,
): Promise<{ readonly value: T | null; readonly problems: readonly Problem[] }> {
  const result = await work;
  reads.current = {};
  if (result.ok) return { value: result.value, problems: [] };
  return { value: null, problems: result.error.map((one) => ({ ...one, path: placeOf(one.path) })) };
}

/** Where an input names the union that a use case knows by its id: inputs have its code. */
function byCode(path: string): string {
  return path.replace(/(^|\.)(unionId|stewardId)$/, '$1union');
}
