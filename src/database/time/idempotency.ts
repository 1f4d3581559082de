import { createHash } from 'node:crypto';
import type { Sql } from '../database.ts';

/** A request as it is remembered: its actor, its key and the digest of its content. */
export interface Request {
  readonly actorId: string;
  readonly key: string;
  readonly digest: Buffer;
}

/** SHA-256 of a value as JSON with sorted keys, so that their order does not matter. */
export function digestContent(content: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(content, sortKeys)).digest();
}

/** The stored answer to this request, if it has one; `REUSED` if the key was used with another content. */
export async function findAnswer<T>(sql: Sql, { actorId, key, digest }: Request): Promise<T | 'REUSED' | undefined> {
  const hashedKey = hashKey(key);
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${actorId} ${hashedKey}`]);
  const [row] = await sql.query<{ digest: Buffer; answer: T }>(
    'select digest, answer from idempotency_key where actor_id = $1 and key = $2',
    [actorId, hashedKey],
  );
  if (row === undefined) return undefined;
  return row.digest.equals(digest) ? row.answer : 'REUSED';
}

/** Stores the answer to a request, in the transaction of its change. */
export async function storeAnswer(sql: Sql, { actorId, key, digest }: Request, answer: object): Promise<void> {
  const row = [actorId, hashKey(key), digest, answer];
  await sql.query('insert into idempotency_key (actor_id, key, digest, answer) values ($1, $2, $3, $4)', row);
}

/** Only a hash of a key is stored: callers choose keys of any length, perhaps containing a personal number. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
