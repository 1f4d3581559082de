import { isUnavailable } from '../connection/unavailable.ts';
import type { Database } from '../database.ts';
import { noteRecorded, type Recorded, recordStatements } from './recorded-statements.ts';

interface WithDatabase {
  readonly database: Database;
}

/** A read by keys whose result is the same for every viewer; permissions are checked on the result. */
export interface CoalescedRead<Key, Value, On extends WithDatabase> {
  readonly cacheKey: (key: Key, on: On) => string;
  /** Names the group of a key. Keys of one group, such as those of one day and revision, are read by one statement. */
  readonly groupKey: (key: Key, on: On) => string;
  /** Reads the values of keys of one group in one statement; the map is keyed by {@link cacheKey}. */
  readonly load: (on: On, keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
}

interface PendingCall<Key, Value, On> {
  readonly on: On;
  readonly keys: readonly Key[];
  readonly resolve: (values: Recorded<ReadonlyMap<string, Value>>) => void;
  readonly reject: (error: unknown) => void;
}

/** Larger requests are not coalesced: they would delay the others. */
const MOST_KEYS = 500;

/**
 * Makes a read whose concurrent calls share statements. Calls that come at about the same time are answered by one
 * statement, and calls that come while it runs by the next one, so that no call gets rows that were read before it was
 * made. If a shared statement fails, each call is read again by itself: a call fails only for its own keys. All keys of
 * one call belong to one group.
 */
export function coalescedRead<Key, Value, On extends WithDatabase = WithDatabase>(
  read: CoalescedRead<Key, Value, On>,
): (on: On, keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>> {
  const underWay = new WeakMap<Database, Map<string, PendingCall<Key, Value, On>[]>>();
  return (on, keys) => {
    const [first] = keys;
    if (first === undefined || keys.length > MOST_KEYS) return read.load(on, keys);
    const groups = underWay.get(on.database) ?? new Map<string, PendingCall<Key, Value, On>[]>();
    underWay.set(on.database, groups);
    const group = read.groupKey(first, on);
    const answered = new Promise<Recorded<ReadonlyMap<string, Value>>>((resolve, reject) => {
      const call = { on, keys, resolve, reject };
      const waiting = groups.get(group);
      if (waiting !== undefined) {
        waiting.push(call);
        return;
      }
      groups.set(group, [call]);
      afterPendingRequests(() => void answerAll(read, groups, group));
    });
    // The statement ran for another call, perhaps, but it is one of this call's read.
    return answered.then(noteRecorded);
  };
}

/** Runs an action after the requests that have already arrived were parsed and have made their calls. */
function afterPendingRequests(act: () => void): void {
  setImmediate(() => setImmediate(act));
}

/**
 * Answers the waiting calls of a group, and those that join meanwhile, until none waits. If the database is unavailable,
 * all of them fail at once: a call that waited for a statement until it timed out would wait as long for its own.
 */
async function answerAll<Key, Value, On extends WithDatabase>(
  read: CoalescedRead<Key, Value, On>,
  groups: Map<string, PendingCall<Key, Value, On>[]>,
  group: string,
): Promise<void> {
  const waiting = groups.get(group) ?? [];
  while (waiting.length > 0) {
    const outage = await answer(read, takeBatch(waiting));
    if (outage === undefined) continue;
    for (const { reject } of waiting.splice(0)) reject(outage.error);
  }
  groups.delete(group);
}

/** Removes from the waiting calls as many as one statement may answer, by {@link MOST_KEYS}, but at least one. */
function takeBatch<Key, Value, On>(waiting: PendingCall<Key, Value, On>[]): PendingCall<Key, Value, On>[] {
  let keys = 0;
  const beyond = waiting.findIndex((call) => (keys += call.keys.length) > MOST_KEYS);
  return waiting.splice(0, beyond === -1 ? waiting.length : Math.max(1, beyond));
}

/** Answers calls by one statement. Returns why the database is unavailable, if it is. */
async function answer<Key, Value, On extends WithDatabase>(
  { cacheKey, load }: CoalescedRead<Key, Value, On>,
  calls: readonly PendingCall<Key, Value, On>[],
): Promise<{ readonly error: unknown } | undefined> {
  const [first] = calls;
  if (first === undefined) return undefined;
  try {
    const keys = new Map(calls.flatMap((one) => one.keys.map((key) => [cacheKey(key, first.on), key])));
    const values = await recordStatements(() => load(first.on, [...keys.values()]));
    for (const { resolve } of calls) resolve(values);
  } catch (error) {
    const outage = isUnavailable(error) ? { error } : undefined;
    if (outage !== undefined || calls.length === 1) for (const { reject } of calls) reject(error);
    else {
      await Promise.all(
        calls.map(({ on, keys, resolve, reject }) => recordStatements(() => load(on, keys)).then(resolve, reject)),
      );
    }
    return outage;
  }
  return undefined;
}
