import { isUnavailable } from '../connection/unavailable.ts';
import type { Database, Sql } from '../database.ts';

/** Work of one queue waits for the work before it; lists and figures do not wait for each other. */
type Queue = 'FIGURES' | 'LISTS';

/** Resolves to the error of work that failed because the database is unavailable, else to `null`. */
type Ended = Promise<{ readonly error: unknown } | null>;

const last = new WeakMap<Database, Map<Queue, Ended>>();

/**
 * Runs long work one piece at a time per queue, so that it never takes all connections of the pool. If the database is
 * unavailable, the work that waits fails at once: it has waited as long as a statement may take.
 */
export function serially<T>(database: Database, queue: Queue, work: (sql: Sql) => Promise<T>): Promise<T> {
  const queues = last.get(database) ?? new Map<Queue, Ended>();
  last.set(database, queues);
  const before = queues.get(queue) ?? Promise.resolve(null);
  const done = before.then((outage) => {
    if (outage !== null) throw outage.error;
    return database.session(work);
  });
  const ended = done.then(
    () => null,
    (error: unknown) => (isUnavailable(error) ? { error } : null),
  );
  queues.set(queue, ended);
  // Work that comes after an outage has ended tries again.
  void ended.then(() => {
    if (queues.get(queue) === ended) queues.delete(queue);
  });
  return done;
}
