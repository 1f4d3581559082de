import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Decided } from './decide-batch.store.ts';
import type { WorkerAnswer, WorkerBatch, WorkerTask } from './decide-worker.ts';

/** The program runs from `src` or from `dist`, which have other extensions. */
const PROGRAM = join(import.meta.dirname, `decide-worker${extname(import.meta.filename)}`);
const MOST_THREADS = 8;

interface ThreadedRun {
  readonly task: WorkerTask;
  readonly signal: AbortSignal;
  /** The households after an id; `null` after the last. The first call has no id. */
  readonly next: (after: string | null) => Promise<{ readonly from: string; readonly to: string } | null>;
  /** Notes that all households up to an id are decided, and how many more these are. */
  readonly advance: (doneTo: string, households: number) => Promise<void>;
}

/** Decides households batch by batch in as many threads as there are cores; after a failure nothing more is begun. */
export async function decideInThreads({ task, signal, next, advance }: ThreadedRun): Promise<Decided> {
  const threads = Array.from({ length: Math.min(MOST_THREADS, availableParallelism()) }, () => {
    return new Worker(PROGRAM, { workerData: task });
  });
  const sum = { households: 0, spans: 0 };
  const turn = serially();
  const batches = batchesInOrder(next, advance);
  const work = async (thread: Worker) => {
    await answerOf(thread, signal);
    for (;;) {
      const batch = await turn(batches.take);
      if (batch === null) break;
      thread.postMessage(batch);
      const answer = (await answerOf(thread, signal)) as WorkerAnswer;
      sum.households += answer.households;
      sum.spans += answer.spans;
      await turn(() => batches.finish(batch, answer.households));
    }
    thread.postMessage('END');
    await once(thread, 'exit');
  };
  try {
    await Promise.all(threads.map(work));
    return sum;
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** The next message of a thread; rejects if the thread fails or the signal is aborted. */
async function answerOf(thread: Worker, signal: AbortSignal): Promise<unknown> {
  const [message] = (await once(thread, 'message', { signal })) as unknown[];
  return message;
}

/** Hands out batches in order, and advances past those before which all are finished. */
function batchesInOrder(next: ThreadedRun['next'], advance: ThreadedRun['advance']) {
  let taken = 0;
  let last: string | null = null;
  let isOver = false;
  let advanced = 0;
  const finished = new Map<number, { readonly to: string; readonly households: number }>();
  return {
    take: async (): Promise<WorkerBatch | null> => {
      const range = isOver ? null : await next(last);
      if (range === null) {
        isOver = true;
        return null;
      }
      last = range.to;
      return { at: taken++, ...range };
    },
    finish: async ({ at, to }: WorkerBatch, households: number): Promise<void> => {
      finished.set(at, { to, households });
      for (let done = finished.get(advanced); done !== undefined; done = finished.get(advanced)) {
        finished.delete(advanced);
        advanced += 1;
        await advance(done.to, done.households);
      }
    },
  };
}

/** Runs one work after another: they share a connection. */
function serially(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
