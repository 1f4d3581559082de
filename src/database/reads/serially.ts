import type { Database, Sql } from '../database.ts';

/** What waits for each other: no list keeps the figures waiting, nor they it. */
type Queue = 'FIGURES' | 'LISTS';

const last = new WeakMap<Database, Map<Queue, Promise<unknown>>>();

/** Work that holds its connection long: one after another, however much is asked for, or nobody else would find any. */
export function serially<T>(database: Database, queue: Queue, work: (sql: Sql) => Promise<T>): Promise<T> {
  const queues = last.get(database) ?? new Map<Queue, Promise<unknown>>();
  last.set(database, queues);
  const before = queues.get(queue) ?? Promise.resolve();
  const done = before.then(() => database.session(work));
  queues.set(
    queue,
    done.catch(() => undefined),
  );
  return done;
}
