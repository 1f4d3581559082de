import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Decided } from '../decide-batch.ts';
import type { IdRange } from '../../history/id-range.ts';
import type { ThreadTask } from './decide-thread.ts';

/** The program runs from `src` or from `dist`, which have other extensions. */
const PROGRAM = join(import.meta.dirname, `decide-thread${extname(import.meta.filename)}`);
const MOST_THREADS = 8;

/** Decides the households of one range after another. */
export interface RangeDecider {
  readonly decide: (range: IdRange) => Promise<Decided>;
  readonly end: () => Promise<void>;
}

/** Starts as many threads as there are cores. A thread that fails lets the work that waits for it fail. */
export async function startThreads(task: ThreadTask, signal: AbortSignal): Promise<readonly RangeDecider[]> {
  const count = Math.min(MOST_THREADS, availableParallelism());
  const threads = Array.from({ length: count }, () => new Worker(PROGRAM, { workerData: task }));
  const answer = async (thread: Worker) => ((await once(thread, 'message', { signal })) as unknown[])[0];
  const deciders = threads.map((thread): RangeDecider => {
    return {
      decide: (range) => {
        thread.postMessage(range);
        return answer(thread) as Promise<Decided>;
      },
      end: async () => {
        await thread.terminate();
      },
    };
  });
  try {
    await Promise.all(threads.map(answer));
    return deciders;
  } catch (error) {
    await Promise.all(deciders.map(({ end }) => end()));
    throw error;
  }
}
