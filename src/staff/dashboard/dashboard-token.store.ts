import type { Sql } from '../../database/database.ts';
import { insertRows } from '../../database/table.ts';
import { dashboardTokenTable } from '../staff.entity.ts';

interface StoredToken {
  readonly grantId: string;
  readonly digest: Buffer;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Stores the token of a grant in place of the one that it had. */
export async function replaceToken(
  sql: Sql,
  changeId: string,
  { grantId, digest, expiresAt }: StoredToken,
): Promise<void> {
  // Locks, so that of two that are issued at once the second ends the first.
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [grantId]);
  await sql.query('update dashboard_token set superseded_in = $2 where anchor_id = $1 and superseded_in is null', [
    grantId,
    changeId,
  ]);
  const row = { anchorId: grantId, digest, expiresAt: new Date(expiresAt).toISOString(), recordedIn: changeId };
  await insertRows(sql, dashboardTokenTable, [row]);
}
