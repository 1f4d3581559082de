import type { Sql } from '../../database/database.ts';
import { hasRows } from '../../database/rows.ts';
import { notEnded } from '../../database/time/valid-on.ts';

interface LiveFile {
  readonly householdId: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  /** A file that is closed in the same step. */
  readonly except: string | null;
}

/** Whether a household has a file on a day or later that has not ended by then (Article 14). */
export function hasLiveFile(sql: Sql, { householdId, from, except }: LiveFile): Promise<boolean> {
  return hasRows(
    sql,
    `select 1 from archive_file_version v
     where v.household_id = $1 and v.superseded_in is null and v.state not in ('LIFTED', 'WITHDRAWN', 'REFUSED')
       and ${notEnded('v', '$2::date')} and ($3::uuid is null or v.anchor_id <> $3)`,
    [householdId, from, except],
  );
}
