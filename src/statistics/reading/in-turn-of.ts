const turns = new Map<string, { last: Promise<unknown>; waiting: number }>();
const MOST_WAITING = 100;

/**
 * Runs one piece of work after another of the same key, so that what one person asks at once holds up nobody else; `TOO_MANY` where
 * more wait than a document may ask.
 */
export async function inTurnOf<T>(key: string, work: () => Promise<T>): Promise<T | 'TOO_MANY'> {
  const turn = turns.get(key) ?? { last: Promise.resolve(), waiting: 0 };
  if (turn.waiting >= MOST_WAITING) return 'TOO_MANY';
  const done = turn.last.then(work);
  turn.last = done.catch(() => undefined);
  turn.waiting += 1;
  turns.set(key, turn);
  try {
    return await done;
  } finally {
    turn.waiting -= 1;
    if (turn.waiting === 0) turns.delete(key);
  }
}
