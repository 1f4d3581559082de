import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { onOwnConnection } from '../database/connection/own-connection.ts';

/** The advisory locks of the duties; each duty has a leader of its own. */
const DUTY_LOCKS = { SEAL: 7_410_501, DECIDE: 7_410_503, CHAIN: 7_410_504 } as const;
const RETRY_MILLISECONDS = 1000;

/** A duty on the connection that holds its lock, and what ends it in a process that is stopped. */
interface Duty {
  readonly work: (client: pg.Client) => Promise<unknown>;
  readonly finish: (client: pg.Client) => Promise<void>;
}

/**
 * Repeats a duty in one process at a time, the leader, which holds an advisory lock of the database. If it ends or
 * loses its connection, another process takes over. The returned function stops the duty in this process.
 */
export function lead(
  url: string,
  lock: keyof typeof DUTY_LOCKS,
  everyMilliseconds: number,
  duty: Duty | Duty['work'],
): () => Promise<void> {
  const { work, finish } = typeof duty === 'function' ? { work: duty, finish: () => Promise.resolve() } : duty;
  const controller = new AbortController();
  const { signal } = controller;
  const wait = (milliseconds: number) => pause(milliseconds, undefined, { signal }).catch(() => undefined);
  const run = async () => {
    while (!signal.aborted) {
      const repeated = async (client: pg.Client) => {
        await work(client);
        await wait(everyMilliseconds);
      };
      await leadWhileConnected(url, DUTY_LOCKS[lock], signal, { work: repeated, finish }).catch(() => undefined);
      await wait(RETRY_MILLISECONDS);
    }
  };
  const served = run();
  return async () => {
    controller.abort();
    await served;
  };
}

/** Repeats the duty while this connection lives and holds the lock; returns at once if another process has it. */
async function leadWhileConnected(
  url: string,
  lock: number,
  signal: AbortSignal,
  { work, finish }: Duty,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  const connectionLost = new AbortController();
  client.on('error', () => {
    connectionLost.abort();
  });
  const over = AbortSignal.any([signal, connectionLost.signal]);
  try {
    await client.connect();
    const { rows } = await client.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [lock]);
    if (rows[0]?.leads !== true) return;
    while (!over.aborted) await work(client);
    if (!connectionLost.signal.aborted) await finish(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether a platform serves the database: one process leads the duty of numbering changes. */
export async function isPlatformRunning(url: string): Promise<boolean> {
  return onOwnConnection(url, async (sql) => {
    const [lock] = await sql.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [DUTY_LOCKS.SEAL]);
    return lock?.free === false;
  });
}
