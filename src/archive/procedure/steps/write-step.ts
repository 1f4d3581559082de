import type { Sql } from '../../../database/database.ts';
import { printDay } from '../../../kernel/calendar.ts';
import { invariant } from '../../../kernel/invariant.ts';
import type { ArchiveFileState } from '../../../registry/file/archive-file.ts';
import { handFile } from '../../../registry/file/hand-file.ts';
import { moveFile } from '../../../registry/file/move-file.ts';
import type { Admitted } from '../../../registry/recording/admit-household.ts';
import { insertReceipt } from '../../assessment-receipt.store.ts';
import type { Confirmation } from '../../centre-confirmation.ts';
import type { ArchiveFileRow } from '../../reading/archive-file.read.ts';
import { type FileCourse, isTakeover } from '../course/course.ts';
import type { Step } from '../course/step.ts';
import type { FileDecision } from '../circumstances/decide-files.ts';
import { insertFileStep } from './file-step.store.ts';

/** A step that the guards let pass, with what it was judged by. */
export interface PassedStep {
  readonly stepId: string;
  readonly file: ArchiveFileRow;
  readonly admission: Admitted;
  readonly step: Step;
  readonly course: FileCourse;
  readonly after: FileCourse;
  readonly decision: FileDecision | null;
  readonly confirmation: Confirmation | null;
}

/** Writes a step: the receipt that it rests on, the step itself, and the state of the file where that changes. */
export async function writeStep(sql: Sql, changeId: string, passed: PassedStep): Promise<void> {
  const { stepId, file, admission, step, course, after } = passed;
  invariant(after.state !== null, 'a file that was stepped has a state');
  await writeReceipt(sql, changeId, passed);
  const householdKey = admission.stored.dataKey;
  const of = { fileId: file.id, householdId: file.householdId, householdKey };
  const states = { fromState: course.state, toState: after.state };
  await insertFileStep(sql, changeId, { id: stepId, ...of, number: course.steps.length + 1, ...states, step });
  if (isTakeover(step))
    await handFile(sql, { id: file.id, stewardId: step.unionId, from: printDay(step.on), changeId });
  const before = stateOf(file);
  const category = step.act === 'PUBLICISE' ? step.content.category : before.category;
  if (after.state === before.state && category === before.category) return;
  await moveFile(sql, {
    ...{ id: file.id, householdId: file.householdId, householdKey, changeId },
    before: { from: file.since, state: before },
    after: { from: printDay(step.on), state: { ...before, state: after.state, category, reason: step.note } },
  });
}

async function writeReceipt(sql: Sql, changeId: string, { step, file, admission, decision, confirmation }: PassedStep) {
  if (step.act !== 'PUBLICISE' && step.act !== 'RECORD') return;
  invariant(decision !== null && typeof decision !== 'string', 'a publicity and a record rest on a decision');
  const { facts, assessment } = decision;
  const on = { householdId: file.householdId, revision: admission.revision };
  await insertReceipt(sql, changeId, { id: step.receiptId, ...on, facts, assessment, confirmation });
}

/** The state of a file on record, with what is sealed. */
function stateOf({ level, category, hardshipClass, state, secret }: ArchiveFileRow): ArchiveFileState {
  invariant(level !== undefined && state !== undefined, 'a file has a level and a state');
  const reason = secret('reason') as string | null;
  return { level, category: category ?? null, hardshipClass: hardshipClass ?? null, state, reason };
}
