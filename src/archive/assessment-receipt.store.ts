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

export async function insertReceipt(sql: Sql, changeId: string, receipt: NewReceipt): Promise<void> {
  const { id, householdId, revision, facts, assessment, confirmation } = receipt;
  const row = {
    id,
    household_id: householdId,
    as_of: printDay(facts.asOf),
    level: facts.level,
    revision,
    outcome: assessment.outcome,
    primary_category: assessment.primaryCategory,
    categories: assessment.categories,
    figures: assessmentJson(assessment),
    missing: assessment.missing,
    provisional: assessment.provisional,
    rulebook_version: RULEBOOK_VERSION,
    facts_digest: digestContent(facts),
    confirmed_by: confirmation?.unionId ?? null,
    confirmation_document: confirmation?.document ?? null,
    recorded_in: changeId,
  };
  await sql.query(
    `insert into assessment_receipt (${Object.keys(row).join(', ')})
     values (${Object.keys(row)
       .map((_, at) => `$${at + 1}`)
       .join(', ')})`,
    Object.values(row),
  );
}
