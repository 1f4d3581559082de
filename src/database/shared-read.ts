import type { Database } from './database.ts';

/** What a read stands on: the same for everybody who asks on the same day. */
interface Ground {
  readonly database: Database;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** A read by keys that is alike for everybody: who may see what comes of it is weighed afterwards. */
export interface SharedRead<Key, Value, On extends Ground> {
  readonly idOf: (key: Key) => string;
  /** Reads of one group (of one day and revision) can be one statement. */
  readonly groupOf: (key: Key) => string;
  /** The values by {@link idOf}, of keys of one group, in one statement. */
  readonly load: (on: On, keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
}

interface Asked<Key, Value, On> {
  readonly on: On;
  readonly keys: readonly Key[];
  readonly resolve: (values: ReadonlyMap<string, Value>) => void;
  readonly reject: (error: unknown) => void;
}

/** Who asks for more goes alone: nobody is to wait for that. */
const MOST_KEYS = 500;

/**
 * A read that requests share: while a statement of a group is under way, whoever asks for more of the group waits for it
 * to end, and all who have waited are answered by one. What was read before somebody asked is never their answer. Where a
 * shared statement fails, everybody reads for themselves, so that nobody fails for what another asked. Keys of one call are of
 * one group.
 */
export function sharedRead<Key, Value, On extends Ground = Ground>(
  read: SharedRead<Key, Value, On>,
): (on: On, keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>> {
  const underWay = new WeakMap<Database, Map<string, Asked<Key, Value, On>[]>>();
  return (on, keys) => {
    const [first] = keys;
    if (first === undefined || keys.length > MOST_KEYS) return read.load(on, keys);
    const groups = underWay.get(on.database) ?? new Map<string, Asked<Key, Value, On>[]>();
    underWay.set(on.database, groups);
    const group = `${on.today} ${read.groupOf(first)}`;
    return new Promise((resolve, reject) => {
      const asked = { on, keys, resolve, reject };
      const waiting = groups.get(group);
      if (waiting !== undefined) {
        waiting.push(asked);
        return;
      }
      groups.set(group, []);
      void answerInTurn(read, groups, group, asked);
    });
  };
}

/** Answers one, then all who have come meanwhile, until nobody waits. */
async function answerInTurn<Key, Value, On extends Ground>(
  read: SharedRead<Key, Value, On>,
  groups: Map<string, Asked<Key, Value, On>[]>,
  group: string,
  asked: Asked<Key, Value, On>,
): Promise<void> {
  groups.get(group)?.push(asked);
  await new Promise((resolve) => setImmediate(resolve));
  for (let next = together(groups.get(group) ?? []); next.length > 0; next = together(groups.get(group) ?? [])) {
    await answer(read, next);
  }
  groups.delete(group);
}

/** Takes from those who wait as many as one statement serves. */
function together<Key, Value, On>(waiting: Asked<Key, Value, On>[]): Asked<Key, Value, On>[] {
  let keys = 0;
  const beyond = waiting.findIndex((asked) => (keys += asked.keys.length) > MOST_KEYS);
  return waiting.splice(0, beyond === -1 ? waiting.length : Math.max(1, beyond));
}

async function answer<Key, Value, On extends Ground>(
  { idOf, load }: SharedRead<Key, Value, On>,
  asked: readonly Asked<Key, Value, On>[],
): Promise<void> {
  const [first] = asked;
  if (first === undefined) return;
  try {
    const keys = new Map(asked.flatMap((one) => one.keys.map((key) => [idOf(key), key])));
    const values = await load(first.on, [...keys.values()]);
    for (const { resolve } of asked) resolve(values);
  } catch (error) {
    if (asked.length === 1) first.reject(error);
    else await Promise.all(asked.map(({ on, keys, resolve, reject }) => load(on, keys).then(resolve, reject)));
  }
}
