import { mayAnywhere } from '../access/viewer.ts';
import type { GraphContext } from '../graph/context.ts';
import { type ResolveReference, textKey } from '../graph/federation.ts';
import { parsePlainId } from '../graph/arguments/ids.ts';
import { loadRegion, loadUnion, loadUnionByCode } from './union.loader.ts';

export const tradeUnionReference: ResolveReference = async (reference, context) => {
  const [id, code] = [textKey(reference, 'id'), textKey(reference, 'code')];
  if (id !== null) return loadReadableUnion(context, parsePlainId(id));
  return code === null || !mayRead(context) ? null : loadUnionByCode(context, code);
};

/** Loads a union by its id, if the viewer may read unions. */
export async function loadReadableUnion(context: GraphContext, id: string | null): Promise<object | null> {
  return mayRead(context) ? loadUnion(context, id) : null;
}

/** Loads a division for the federation, by its code. */
export const regionReference: ResolveReference = async (reference, context) =>
  mayRead(context) ? loadRegion(context, textKey(reference, 'code')) : null;

function mayRead({ viewer }: GraphContext): boolean {
  return viewer !== null && mayAnywhere(viewer, 'READ_ORGANISATION');
}
