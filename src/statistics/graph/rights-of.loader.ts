import type { Action } from '../../access/permissions.ts';
import { authorisedUnions, type Viewer } from '../../access/viewer.ts';
import type { GraphContext } from '../../graph/context.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import type { CountingRights, Question } from '../question/question.ts';

/** Whose households the viewer may count, and of whom they may see all that the question tells. */
export function rightsOf(context: GraphContext, question: Question): CountingRights {
  const viewer = requireViewer(context);
  return {
    today: context.deps.today,
    countable: authorisedUnions(viewer, 'READ_STATISTICS'),
    readable: readableFor(viewer, neededFor(question)),
  };
}

/** Whether the viewer may count all households that they see, and see all that a question tells of them. */
export function mayOpen(viewer: Viewer, question: Question): boolean {
  const all = authorisedUnions(viewer, 'READ_HOUSEHOLD');
  return all.length > 0 && readableFor(viewer, ['READ_STATISTICS', ...neededFor(question)]).length === all.length;
}

function readableFor(viewer: Viewer, needs: readonly Action[]): readonly string[] {
  const rights = needs.map((action) => authorisedUnions(viewer, action));
  return authorisedUnions(viewer, 'READ_HOUSEHOLD').filter((id) => rights.every((ids) => ids.includes(id)));
}

function neededFor({ measures, by, where }: Question): readonly Action[] {
  return [...measures, ...by, ...where.map(({ dimension }) => dimension)].flatMap(({ needs }) => needs ?? []);
}
