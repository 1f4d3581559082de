import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { isUnavailable } from '../database/connection/unavailable.ts';
import type { Database } from '../database/database.ts';
import { reportFailure } from '../server/http/answers/report-failure.ts';
import { openProjection } from '../statistics/projection/open-projection.store.ts';
import type { Projection } from '../statistics/projection/projection.ts';
import { serveProjection } from '../statistics/projection/served-projection.ts';

const LEAST_MILLISECONDS = 300;
const MOST_MILLISECONDS = 10_000;
/** Of one core, passes take a tenth at most where nobody waits for them: writes and questions have the rest. */
const RESTS_PER_PASS = 9;
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
      const [least, most] = await followOnce(projection, log);
      await projection.pace.rest(least, most, signal);
    }
  };
  const followed = run();
  return async () => {
    controller.abort();
    await followed;
    await projection.close();
  };
}

/** Follows, and says for how long to rest: at least, and at most. */
async function followOnce(projection: Projection, log: Logger): Promise<readonly [number, number]> {
  const started = performance.now();
  try {
    const followed = await projection.follow();
    if (!followed.ok) return [RETRY_MILLISECONDS, RETRY_MILLISECONDS];
    const milliseconds = RESTS_PER_PASS * (performance.now() - started);
    return [LEAST_MILLISECONDS, Math.min(Math.max(milliseconds, LEAST_MILLISECONDS), MOST_MILLISECONDS)];
  } catch (error) {
    if (!isUnavailable(error)) reportFailure(log, 'INTERNAL', error, null);
    return [PAUSE_MILLISECONDS, PAUSE_MILLISECONDS];
  }
}
