import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { isUnavailable } from '../database/connection/unavailable.ts';
import type { Database } from '../database/database.ts';
import { reportFailure } from '../server/http/answers/report-failure.ts';
import { openProjection } from '../statistics/projection/open-projection.store.ts';
import type { Projection } from '../statistics/projection/projection.ts';
import { serveProjection } from '../statistics/projection/served-projection.ts';

const FOLLOW_MILLISECONDS = 300;
/** After a refusal, such as that nothing is decided yet or that the disk is full. */
const RETRY_MILLISECONDS = 5000;
const PAUSE_MILLISECONDS = 30_000;

/** Opens the projection of this process over its databases, of which the first feeds it. */
export async function openServedProjection(
  { dataFolder, statisticsMegabytes, pool }: Config,
  databases: readonly [Database, ...Database[]],
  log: (event: string) => void,
): Promise<Projection> {
  const projection = await openProjection({
    database: databases[0],
    folder: join(dataFolder, 'statistics'),
    megabytes: statisticsMegabytes,
    seconds: pool.statementSeconds,
    log,
  });
  serveProjection(databases, projection);
  return projection;
}

/** Lets a projection follow the register until it is stopped; after a failure, which is logged, it pauses. */
export function keepFollowing(projection: Projection, log: Logger): () => Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const run = async () => {
    while (!signal.aborted) {
      const milliseconds = await followOnce(projection, log);
      await pause(milliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
  const followed = run();
  return async () => {
    controller.abort();
    await followed;
    await projection.close();
  };
}

async function followOnce(projection: Projection, log: Logger): Promise<number> {
  try {
    const followed = await projection.follow();
    return followed.ok ? FOLLOW_MILLISECONDS : RETRY_MILLISECONDS;
  } catch (error) {
    if (!isUnavailable(error)) reportFailure(log, 'INTERNAL', error, null);
    return PAUSE_MILLISECONDS;
  }
}
