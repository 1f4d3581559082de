import type { Result } from '../kernel/result.ts';

/** A kind of long work, known by its name. */
export interface JobKind<Data extends object, Answer extends object> {
  readonly name: string;
  /**
   * Does the work. It may be done again from the beginning after a crash, so doing it twice must come to the same; it
   * stops soon after `control.signal` is aborted.
   */
  readonly run: (data: Data, control: JobControl) => Promise<Answer>;
  /** Takes away what the data name outside the database, once the job is done or cancelled; doing it twice is nothing. */
  readonly drop?: (data: Data) => Promise<void>;
}

interface JobControl {
  readonly signal: AbortSignal;
  /** Says how far it has come; the total may be unknown. */
  readonly progress: (done: number, total: number | null) => void;
}

/** `DEAD`: it failed as often as it may; it stays to be looked at. */
export type JobState = 'WAITING' | 'RUNNING' | 'DONE' | 'CANCELLED' | 'DEAD';

export interface JobView<Answer> {
  /** What it was asked to do. */
  readonly request: object;
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  readonly answer: Answer | null;
  /** Why it is dead: `PROCESS_DIED` (twice, while it was worked on), another code or an error id, never data. */
  readonly failure: string | null;
}

/** A failure that may be told: its message holds no data of persons. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
}

/** How a job is queued. */
export interface JobOrder {
  /** One job under a key at a time. */
  readonly key: string;
  /** Jobs of one group run after each other. */
  readonly group: string;
  /** Of those jobs whose data hold these so many may wait. */
  readonly limit?: { readonly data: object; readonly waiting: number };
}

export interface JobCount {
  readonly kind: string;
  readonly state: JobState;
  readonly count: number;
}

/** The queue of one process: it submits jobs and works on them. */
export interface JobQueue {
  /**
   * Submits a job unless one under the same key is waiting or running; answers the id of whichever there is, or that too
   * many wait already.
   */
  readonly submit: (kind: JobKind<never, object>, data: object, order: JobOrder) => Promise<Result<string, 'TOO_MANY'>>;
  /** How many jobs of a kind wait whose data hold these. */
  readonly waiting: (kind: JobKind<never, object>, data: object) => Promise<number>;
  /** Starts to work on jobs of a kind: of each group one at a time, of all groups at once. */
  readonly work: <Data extends object, Answer extends object>(kind: JobKind<Data, Answer>) => Promise<void>;
  readonly view: <Answer>(kind: JobKind<never, object>, id: string) => Promise<JobView<Answer> | null>;
  /** A waiting job never starts; a running one is told to stop. */
  readonly cancel: <Data extends object>(kind: JobKind<Data, object>, id: string) => Promise<void>;
  /** How many jobs of each kind wait, run, and are dead, as counted a few seconds ago. */
  readonly counts: () => Promise<readonly JobCount[]>;
  /** Tells running work to stop and waits for that, at most half a minute; it goes on in another process. */
  readonly close: () => Promise<void>;
}
