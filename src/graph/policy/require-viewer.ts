import type { Viewer } from '../../access/viewer.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { GraphContext } from '../context.ts';

/** The viewer of a request; no resolver is reached without one. */
export function requireViewer({ viewer }: GraphContext): Viewer {
  invariant(viewer !== null, 'a root field lets nobody through');
  return viewer;
}
