import type { Database } from '../database.ts';

/** One statement for each table whose rows expire. */
const EXPIRED = [
  'delete from idempotency_key where expires_at < now()',
  'delete from gateway_nonce where expires_at < now()',
  'delete from used_link where expires_at < now()',
  "delete from job_progress where at < now() - interval '90 days'",
  "delete from masked_read where hour < now() - interval '90 days'",
];

/** Deletes expired rows. */
export async function expire(database: Database): Promise<void> {
  await database.session(async (sql) => {
    for (const statement of EXPIRED) await sql.query(statement);
  });
}
