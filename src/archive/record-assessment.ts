import { insertChanges, sealChanges } from '../database/change-log.ts';
import type { Sql } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import type { Day } from '../kernel/calendar.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { assess, type Assessment } from '../policy/assess.ts';
import type { Level } from '../policy/facts.ts';
import { needsConfirmation } from '../policy/levels.ts';
import { indexStandards } from '../policy/standards.ts';
import type { Command, Deps } from '../registry/command.ts';
import { currentFacts } from '../registry/facts/current-facts.ts';
import { problem, type Problem } from '../registry/problem.ts';
import { admitHouseholds } from '../registry/recording/admit-household.ts';
import { once } from '../registry/recording/once.ts';
import { isCentre } from '../registry/union/union.ts';
import { insertReceipt } from './assessment-receipt.store.ts';

/** A decision to be recorded as it comes out now, on the facts as they stand on a day. */
export interface RecordAssessment extends Command {
  readonly householdId: string;
  readonly asOf: Day;
  readonly level: Level;
  readonly expectedRevision: number | null;
  /** The county-level centre's, where a provisional standard is used (POLICY, section 7). */
  readonly confirmation: { readonly unionId: string; readonly document: string } | null;
}

export interface RecordedAssessment {
  readonly receiptId: string;
  readonly changeId: string;
  readonly outcome: Assessment['outcome'];
}

/** Assesses a household on what is on record, and keeps the decision with all that led to it. */
export async function recordAssessment(
  deps: Deps,
  command: RecordAssessment,
): Promise<Result<RecordedAssessment, readonly Problem[]>> {
  await sealChanges(deps.database);
  return deps.database.transaction((sql) => once(sql, command, () => decide(sql, deps, command)));
}

async function decide(
  sql: Sql,
  deps: Deps,
  command: RecordAssessment,
): Promise<Result<RecordedAssessment, readonly Problem[]>> {
  const { actorId, householdId, expectedRevision, confirmation, purpose } = command;
  const about = { actorId, householdId, unionId: null, expectedRevision };
  const [admission = fail([])] = await admitHouseholds(sql, deps, 'RECORD_ASSESSMENT', [about]);
  if (!admission.ok) return admission;
  const read = await currentFacts(sql, deps.today, command);
  if (!read.ok) return read;
  const { facts, standards } = read.value;
  const assessment = assess(facts, indexStandards(standards));
  const refusal = await refuseUnconfirmed(sql, assessment, confirmation);
  if (refusal !== undefined) return fail([refusal]);
  const changeId = newId();
  const subject = { subjectKind: 'HOUSEHOLD', subjectId: householdId } as const;
  await insertChanges(sql, [{ id: changeId, actorId, action: 'RECORD_ASSESSMENT', purpose, ...subject }]);
  const receipt = { id: newId(), householdId, revision: admission.value.revision, facts, assessment, confirmation };
  await insertReceipt(sql, changeId, receipt);
  return succeed({ receiptId: receipt.id, changeId, outcome: assessment.outcome });
}

async function refuseUnconfirmed(
  sql: Sql,
  assessment: Assessment,
  confirmation: RecordAssessment['confirmation'],
): Promise<Problem | undefined> {
  if (!needsConfirmation(assessment)) return undefined;
  if (confirmation === null || !/\S/.test(confirmation.document))
    return problem('PROVISIONAL_STANDARD', 'confirmation');
  return (await isCentre(sql, confirmation.unionId)) ? undefined : problem('NOT_A_CENTRE', 'confirmation', 'unionId');
}
