import type { Config } from '../../config.ts';
import { JobFailure, type JobKind } from '../../jobs/job.ts';
import { isPlatformRunning } from '../../jobs/leader.store.ts';
import { followJob } from '../../jobs/follow-job.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { progressLine } from '../../jobs/progress-line.ts';
import type { Deps } from '../../usecase/command.ts';
import { todayInChina } from '../../usecase/today.ts';
import type { Platform } from '../platform.ts';
import { openServedProjection } from '../served-projection.ts';

/**
 * Runs a job on the projection of a running server, or on one of this process if none runs: a file of DuckDB is open in one
 * process only.
 */
export async function onProjection<Answer extends object>(
  config: Config,
  { database, secrets, jobs, url }: Platform,
  makeKind: (deps: () => Deps) => JobKind<object, Answer>,
): Promise<Result<Answer, string>> {
  const kind = makeKind(() => ({ database, secrets, today: todayInChina() }));
  let tell: ((done: number) => void) | undefined;
  const progress = (done: number, total: number | null) => {
    if (total === null) return;
    tell ??= progressLine('', total);
    tell(done);
  };
  if (await isPlatformRunning(url)) {
    const id = await jobs.submit(kind, {}, { key: kind.name, group: kind.name });
    return id.ok ? followJob<Answer>(jobs.view, kind, id.value, progress) : id;
  }
  const projection = await openServedProjection(config, [database], (event) => process.stderr.write(`${event}\n`));
  const abort = new AbortController();
  process.once('SIGINT', () => {
    abort.abort();
  });
  try {
    return succeed(await kind.run({}, { signal: abort.signal, progress }));
  } catch (error) {
    if (error instanceof JobFailure) return fail(error.message);
    throw error;
  } finally {
    await projection.close();
  }
}
