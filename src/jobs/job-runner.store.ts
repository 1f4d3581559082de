import { randomUUID } from 'node:crypto';
import type { Job, JobResult, PgBoss } from 'pg-boss';
import type { Database } from '../database/database.ts';
import { errorCode } from '../kernel/error-code.ts';
import { type Attempts, beginAttempt, earlierAttempts, endAttempt } from './job-attempt.store.ts';
import { JobFailure, type JobKind } from './job.ts';
import { type JobProgress, saveProgress } from './job-progress.store.ts';
import { type Release, FairSemaphore } from './fair-semaphore.ts';

const TICK_MILLISECONDS = 500;
const RETRY_MILLISECONDS = 1000;
/** A job during which the process died so often is not run again. */
const MOST_DEATHS = 2;
const MOST_FAILURES = 6;

/** A job that runs in this process. */
interface Run<Data extends object, Answer extends object> {
  readonly kind: JobKind<Data, Answer>;
  readonly id: string;
  readonly data: Data;
  readonly attempt: number;
  readonly controller: AbortController;
  readonly signal: AbortSignal;
  progress: JobProgress;
}

/** Runs jobs, and records how each attempt ends. */
export class JobRunner {
  readonly #boss: PgBoss;
  readonly #database: Database;
  readonly #log: (event: string) => void;
  readonly #running = new Map<string, Pick<Run<never, object>, 'attempt' | 'controller'>>();
  /** The ends of attempts that are not recorded in the database yet, by job. */
  readonly #ending = new Map<string, Promise<void>>();
  /** Jobs during which the process died run one at a time, so that none is blamed for a death caused by another. */
  readonly #suspects = new FairSemaphore(1);
  #isClosing = false;

  constructor(boss: PgBoss, database: Database, log: (event: string) => void) {
    this.#boss = boss;
    this.#database = database;
    this.#log = log;
  }

  /** Runs a job; refuses it if it is dead. Errors are reported by a code or an id. */
  async run<Data extends object, Answer extends object>(
    kind: JobKind<Data, Answer>,
    { id, data, retryCount: attempt, signal }: Job<Data>,
  ): Promise<JobResult> {
    await this.#ending.get(id);
    const earlier = await earlierAttempts(this.#database, id);
    if (earlier.deaths >= MOST_DEATHS) return ended(id, 'deadletter', new JobFailure('PROCESS_DIED'));
    const controller = new AbortController();
    const stopped = AbortSignal.any([signal, controller.signal]);
    const run = { kind, id, data, attempt, controller, signal: stopped, progress: { done: 0, total: null } };
    this.#running.set(id, run);
    const timer = setInterval(() => void this.#poll(run).catch(() => undefined), TICK_MILLISECONDS);
    try {
      return await this.#outcome(run, earlier);
    } finally {
      clearInterval(timer);
      this.#running.delete(id);
    }
  }

  /** Stops a job, if it runs in this process. */
  stop(id: string): void {
    this.#running.get(id)?.controller.abort();
  }

  stopAll(): void {
    for (const { controller } of this.#running.values()) controller.abort();
  }

  /** Abandons the jobs that still run, and records that their attempts ended, so that they do not count as deaths. */
  async close(): Promise<void> {
    for (const [id, { attempt }] of this.#running) this.#end(id, attempt, false);
    this.#isClosing = true;
    await Promise.all(this.#ending.values());
  }

  async #outcome<Data extends object, Answer extends object>(
    run: Run<Data, Answer>,
    { deaths, failures }: Attempts,
  ): Promise<JobResult> {
    const { kind, id, attempt, signal } = run;
    let release: Release = () => undefined;
    try {
      if (deaths > 0) release = await this.#suspects.acquire(id, signal);
      const answer = await this.#work(run);
      // An answer that the database does not accept is a failure of the job too.
      await this.#boss.complete(kind.name, { id, retryCount: attempt }, answer);
      this.#end(id, attempt, false);
      await this.#deleteFiles(run);
      return { id, status: 'completed', output: answer };
    } catch (error) {
      this.#end(id, attempt, !signal.aborted);
      if (signal.aborted) return await this.#stopped(run);
      return ended(id, failures + 1 < MOST_FAILURES ? 'failed' : 'deadletter', this.#toJobFailure(error));
    } finally {
      // The next suspect may kill the process at once: the end of this one must be recorded before.
      if (deaths > 0) await this.#ending.get(id);
      release();
    }
  }

  /** Deletes the job's files. The job counts as done even if that fails; a sweep deletes them later. */
  async #deleteFiles<Data extends object>({ kind, data }: Run<Data, object>): Promise<void> {
    try {
      await kind.deleteFiles?.(data);
    } catch (error) {
      this.#toJobFailure(error);
    }
  }

  async #work<Data extends object, Answer extends object>(run: Run<Data, Answer>): Promise<Answer> {
    const { kind, id, data, attempt, signal } = run;
    // The attempt begins only now: a death of the process while the job waited was not its fault.
    await beginAttempt(this.#database, id, attempt);
    const progress = (done: number, total: number | null) => {
      run.progress = { done, total };
    };
    try {
      return await kind.run(data, { signal, progress });
    } finally {
      await saveProgress(this.#database, id, run.progress).catch(() => undefined);
    }
  }

  /** Saves the progress of a job, and stops it if it was cancelled or given to another worker. */
  async #poll<Data extends object>({ kind, id, attempt, controller, progress }: Run<Data, object>): Promise<void> {
    await saveProgress(this.#database, id, progress);
    const [job] = await this.#boss.findJobs(kind.name, { id });
    if (job?.state !== 'active' || job.retryCount !== attempt) controller.abort();
  }

  /** Ends a stopped run: a cancelled job drops its files, any other goes on in another process. */
  async #stopped<Data extends object>(run: Run<Data, object>): Promise<JobResult> {
    const { kind, id } = run;
    const [job] = await this.#boss.findJobs(kind.name, { id });
    if (job?.state === 'cancelled') await this.#deleteFiles(run);
    return ended(id, 'failed', new JobFailure('STOPPED'));
  }

  /** Records the end of an attempt; retries until the database is available. */
  #end(id: string, attempt: number, hasFailed: boolean): void {
    const recordEnd = async (): Promise<void> => {
      try {
        await endAttempt(this.#database, id, attempt, hasFailed);
      } catch (error) {
        if (this.#isClosing) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS).unref());
        await recordEnd();
      }
    };
    const ending = recordEnd()
      .catch(() => undefined)
      .finally(() => this.#ending.delete(id));
    this.#ending.set(id, ending);
  }

  /** Makes an error safe to show: an error that may quote data is logged and replaced by an id and a code. */
  #toJobFailure(error: unknown): JobFailure {
    if (error instanceof JobFailure) return error;
    const code = errorCode(error) ?? (error instanceof Error ? error.name : 'unknown');
    const id = randomUUID();
    this.#log(`任务出错 / a job failed: ${id} ${code}`);
    return new JobFailure(`${id} ${code}`);
  }
}

function ended(id: string, status: 'failed' | 'deadletter', { message }: JobFailure): JobResult {
  return { id, status, output: { message } };
}
