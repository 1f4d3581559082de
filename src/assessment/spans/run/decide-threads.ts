import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Decided } from '../decide-households.ts';
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

/** Starts as many threads as there are cores. If a thread fails or ends, so does the work that waits for it, at once or later. */
export async function startThreads(task: ThreadTask, signal: AbortSignal): Promise<readonly RangeDecider[]> {
  const threads = Array.from({ length: Math.min(MOST_THREADS, availableParallelism()) }, () =>
    startThread(task, signal),
  );
  try {
    await Promise.all(threads.map(({ isReady }) => isReady));
    return threads;
  } catch (error) {
    await Promise.all(threads.map(({ end }) => end()));
    throw error;
  }
}

function startThread(task: ThreadTask, signal: AbortSignal): RangeDecider & { readonly isReady: Promise<unknown> } {
  const thread = new Worker(PROGRAM, { workerData: task });
  const ended = new Promise<never>((_, reject) => {
    thread.once('error', reject).once('exit', () => {
      reject(new Error('the thread has ended'));
    });
  });
  ended.catch(() => undefined);
  const answer = async () => {
    try {
      const [message] = (await Promise.race([once(thread, 'message', { signal }), ended])) as unknown[];
      return message;
    } catch (error) {
      // The caller learns why it was stopped, as it does without threads.
      signal.throwIfAborted();
      throw error;
    }
  };
  return {
    isReady: answer(),
    decide: (range) => {
      const decided = answer() as Promise<Decided>;
      thread.postMessage(range);
      return decided;
    },
    end: async () => {
      await thread.terminate();
    },
  };
}
