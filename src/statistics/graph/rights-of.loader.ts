import type { Action } from '../../access/permissions.ts';
import { loadUnionTerritories } from '../../access/territory.read.ts';
import { authorisedUnions } from '../../access/viewer.ts';
import type { GraphContext } from '../../graph/context.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import type { CountingRights, Question } from '../question/question.ts';

/** What somebody may count and see, and whether they may open the households of each cell. */
export interface ReadersRights extends CountingRights {
  /** Whether the viewer may count all households that they see, and see all that the question tells of them. */
  readonly opens: boolean;
}

/** Whose households the viewer may count, of whom they may see all that the question tells, and whether they may open cells. */
export async function rightsOf(context: GraphContext, question: Question): Promise<ReadersRights> {
  const viewer = requireViewer(context);
  const { database, today } = context.deps;
  const countable = authorisedUnions(viewer, 'READ_STATISTICS');
  const seen = authorisedUnions(viewer, 'READ_HOUSEHOLD');
  const needed = neededFor(question).map((action) => authorisedUnions(viewer, action));
  const all = [...new Set([...countable, ...seen, ...needed.flat()])];
  const lines = await database.session((sql) => loadUnionTerritories(sql, all, today));
  const isUnder = (id: string, roots: readonly string[]) =>
    lines.get(id)?.unions.some((above) => roots.includes(above)) === true;
  // The unions in whose subtrees the viewer has all of these rights.
  const under = (...rights: readonly (readonly string[])[]) =>
    [...new Set(rights.flat())].filter((id) => rights.every((roots) => isUnder(id, roots)));
  const opened = under(countable, seen, ...needed);
  return {
    ...{ today, countable, readable: under(seen, ...needed) },
    opens: seen.length > 0 && seen.every((id) => opened.includes(id)),
  };
}

function neededFor({ measures, by, where }: Question): readonly Action[] {
  const parts = [...measures, ...by, ...where.map(({ dimension }) => dimension)];
  return [...new Set(parts.flatMap(({ needs }) => needs ?? []))];
}
