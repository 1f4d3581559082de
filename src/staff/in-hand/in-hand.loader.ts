import { authorisedUnions } from '../../access/viewer.ts';
import { requestLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { type InHand, readInHand } from './in-hand.read.ts';

interface Asked {
  readonly staffId: string;
  readonly unions: readonly string[];
}

const load = requestLoader<Asked, readonly InHand[]>({
  cacheKey: ({ staffId }) => staffId,
  groupKey: ({ unions }) => unions.join(' '),
  read: (sql, asked, { today }, { unions }) =>
    readInHand(
      sql,
      asked.map(({ staffId }) => staffId),
      { unions, today },
    ),
});

/** Returns what is in the hands of a member of staff within the unions that the viewer administers. */
export async function loadInHand(context: GraphContext, staffId: string): Promise<readonly InHand[]> {
  const unions = authorisedUnions(requireViewer(context), 'MANAGE_STAFF');
  return (await load(context).load({ staffId, unions })) ?? [];
}
