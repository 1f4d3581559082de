import type { Database, Sql } from '../database.ts';

/** Work of one queue waits for the work before it; lists and figures do not wait for each other. */
type Queue = 'FIGURES' | 'LISTS';

const last = new WeakMap<Database, Map<Queue, Promise<unknown>>>();

/** Runs long work one piece at a time per queue, so that it never takes all connections of the pool. */
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
