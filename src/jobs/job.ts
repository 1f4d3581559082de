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
