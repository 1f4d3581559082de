import { isUnavailable } from '../../database/connection/unavailable.ts';
import type { JobControl, JobKind } from '../../jobs/job.ts';
import { limited } from '../../jobs/limited.ts';
import type { Deps } from '../../usecase/command.ts';
import { problem } from '../../usecase/problem.ts';
import { NO_WORDS } from '../procedure/steps/draft-step.ts';
import { takeFileStep } from '../procedure/steps/take-file-step.ts';
import type { BatchAnswer, BatchFault, FileBatch } from './file-batch.ts';

export const STEP_FILES_JOB = 'step-files';

/** Takes one step of many files as a job. */
export function stepFilesJob(deps: () => Deps): JobKind<FileBatch, BatchAnswer> {
  return { name: STEP_FILES_JOB, run: (batch, control) => stepFiles(deps(), batch, control) };
}

/** How many files are stepped at once: each in a transaction of its own. */
const AT_ONCE = 4;

/**
 * Takes the step of each file of a batch. Each file is stepped whole or, if a guard refuses it or something is wrong inside, not at
 * all, and is named. If it is stopped and run again it ends the same: a step that was taken is answered again by its key.
 */
export async function stepFiles(deps: Deps, batch: FileBatch, { signal, progress }: JobControl): Promise<BatchAnswer> {
  const faults: (BatchFault | null)[] = [];
  const inTurn = limited(AT_ONCE);
  let done = 0;
  progress(0, batch.files.length);
  const stepOne = async (place: number) => {
    signal.throwIfAborted();
    faults[place] = await faultOf(deps, batch, place);
    done += 1;
    progress(done, batch.files.length);
  };
  const steps = batch.files.map((_, place) => inTurn(() => stepOne(place)));
  const ended = await Promise.allSettled(steps);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  const named = faults.filter((fault) => fault !== null);
  return { stepped: batch.files.length - named.length, faults: named };
}

async function faultOf(deps: Deps, batch: FileBatch, place: number): Promise<BatchFault | null> {
  const { id, files, until, confirmation, to = null, ...step } = batch;
  const [fileId, number, afterStep] = files[place] ?? ['', '', 0];
  const words = { ...NO_WORDS, until, confirmation, to };
  const command = { ...step, fileId, afterStep, words, note: null, idempotencyKey: `${id} ${fileId}` };
  try {
    const taken = await takeFileStep(deps, command);
    const [first] = taken.ok ? [] : taken.error;
    return first === undefined ? null : { ...first, fileId, number };
  } catch (error) {
    // Without the database nothing can be stepped: the job is run again. What fails of one file does not keep the others back.
    if (isUnavailable(error)) throw error;
    return { ...problem('STEP_FAILED', 'act'), fileId, number };
  }
}
