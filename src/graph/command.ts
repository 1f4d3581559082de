import type { Result } from '../kernel/result.ts';
import type { Command } from '../registry/command.ts';
import type { Problem } from '../registry/problem.ts';
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
): Promise<{ readonly value: T | null; readonly problems: readonly Problem[] }> {
  const result = await work;
  reads.current = {};
  return result.ok ? { value: result.value, problems: [] } : { value: null, problems: result.error };
}
