import { JobFailure, type JobKind } from '../../jobs/job.ts';
import { isPlatformRunning } from '../../jobs/leader.store.ts';
import { followJob } from '../../jobs/follow-job.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { progressLine } from '../../jobs/progress-line.ts';
import type { Config } from '../../config.ts';
import type { Deps } from '../../usecase/command.ts';
import { todayInChina } from '../../usecase/today.ts';
import type { Platform } from '../platform.ts';
import { onPlatform } from './on-platform.ts';
import { refuseCommand, withConfig } from './run-command.ts';

type Progress = (done: number, total: number | null) => void;

/**
 * Runs a job of a name on the projection of a running server, or on one of this process if none runs: a file of DuckDB is open
 * in one process only. `tell` prints the answer and returns the exit code.
 */
export function onProjection<Answer extends object>(
  name: string,
  makeKind: (deps: () => Deps) => JobKind<object, Answer>,
  tell: (answer: Answer) => number,
): Promise<number> {
  const run = async (config: Config, platform: Platform) => {
    const { database, secrets } = platform;
    const kind = makeKind(() => ({ database, secrets, today: todayInChina() }));
    const isServed = await isPlatformRunning(platform.url);
    const answer = isServed ? await askServer(platform, kind, tellProgress()) : await runHere(config, platform, kind);
    return answer.ok ? tell(answer.value) : refuseCommand(answer.error);
  };
  return withConfig((config) => onPlatform(config, (platform) => run(config, platform), [name]));
}

async function askServer<Answer extends object>(
  { jobs }: Platform,
  kind: JobKind<object, Answer>,
  progress: Progress,
): Promise<Result<Answer, string>> {
  const id = await jobs.submit(kind, {}, { key: kind.name, group: kind.name });
  return id.ok ? followJob<Answer>(jobs.view, kind, id.value, progress) : id;
}

async function runHere<Answer extends object>(
  config: Config,
  { database }: Platform,
  kind: JobKind<object, Answer>,
): Promise<Result<Answer, string>> {
  // A command that is only asked how it is used need not load DuckDB.
  const { openServedProjection } = await import('../served-projection.ts');
  const projection = await openServedProjection(config, [database], (event) => process.stderr.write(`${event}\n`));
  const abort = new AbortController();
  process.once('SIGINT', () => {
    abort.abort();
  });
  try {
    return succeed(await kind.run({}, { signal: abort.signal, progress: tellProgress() }));
  } catch (error) {
    if (error instanceof JobFailure) return fail(error.message);
    throw error;
  } finally {
    await projection.close();
  }
}

/** Prints the progress, once the total is known. */
function tellProgress(): Progress {
  let tell: ((done: number) => void) | undefined;
  return (done, total) => {
    if (total === null) return;
    tell ??= progressLine('', total);
    tell(done);
  };
}
