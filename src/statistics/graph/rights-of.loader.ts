import type { Action } from '../../access/permissions.ts';
import { loadUnionTerritories } from '../../access/territory.read.ts';
import { authorisedUnions } from '../../access/viewer.ts';
import type { GraphContext } from '../../graph/context.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import type { CountingRights, Question } from '../question/question.ts';

/** Whose households the viewer may count, and of whom they may see all that the question tells. */
export async function rightsOf(context: GraphContext, question: Question): Promise<CountingRights> {
  const viewer = requireViewer(context);
  return {
    today: context.deps.today,
    countable: authorisedUnions(viewer, 'READ_STATISTICS'),
    readable: await readable(context, neededFor(question)),
  };
}

/** Whether the viewer may count all households that they see, and see all that a question tells of them. */
export async function mayOpen(context: GraphContext, question: Question): Promise<boolean> {
  const all = authorisedUnions(requireViewer(context), 'READ_HOUSEHOLD');
  const opened = await readable(context, ['READ_STATISTICS', ...neededFor(question)]);
  return all.length > 0 && all.every((id) => opened.includes(id));
}

/** The unions in whose subtrees the viewer may see households and has all other rights too. */
async function readable(context: GraphContext, needs: readonly Action[]): Promise<readonly string[]> {
  const viewer = requireViewer(context);
  const { database, today } = context.deps;
  const rights = needs.map((action) => authorisedUnions(viewer, action));
  const seen = authorisedUnions(viewer, 'READ_HOUSEHOLD');
  const all = [...new Set([...seen, ...rights.flat()])];
  const lines = await database.session((sql) => loadUnionTerritories(sql, all, today));
  const isUnder = (id: string, roots: readonly string[]) =>
    lines.get(id)?.unions.some((above) => roots.includes(above)) === true;
  return all.filter((id) => [seen, ...rights].every((roots) => isUnder(id, roots)));
}

function neededFor({ measures, by, where }: Question): readonly Action[] {
  const parts = [...measures, ...by, ...where.map(({ dimension }) => dimension)];
  return [...new Set(parts.flatMap(({ needs }) => needs ?? []))];
}
