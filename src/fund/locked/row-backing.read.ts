import type { Sql } from '../../database/database.ts';
import { type KnownAt, knownAt, recordedBy } from '../../database/time/known-at.ts';

/** What is on record behind a payment. */
export interface Backing {
  /** Whether the household had the file that the payment names, on the pay day. */
  readonly hasFile: boolean;
  /** Whether a decision that it is eligible was recorded for a day up to the pay day. */
  readonly hasDecision: boolean;
}

/** Loads what stands behind payments, by their ids, as known at a revision. */
export async function loadBackings(
  sql: Sql,
  ids: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, Backing>> {
  const rows = await sql.query<Backing & { readonly id: string }>(
    `select d.anchor_id as id,
       exists (select from archive_file f join archive_file_version v on v.anchor_id = f.id and ${knownAt('v', known)}
         where f.number = d.file_number and f.household_id = d.household_id
           and v.valid_from <= d.paid_on and (v.valid_to is null or v.valid_to > d.paid_on)) as "hasFile",
       exists (select from assessment_receipt r where r.household_id = d.household_id and r.outcome = 'ELIGIBLE'
         and r.as_of <= d.paid_on and ${recordedBy('r', known)}) as "hasDecision"
     from disbursement_version d where d.anchor_id = any($1) and ${knownAt('d', known)}`,
    [ids],
  );
  return new Map(rows.map(({ id, hasFile, hasDecision }) => [id, { hasFile, hasDecision }]));
}
