import type { Action } from '../access/permissions.ts';
import { authorisedUnions, type Viewer } from '../access/viewer.ts';
import type { Sql } from '../database/database.ts';
import type { GraphContext } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import { requireViewer } from '../graph/policy/require-viewer.ts';
import { bilingual } from '../kernel/bilingual.ts';
import { loadRegion } from './union.loader.ts';
import { isUnionOfLine, stewardsOf } from './union.read.ts';

/** What arguments name: an unknown union or division is refused, never counted as zero. */

const NO_SUCH_UNION = bilingual('没有此工会，或无权查看 / there is no such union, or you may not see it');
const NO_SUCH_REGION = bilingual('没有此行政区划 / there is no such division');

/**
 * Refuses a union of an argument that does not exist in the same way as one of which the viewer may read nothing, which is
 * neither under nor above a union of their grants: neither may count as zero. Errors: INVALID_ARGUMENT.
 */
export async function requireUnion(
  context: GraphContext,
  name: string | null,
  action: Action,
  argument: string,
): Promise<void> {
  if (name === null) return;
  const { database, today } = context.deps;
  const viewer = requireViewer(context);
  const isReadable = await database.session(async (sql) => {
    // Unions themselves are for everybody who may read any.
    const own = action === 'READ_ORGANISATION' ? null : await unionsOf(sql, viewer, action, today);
    return isUnionOfLine(sql, name, own, today);
  });
  if (!isReadable) throw graphError('INVALID_ARGUMENT', { argument, ...NO_SUCH_UNION });
}

/** The unions of the viewer's grants or, of a worker, the steward of their household. */
async function unionsOf(sql: Sql, viewer: Viewer, action: Action, today: string): Promise<readonly string[]> {
  return viewer.personId === null ? authorisedUnions(viewer, action) : stewardsOf(sql, viewer, today);
}

/** Refuses a division that is not on record. Errors: INVALID_ARGUMENT. */
export async function requireRegion(context: GraphContext, code: string | null, argument: string): Promise<void> {
  if (code !== null && (await loadRegion(context, code)) === null) {
    throw graphError('INVALID_ARGUMENT', { argument, ...NO_SUCH_REGION });
  }
}
