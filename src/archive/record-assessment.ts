import { insertChange, sealChanges } from '../database/time/change-log.ts';
import type { Sql } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { type Day, printDay } from '../kernel/calendar.ts';
import { fail, succeed } from '../kernel/result.ts';
import { assess, type Assessment } from '../policy/decision/assess.ts';
import type { Level } from '../policy/facts/facts.ts';
import { needsConfirmation } from '../policy/decision/levels.ts';
import { indexStandards } from '../policy/money/standards.ts';
import type { Command, Deps } from '../usecase/command.ts';
import { currentFacts } from '../assessment/register/current-facts.ts';
import { problem, type Problem, type OrProblems } from '../usecase/problem.ts';
import { admitHouseholds } from '../registry/recording/admit-household.ts';
import { execute, type Numbered, numbered } from '../usecase/execute.ts';
import { type Confirmation, isConfirmedBy } from './centre-confirmation.ts';
import { insertReceipt } from './assessment-receipt.store.ts';

/** A request to assess a household on its facts as of a day and to record the decision. */
export interface RecordAssessment extends Command {
  readonly householdId: string;
  readonly asOf: Day;
  readonly level: Level;
  readonly expectedRevision: number | null;
  /** The confirmation by a county-level centre, which a provisional standard requires (POLICY, section 7). */
  readonly confirmation: Confirmation | null;
}

interface Recorded {
  readonly receiptId: string;
  readonly changeId: string;
  readonly outcome: Assessment['outcome'];
}

/** Assesses a household on its recorded facts, and records the decision with everything that led to it. */
export async function recordAssessment(deps: Deps, command: RecordAssessment): Promise<OrProblems<Numbered<Recorded>>> {
  await sealChanges(deps.database);
  return numbered(deps.database, await execute(deps, 'recordAssessment', command, decide));
}

async function decide(sql: Sql, deps: Deps, command: RecordAssessment): Promise<OrProblems<Recorded>> {
  const { actorId, householdId, asOf, expectedRevision, confirmation } = command;
  if (printDay(asOf) > deps.today) return fail([problem('AFTER_TODAY', 'asOf')]);
  const about = { actorId, householdId, unionId: null, expectedRevision };
  const [admission = fail([])] = await admitHouseholds(sql, deps, 'RECORD_ASSESSMENT', [about]);
  if (!admission.ok) return admission;
  const read = await currentFacts(sql, deps.today, command);
  if (!read.ok) return read;
  const { facts, standards } = read.value;
  const assessment = assess(facts, indexStandards(standards));
  const { stewardId } = admission.value;
  const refusal = await refuseUnconfirmed(sql, assessment, confirmation, { stewardId, today: deps.today });
  if (refusal !== undefined) return fail([refusal]);
  const changeId = await insertChange(sql, command, 'RECORD_ASSESSMENT', 'HOUSEHOLD', householdId);
  const receipt = { id: newId(), householdId, revision: admission.value.revision, facts, assessment, confirmation };
  await insertReceipt(sql, changeId, receipt);
  return succeed({ receiptId: receipt.id, changeId, outcome: assessment.outcome });
}

async function refuseUnconfirmed(
  sql: Sql,
  assessment: Assessment,
  confirmation: RecordAssessment['confirmation'],
  { stewardId, today }: { readonly stewardId: string; readonly today: string },
): Promise<Problem | undefined> {
  if (!needsConfirmation(assessment)) return undefined;
  const confirmed = await isConfirmedBy(sql, confirmation, stewardId, today);
  if (!confirmed.ok) return confirmed.error;
  return confirmed.value ? undefined : problem('PROVISIONAL_STANDARD', 'confirmation');
}
