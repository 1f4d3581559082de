import type { Viewer } from '../../access/viewer.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { GraphContext } from '../context.ts';

/** Whoever asks; a field is never reached by nobody. */
export function viewerOf({ viewer }: GraphContext): Viewer {
  invariant(viewer !== null, 'a root field lets nobody through');
  return viewer;
}
