import { createHash } from 'node:crypto';
import type { Database } from '../../database/database.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { storeNamedKeys } from './named-key.store.ts';

/** How many different persons and households a login may name by key. */
export interface KeyLimits {
  readonly request: number;
  /** Of a day in China. */
  readonly day: number;
}

/** A person or a household as a request names it: by token, or by file number. */
export interface NamedKey {
  readonly kind: 'Person' | 'Household';
  readonly key: string;
}

/** Who names keys, by which contract, on which day and for what. */
interface Naming {
  readonly staffId: string;
  readonly gateway: string;
  readonly day: string;
  readonly purpose: string;
  readonly limits: KeyLimits;
}

/** A text that identifies a key of a request. */
export function namedKeyId({ kind, key }: NamedKey): string {
  return `${kind} ${key}`;
}

/**
 * Counts the keys of a request towards the limits and puts them on record, whether anything has them or not; this is committed
 * before anything is read. Beyond a limit none of them is counted.
 */
export async function countKeys(
  database: Database,
  naming: Naming,
  keys: readonly NamedKey[],
): Promise<Result<ReadonlySet<string>, keyof KeyLimits>> {
  const { staffId, gateway, day, purpose, limits } = naming;
  const ids = new Set(keys.map(namedKeyId));
  if (ids.size > limits.request) return fail('request');
  const digests = [...ids].map((id) => digestOf(gateway, id));
  const isWithin = await database.transaction((sql) =>
    storeNamedKeys(sql, { staffId, day, purpose, digests }, limits.day),
  );
  return isWithin ? succeed(ids) : fail('day');
}

/** A token belongs to its contract, and so does what is stored of it. */
function digestOf(gateway: string, id: string): Buffer {
  return createHash('sha256').update(`${gateway}\n${id}`).digest();
}
