import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { inTurnOf } from '../reading/in-turn-of.ts';
import type { ProjectionReader } from '../projection/projection.ts';
import { readProjection, type Wanted } from '../reading/current-projection.ts';

/** Whether a viewer asks, or whoever follows one of their links: these have turns of their own. */
export type Turn = 'own' | 'link';

/**
 * Reads the projection for a viewer, whose reads wait for each other: the heaviest questions of one leave others their turn. Errors:
 * STATISTICS_NOT_READY, TOO_MANY_REQUESTS, TOO_COMPLEX for what takes too long or too much memory.
 */
export async function readInTurn<T>(
  context: GraphContext,
  wanted: Wanted,
  read: (reader: ProjectionReader, revision: number) => Promise<T>,
  turn: Turn = 'own',
): Promise<T> {
  const { staffId, personId } = requireViewer(context);
  const key = `${turn} ${staffId ?? personId ?? ''}`;
  const found = await inTurnOf(key, () => readProjection(context.deps.database, wanted, read));
  if (found === 'TOO_MANY') throw graphError('TOO_MANY_REQUESTS');
  if (found.ok) return found.value;
  throw found.error === 'TOO_HEAVY'
    ? graphError('TOO_COMPLEX', { argument: 'statistics' })
    : graphError('STATISTICS_NOT_READY');
}
