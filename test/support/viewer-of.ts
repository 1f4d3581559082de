import { type Identity, identityKey, loadViewers } from '../../src/access/viewer.read.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import type { Sql } from '../../src/database/database.ts';

/** Who one identity is, as a request with this purpose finds it. */
export async function viewerOf(
  sql: Sql,
  identity: Identity,
  today: string,
  purpose: string | null,
): Promise<Viewer | null> {
  const viewer = (await loadViewers(sql, [identity], today)).get(identityKey(identity));
  return viewer === undefined ? null : { ...viewer, purpose };
}
