import { randomUUID } from 'node:crypto';
import type { Job, JobResult, PgBoss } from 'pg-boss';
import type { Database } from '../database/database.ts';
import { errorCode } from '../kernel/error-code.ts';
import { type Attempts, beginAttempt, earlierAttempts, endAttempt } from './job-attempt.store.ts';
import { JobFailure, type JobKind } from './job.ts';
import { type JobProgress, saveProgress } from './job-progress.store.ts';
import { type GiveBack, Turns } from './turns.ts';

const TICK_MILLISECONDS = 500;
const RETRY_MILLISECONDS = 1000;
/** A job on which the process died so often is not begun again. */
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

/** Runs jobs, and keeps account of what becomes of them. */
export class JobRunner {
  readonly #boss: PgBoss;
  readonly #database: Database;
  readonly #log: (event: string) => void;
  readonly #running = new Map<string, Pick<Run<never, object>, 'attempt' | 'controller'>>();
  /** Ends of attempts that the database has not noted yet. */
  readonly #ending = new Map<string, Promise<void>>();
  /** Jobs on which the process died run one at a time: so none dies a second time of another's fault. */
  readonly #suspects = new Turns(1);
  #isClosing = false;

  constructor(boss: PgBoss, database: Database, log: (event: string) => void) {
    this.#boss = boss;
    this.#database = database;
    this.#log = log;
  }

  /** Does a job, or says why it is dead; an error of it is told by a code or an id. */
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
    const timer = setInterval(() => void this.#look(run).catch(() => undefined), TICK_MILLISECONDS);
    try {
      return await this.#outcome(run, earlier);
    } finally {
      clearInterval(timer);
      this.#running.delete(id);
    }
  }

  /** Tells a job to stop, if it runs here. */
  stop(id: string): void {
    this.#running.get(id)?.controller.abort();
  }

  stopAll(): void {
    for (const { controller } of this.#running.values()) controller.abort();
  }

  /** What still runs is left: that is no death. */
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
    let giveBack: GiveBack = () => undefined;
    try {
      if (deaths > 0) giveBack = await this.#suspects.take(id, signal);
      const answer = await this.#work(run);
      // What the database does not take as an answer is a failure of the job too.
      await this.#boss.complete(kind.name, { id, retryCount: attempt }, answer);
      this.#end(id, attempt, false);
      await this.#drop(run);
      return { id, status: 'completed', output: answer };
    } catch (error) {
      this.#end(id, attempt, !signal.aborted);
      if (signal.aborted) return await this.#stopped(run);
      return ended(id, failures + 1 < MOST_FAILURES ? 'failed' : 'deadletter', this.#tellable(error));
    } finally {
      // The next suspect may end the process at once: by then it is noted that this one has ended.
      if (deaths > 0) await this.#ending.get(id);
      giveBack();
    }
  }

  /** What cannot be taken away lies until the sweep: the job is done all the same. */
  async #drop<Data extends object>({ kind, data }: Run<Data, object>): Promise<void> {
    try {
      await kind.drop?.(data);
    } catch (error) {
      this.#tellable(error);
    }
  }

  async #work<Data extends object, Answer extends object>(run: Run<Data, Answer>): Promise<Answer> {
    const { kind, id, data, attempt, signal } = run;
    // Not while it waited: whatever the process died of then is not this job's.
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

  /** Says how far a job has come, and stops one that is no longer to run here. */
  async #look<Data extends object>({ kind, id, attempt, controller, progress }: Run<Data, object>): Promise<void> {
    await saveProgress(this.#database, id, progress);
    const [job] = await this.#boss.findJobs(kind.name, { id });
    if (job?.state !== 'active' || job.retryCount !== attempt) controller.abort();
  }

  /** It was cancelled, or the process is to stop: then it goes on in another. */
  async #stopped<Data extends object>(run: Run<Data, object>): Promise<JobResult> {
    const { kind, id } = run;
    const [job] = await this.#boss.findJobs(kind.name, { id });
    if (job?.state === 'cancelled') await this.#drop(run);
    return ended(id, 'failed', new JobFailure('STOPPED'));
  }

  /** The database may be away: the end is noted when it is back. */
  #end(id: string, attempt: number, failed: boolean): void {
    const noted = async (): Promise<void> => {
      try {
        await endAttempt(this.#database, id, attempt, failed);
      } catch (error) {
        if (this.#isClosing) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS).unref());
        await noted();
      }
    };
    const ending = noted()
      .catch(() => undefined)
      .finally(() => this.#ending.delete(id));
    this.#ending.set(id, ending);
  }

  /** A database's error may quote data: of what was not made to be told, only an id and a code go out. */
  #tellable(error: unknown): JobFailure {
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
