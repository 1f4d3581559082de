import pg from 'pg';

/** One number that all processes of a platform agree on. */
const LEADER_LOCK = 7_410_501;
const RETRY_MILLISECONDS = 1000;

/**
 * Does a duty again and again in one process of all: whoever holds a lock of the database leads, and when it ends or its
 * connection breaks another takes over. Ends with the returned function.
 */
export function lead(url: string, everyMilliseconds: number, duty: () => Promise<unknown>): () => Promise<void> {
  let ended = false;
  const wake = new AbortController();
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  const term = async () => {
    const client = new pg.Client({ connectionString: url });
    let broken = false;
    client.on('error', () => {
      broken = true;
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [
        LEADER_LOCK,
      ]);
      while (rows[0]?.leads === true && !broken && !ended) {
        await duty();
        await pause(everyMilliseconds);
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const done = (async () => {
    while (!ended) {
      await term().catch(() => undefined);
      if (!ended) await pause(RETRY_MILLISECONDS);
    }
  })();
  return async () => {
    ended = true;
    wake.abort();
    await done;
  };
}
