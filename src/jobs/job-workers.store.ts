import type { Job, JobResult, PgBoss } from 'pg-boss';
import { invariant } from '../kernel/invariant.ts';

/** How many jobs of a kind may run at a time in a process. */
const MOST_RUNNING = 64;
const POLLING = { pollingIntervalSeconds: 0.5, localGroupConcurrency: 1, perJobResults: true } as const;

/** Keeps one idle worker that polls for jobs, in addition to the busy ones, up to {@link MOST_RUNNING}. */
export async function keepWorkers<Data extends object>(
  boss: PgBoss,
  name: string,
  run: (job: Job<Data>) => Promise<JobResult>,
): Promise<void> {
  let workers = 0;
  let looking = 0;
  const add = async (): Promise<void> => {
    const id: string = await boss.work<Data>(name, POLLING, async ([job]) => {
      invariant(job !== undefined, 'a worker has one job at a time');
      looking -= 1;
      try {
        if (looking === 0 && workers < MOST_RUNNING) await add().catch(() => undefined);
        return [await run(job)];
      } finally {
        looking += 1;
        if (looking > 1) {
          workers -= 1;
          looking -= 1;
          void boss.offWork(name, { id });
        }
      }
    });
    workers += 1;
    looking += 1;
  };
  await add();
}
