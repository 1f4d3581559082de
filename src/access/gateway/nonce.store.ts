import type { Sql } from '../../database/database.ts';

/** The nonce of a gateway's request, and how long it is remembered. */
export interface NonceUse {
  readonly gateway: string;
  readonly nonce: string;
  readonly expiresAt: Date;
}

/** Marks nonces as used, and returns the {@link nonceKey} of those that were new. One statement. */
export async function useNonces(sql: Sql, uses: readonly NonceUse[]): Promise<ReadonlySet<string>> {
  const rows = await sql.query<Omit<NonceUse, 'expiresAt'>>(
    `insert into gateway_nonce (gateway, nonce, expires_at)
     select distinct on (used.gateway, used.nonce) used.gateway, used.nonce, used.expires_at
     from unnest($1::text[], $2::text[], $3::timestamptz[]) as used (gateway, nonce, expires_at)
     order by used.gateway, used.nonce
     on conflict do nothing returning gateway, nonce`,
    [
      uses.map(({ gateway }) => gateway),
      uses.map(({ nonce }) => nonce),
      uses.map(({ expiresAt }) => expiresAt.toISOString()),
    ],
  );
  return new Set(rows.map(nonceKey));
}

export function nonceKey({ gateway, nonce }: Omit<NonceUse, 'expiresAt'>): string {
  return JSON.stringify([gateway, nonce]);
}
