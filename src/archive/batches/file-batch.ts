import type { Day } from '../../kernel/calendar.ts';
import type { Command } from '../../usecase/command.ts';
import type { Problem } from '../../usecase/problem.ts';
import type { Confirmation } from '../centre-confirmation.ts';
import { ACTS, type Act, type Body } from '../procedure/course/course.codes.ts';

const { PUBLICISE, CONCLUDE_PUBLICITY, VERIFY, REVIEW, RECORD, TRANSFER, ACCEPT_TRANSFER } = ACTS;

/**
 * The acts that many files take at once, by one document. What ends a file, gives it back or objects to it says why of each file by
 * itself.
 */
export const BATCH_ACTS = {
  ...{ PUBLICISE, CONCLUDE_PUBLICITY, VERIFY, REVIEW, RECORD },
  ...{ TRANSFER, ACCEPT_TRANSFER },
} as const satisfies Partial<Record<Act, string>>;

export type BatchAct = keyof typeof BATCH_ACTS;

/** One step for each of many files. It is stored as the data of a job, and says nothing that is sensitive. */
export interface FileBatch extends Pick<Command, 'actorId' | 'purpose'> {
  /** The beginning of the idempotency keys of its steps: a job that is run again takes none twice. */
  readonly id: string;
  readonly act: BatchAct;
  readonly body: Body;
  readonly unionId: string;
  readonly on: Day;
  readonly document: string | null;
  readonly until: Day | null;
  readonly confirmation: Confirmation | null;
  /** The union to which the files are offered; a server of the release before has stored none. */
  readonly to?: string | null;
  /** The files, each with its number and how many steps it had when they were chosen. */
  readonly files: readonly (readonly [fileId: string, number: string, steps: number])[];
}

/** A file of a batch that was not stepped, and why. */
export interface BatchFault extends Problem {
  readonly fileId: string;
  readonly number: string;
}

/** What became of a batch: each file was stepped whole, or not at all and is named. */
export interface BatchAnswer {
  readonly stepped: number;
  readonly faults: readonly BatchFault[];
}
