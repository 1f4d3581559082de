import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { inTurnOf } from '../reading/in-turn-of.ts';
import type { ProjectionReader } from '../projection/projection.ts';
import { readProjection, type Wanted } from '../reading/current-projection.ts';

/**
 * Reads the projection for a viewer, whose reads wait for each other: the heaviest questions of one leave others their turn. Errors:
 * STATISTICS_NOT_READY, TOO_COMPLEX for what takes too long or too much memory.
 */
export async function readInTurn<T>(
  context: GraphContext,
  wanted: Wanted,
  read: (reader: ProjectionReader, revision: number) => Promise<T>,
): Promise<T> {
  const { staffId, personId } = requireViewer(context);
  const found = await inTurnOf(staffId ?? personId ?? '', () => readProjection(context.deps.database, wanted, read));
  if (found.ok) return found.value;
  throw found.error === 'TOO_HEAVY'
    ? graphError('TOO_COMPLEX', { argument: 'statistics' })
    : graphError('STATISTICS_NOT_READY');
}
