import { WATERMARK, type Watermark } from '../time/change-log.ts';
import type { Database } from '../database.ts';
import { coalescedRead } from './coalesced-read.ts';

/** A row, `null` if there is none, and the revision it was read at; that is `null` while a change had no number yet. */
export interface AtRevision<Row> {
  readonly row: Row | null;
  readonly revision: number | null;
}

interface WithDatabase {
  readonly database: Database;
}

const MOST_ROWS = 20_000;

/**
 * Caches the rows of a read until the register changes: the rows of one revision never change. Each call first reads the
 * current revision, so that no answer is older than its question. `cacheKey` must distinguish everything that changes the
 * row: the key, the day and the columns.
 */
export function revisionCache<Key, Row, On extends WithDatabase>(
  cacheKey: (key: Key, on: On) => string,
  read: (on: On, keys: readonly Key[]) => Promise<ReadonlyMap<string, AtRevision<Row>>>,
): (on: On, keys: readonly Key[]) => Promise<ReadonlyMap<string, AtRevision<Row>>> {
  const last = new WeakMap<Database, { readonly revision: number; readonly rows: Map<string, AtRevision<Row>> }>();
  return async (on, keys) => {
    const revision = sealedRevision((await watermarks(on, ['NOW'])).get('NOW'));
    if (revision === null) return read(on, keys);
    const known = last.get(on.database);
    const cached = known?.revision === revision && known.rows.size < MOST_ROWS ? known : { revision, rows: new Map() };
    last.set(on.database, cached);
    const missing = keys.filter((key) => !cached.rows.has(cacheKey(key, on)));
    const found = missing.length === 0 ? new Map<string, AtRevision<Row>>() : await read(on, missing);
    for (const [id, one] of found) if (one.revision === revision) cached.rows.set(id, one);
    const values = keys
      .map((key) => cacheKey(key, on))
      .map((id) => [id, found.get(id) ?? cached.rows.get(id)] as const);
    return new Map(values.filter((value): value is [string, AtRevision<Row>] => value[1] !== undefined));
  };
}

/** The revision that a statement saw; `null` if it also saw changes that have no number yet. */
export function sealedRevision(snapshot: Watermark | undefined): number | null {
  return snapshot?.pending === false ? Number(snapshot.revision) : null;
}

const watermarks = coalescedRead<'NOW', Watermark>({
  cacheKey: (key) => key,
  groupKey: () => '',
  load: async ({ database }) => {
    const [row] = await database.session((sql) => sql.query<Watermark>(`select ${WATERMARK}`));
    return new Map(row === undefined ? [] : [['NOW', row] as const]);
  },
});
