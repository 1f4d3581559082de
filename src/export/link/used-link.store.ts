import { hasRows } from '../../database/rows.ts';
import type { Sql } from '../../database/database.ts';
import type { Link } from './link.ts';

/** Marks a link as used; `false` if it was. Of two uses at the same time one is the first. */
export function useLink(sql: Sql, { nonce, expiresAt }: Pick<Link, 'nonce' | 'expiresAt'>): Promise<boolean> {
  return hasRows(
    sql,
    'insert into used_link (nonce, expires_at) values ($1, $2) on conflict do nothing returning nonce',
    [nonce, new Date(expiresAt).toISOString()],
  );
}
