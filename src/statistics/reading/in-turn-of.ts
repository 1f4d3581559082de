const turns = new Map<string, Promise<unknown>>();

/** Runs one piece of work after another of the same key, so that what one person asks at once holds up nobody else. */
export async function inTurnOf<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(key) ?? Promise.resolve()).then(work);
  const settled = turn.catch(() => undefined);
  turns.set(key, settled);
  try {
    return await turn;
  } finally {
    if (turns.get(key) === settled) turns.delete(key);
  }
}
