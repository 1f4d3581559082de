import { mayAnywhere } from '../access/viewer.ts';
import type { GraphContext } from '../graph/context.ts';
import { type ResolveReference, textKey } from '../graph/federation.ts';
import { isId } from '../graph/arguments/ids.ts';
import { loadRegion, loadUnion, loadUnionByCode } from './union.loader.ts';

export const tradeUnionReference: ResolveReference = async (reference, context) => {
  const [id, code] = [textKey(reference, 'id'), textKey(reference, 'code')];
  if (!mayRead(context)) return null;
  if (id !== null) return isId(id) ? loadUnion(context, id) : null;
  return code === null ? null : loadUnionByCode(context, code);
};

export const regionReference: ResolveReference = async (reference, context) =>
  mayRead(context) ? loadRegion(context, textKey(reference, 'code')) : null;

function mayRead({ viewer }: GraphContext): boolean {
  return viewer !== null && mayAnywhere(viewer, 'READ_ORGANISATION');
}
