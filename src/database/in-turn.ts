import type { Database, Sql } from './database.ts';

const last = new WeakMap<Database, Promise<unknown>>();

/** Work that holds its connection long: one after another, however much is asked for, or nobody else would find any. */
export function inTurn<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  const before = last.get(database) ?? Promise.resolve();
  const done = before.then(() => database.session(work));
  last.set(
    database,
    done.catch(() => undefined),
  );
  return done;
}
