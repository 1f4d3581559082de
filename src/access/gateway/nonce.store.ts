import type { Sql } from '../../database/database.ts';

/**
 * Whether a nonce of a gateway is used for the first time; from then on it is used. Each use clears away a few that
 * have expired.
 */
export async function useNonce(
  sql: Sql,
  gateway: string,
  nonce: string,
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<boolean> {
  const rows = await sql.query(
    `with expired as (
       select gateway, nonce from gateway_nonce where expires_at < $4 order by expires_at limit 4
       for update skip locked
     ), cleared as (
       delete from gateway_nonce g using expired e where g.gateway = e.gateway and g.nonce = e.nonce
     )
     insert into gateway_nonce (gateway, nonce, expires_at) values ($1, $2, $3)
     on conflict do nothing returning 1`,
    [gateway, nonce, expiresAt.toISOString(), now.toISOString()],
  );
  return rows.length === 1;
}
