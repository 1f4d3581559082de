import { assessmentReceiptTable } from './assessment-receipt.entity.ts';
import { insertRows } from '../database/table.ts';
import { assessmentJson } from '../assessment/json/assessment-json.ts';
import type { Sql } from '../database/database.ts';
import { digestContent } from '../database/time/idempotency.ts';
import { printDay } from '../kernel/calendar.ts';
import type { Assessment } from '../policy/decision/assess.ts';
import type { HouseholdFacts } from '../policy/facts/facts.ts';
import { RULEBOOK_VERSION } from '../policy/decision/rulebook.ts';

/** A decision to record, with its facts, rulebook and result. */
export interface NewReceipt {
  readonly id: string;
  readonly householdId: string;
  /** The revision of the register at which the facts were read. */
  readonly revision: number;
  readonly facts: HouseholdFacts;
  readonly assessment: Assessment;
  readonly confirmation: { readonly unionId: string; readonly document: string } | null;
}

export function insertReceipt(sql: Sql, changeId: string, receipt: NewReceipt): Promise<void> {
  return insertReceipts(sql, changeId, [receipt]);
}

/** Inserts the receipts of one change in one statement. */
export async function insertReceipts(sql: Sql, changeId: string, receipts: readonly NewReceipt[]): Promise<void> {
  const rows = receipts.map(({ id, householdId, revision, facts, assessment, confirmation }) => ({
    ...{ id, householdId, revision, recordedIn: changeId },
    ...{ asOf: printDay(facts.asOf), level: facts.level, factsDigest: digestContent(facts) },
    ...{ outcome: assessment.outcome, primaryCategory: assessment.primaryCategory },
    ...{ categories: assessment.categories, missing: assessment.missing, provisional: assessment.provisional },
    ...{ figures: assessmentJson(assessment), rulebookVersion: RULEBOOK_VERSION },
    ...{ confirmedBy: confirmation?.unionId, confirmationDocument: confirmation?.document },
  }));
  await insertRows(sql, assessmentReceiptTable, rows);
}
