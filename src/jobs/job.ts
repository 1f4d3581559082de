import type { Result } from '../kernel/result.ts';

export interface JobKind<Data extends object, Answer extends object> {
  readonly name: string;
  /**
   * Does the work. It must be idempotent, since it may be run again from the beginning after a crash. It must stop soon
   * after `control.signal` is aborted.
   */
  readonly run: (data: Data, control: JobControl) => Promise<Answer>;
  /** Deletes what the data refer to outside the database, once the job is done or cancelled; must be idempotent. */
  readonly deleteFiles?: (data: Data) => Promise<void>;
}

export interface JobControl {
  readonly signal: AbortSignal;
  /** Reports the progress; `total` is `null` while it is unknown. */
  readonly progress: (done: number, total: number | null) => void;
}

/** A `DEAD` job has failed too often to be run again; it stays in the queue for inspection. */
export type JobState = 'WAITING' | 'RUNNING' | 'DONE' | 'CANCELLED' | 'DEAD';

export interface JobView<Answer> {
  /** The data that the job was submitted with. */
  readonly request: object;
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  readonly answer: Answer | null;
  /** Why the job is dead: `PROCESS_DIED` (twice, while it ran), another code or an error id, never data. */
  readonly failure: string | null;
}

/** An error whose message may be shown: it holds no personal data. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
}

export interface JobOrder {
  /** At most one job with this key waits or runs at a time. */
  readonly key: string;
  /** Jobs of one group run one after another. */
  readonly group: string;
  /** At most `waiting` jobs whose data contain `data` may wait. */
  readonly limit?: { readonly data: object; readonly waiting: number };
}

export interface JobCount {
  readonly kind: string;
  readonly state: JobState;
  readonly count: number;
}

/** The job queue as one process sees it: it submits jobs and runs them. */
export interface JobQueue {
  /**
   * Submits a job unless one with the same key waits or runs. Returns the id of the new or the existing job, or
   * `TOO_MANY` if the order's limit is reached.
   */
  readonly submit: (kind: JobKind<never, object>, data: object, order: JobOrder) => Promise<Result<string, 'TOO_MANY'>>;
  /** How many waiting jobs of a kind have data that contain these. */
  readonly waiting: (kind: JobKind<never, object>, data: object) => Promise<number>;
  /** Starts to run jobs of a kind: one at a time of each group, different groups concurrently. */
  readonly work: <Data extends object, Answer extends object>(kind: JobKind<Data, Answer>) => Promise<void>;
  readonly view: <Answer>(kind: JobKind<never, object>, id: string) => Promise<JobView<Answer> | null>;
  /** Cancels a job: a waiting one never starts, a running one is stopped. */
  readonly cancel: <Data extends object>(kind: JobKind<Data, object>, id: string) => Promise<void>;
  /** How many jobs of each kind wait, run and are dead; the counts may be a few seconds old. */
  readonly counts: () => Promise<readonly JobCount[]>;
  /** Stops the running jobs and waits for them, at most half a minute; another process runs them again. */
  readonly close: () => Promise<void>;
}
