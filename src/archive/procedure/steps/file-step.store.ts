import type { KeyObject } from 'node:crypto';
import type { Sql } from '../../../database/database.ts';
import { copyTexts } from '../../../database/copy-texts.ts';
import { rowBinding, rowCodec } from '../../../fields/row-codec.ts';
import type { FilingBasis } from '../../jurisdiction/derive-filing.ts';
import type { CourseState } from '../course/course.codes.ts';
import type { Step } from '../course/step.ts';
import { fileStepFields } from './file-step.fields.ts';

/** A step to be written, as the next one of its file. */
export interface NewFileStep {
  readonly id: string;
  readonly fileId: string;
  readonly householdId: string;
  readonly householdKey: KeyObject;
  readonly number: number;
  readonly fromState: CourseState | null;
  readonly toState: CourseState;
  readonly step: Step;
  /** Of the first step: who files, and by what. */
  readonly filing?: FilingBasis;
}

const codec = rowCodec(fileStepFields);
const HEAD = ['id', 'file_id', 'household_id', 'number', 'actor_id', 'union_id', 'from_state', 'to_state'];

export async function insertFileStep(sql: Sql, changeId: string, given: NewFileStep): Promise<void> {
  const { id, fileId, householdId, householdKey, number, fromState, toState, step, filing } = given;
  const row = [
    ...[id, fileId, householdId, String(number), step.actorId, step.unionId, fromState, toState],
    ...[
      'receiptId' in step ? step.receiptId : null,
      step.act === 'SETTLE_OBJECTION' ? step.objectionId : null,
      step.act === 'TRANSFER' ? step.toUnionId : null,
      changeId,
    ],
    ...codec.encode(
      { ...valuesOf(step), ...filingOf(filing) },
      householdKey,
      rowBinding('archive_file_step', id, changeId),
    ),
  ];
  const columns = [...HEAD, 'receipt_id', 'objection_id', 'to_union_id', 'recorded_in', ...codec.columns];
  await copyTexts(sql, { table: 'archive_file_step', columns, rows: [row] });
}

const NOTHING = Object.fromEntries(Object.keys(fileStepFields).map((name) => [name, null]));

/** What is derived of the filing union; what is empty is not there. */
function filingOf(filing: FilingBasis | undefined): object {
  const listed = (codes: readonly string[] | undefined) => (codes === undefined || codes.length === 0 ? null : codes);
  return {
    filingRules: listed(filing?.rules),
    filingGaps: listed(filing?.gaps),
    filingStated: listed(filing?.stated),
  };
}

/** The values of a step by the names of the dictionary. */
function valuesOf(step: Step): object {
  const content = step.act === 'PUBLICISE' ? { ...step.content, ...step.contact } : {};
  const findings = step.act === 'REFUSE' ? { findings: step.findings.join('\n') } : {};
  const reason = step.act === 'WITHDRAW' ? { withdrawalReason: step.reason } : {};
  return { ...NOTHING, ...step, ...content, ...findings, ...reason };
}
