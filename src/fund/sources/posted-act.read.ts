import type { Sql } from '../../database/database.ts';
import { hashKey } from '../../database/time/idempotency.ts';

/** An act that was posted to the ledger. */
export interface PostedAct {
  readonly allocationId: string;
  readonly changeId: string;
}

interface Request {
  readonly actorId: string;
  readonly key: string | null;
  readonly digest: Buffer;
}

/**
 * Finds what was posted under an idempotency key, which the ledger keeps for ever with the digest of its parameters; `REUSED` if
 * they were others.
 */
export async function findPosted(
  sql: Sql,
  { actorId, key, digest }: Request,
): Promise<PostedAct | 'REUSED' | undefined> {
  if (key === null) return undefined;
  const [row] = await sql.query<PostedAct & { readonly digest: Buffer }>(
    `select t.allocation_id as "allocationId", t.recorded_in as "changeId", t.digest from relief_transaction t
     where t.actor_id = $1 and t.key = $2`,
    [actorId, hashKey(key)],
  );
  if (row === undefined) return undefined;
  return row.digest.equals(digest) ? { allocationId: row.allocationId, changeId: row.changeId } : 'REUSED';
}
