import type { Database } from '../database.ts';

/** What a read stands on. */
interface WithDatabase {
  readonly database: Database;
}

/** A read by keys that is alike for everybody: who may see what comes of it is weighed afterwards. */
export interface CoalescedRead<Key, Value, On extends WithDatabase> {
  readonly idOf: (key: Key, on: On) => string;
  /** Reads of one group (of one day and revision) can be one statement. */
  readonly groupOf: (key: Key, on: On) => string;
  /** The values by {@link idOf}, of keys of one group, in one statement. */
  readonly load: (on: On, keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
}

interface PendingCall<Key, Value, On> {
  readonly on: On;
  readonly keys: readonly Key[];
  readonly resolve: (values: ReadonlyMap<string, Value>) => void;
  readonly reject: (error: unknown) => void;
}

/** Who asks for more goes alone: nobody is to wait for that. */
const MOST_KEYS = 500;

/**
 * A read that requests share: those who ask at about the same time, and then all who ask while a statement of the
 * group is under way, are answered by one. What was read before somebody asked is never their answer. Where a shared
 * statement fails, everybody reads for themselves, so that nobody fails for what another asked. Keys of one call are of one
 * group.
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
    const group = read.groupOf(first, on);
    return new Promise((resolve, reject) => {
      const asked = { on, keys, resolve, reject };
      const waiting = groups.get(group);
      if (waiting !== undefined) {
        waiting.push(asked);
        return;
      }
      groups.set(group, [asked]);
      afterPendingRequests(() => void answerAll(read, groups, group));
    });
  };
}

/** When what has arrived by now, of other requests too, has been looked at and has asked in its turn. */
function afterPendingRequests(act: () => void): void {
  setImmediate(() => setImmediate(act));
}

/** Answers all who wait, and all who have come meanwhile, until nobody waits. */
async function answerAll<Key, Value, On extends WithDatabase>(
  read: CoalescedRead<Key, Value, On>,
  groups: Map<string, PendingCall<Key, Value, On>[]>,
  group: string,
): Promise<void> {
  const waiting = groups.get(group) ?? [];
  while (waiting.length > 0) await answer(read, together(waiting));
  groups.delete(group);
}

/** Takes from those who wait as many as one statement serves. */
function together<Key, Value, On>(waiting: PendingCall<Key, Value, On>[]): PendingCall<Key, Value, On>[] {
  let keys = 0;
  const beyond = waiting.findIndex((asked) => (keys += asked.keys.length) > MOST_KEYS);
  return waiting.splice(0, beyond === -1 ? waiting.length : Math.max(1, beyond));
}

async function answer<Key, Value, On extends WithDatabase>(
  { idOf, load }: CoalescedRead<Key, Value, On>,
  asked: readonly PendingCall<Key, Value, On>[],
): Promise<void> {
  const [first] = asked;
  if (first === undefined) return;
  try {
    const keys = new Map(asked.flatMap((one) => one.keys.map((key) => [idOf(key, first.on), key])));
    const values = await load(first.on, [...keys.values()]);
    for (const { resolve } of asked) resolve(values);
  } catch (error) {
    if (asked.length === 1) first.reject(error);
    else await Promise.all(asked.map(({ on, keys, resolve, reject }) => load(on, keys).then(resolve, reject)));
  }
}
