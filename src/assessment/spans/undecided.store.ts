import type { Sql } from '../../database/database.ts';
import { insertRows } from '../../database/table.ts';
import { undecidedHouseholdTable } from './span.entity.ts';

/** A household whose decision failed, and where in the program: never the message of the error, which may quote data. */
export interface Undecided {
  readonly householdId: string;
  readonly fault: string;
}

/** Names the place of a failure: the kind of error and the frame of the stack that raised it. */
export function faultOf(error: unknown): string {
  const { name, stack } = error instanceof Error ? error : new Error();
  const frame = stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return `${name}${frame
    .trimEnd()
    .replace(/^\s+at /, ' at ')
    .replaceAll(/\(?(?:file:\/\/)?\/\S*\//g, '')}`;
}

/** Notes households whose decision failed; their spans stay as they were. */
export async function noteUndecided(
  sql: Sql,
  undecided: readonly Undecided[],
  at: { readonly slot: number; readonly revision: number },
): Promise<void> {
  const ids = undecided.map(({ householdId }) => householdId);
  await sql.query('delete from undecided_household where slot = $1 and household_id = any($2::uuid[])', [at.slot, ids]);
  const rows = undecided.map((one) => ({ ...one, ...at }));
  await insertRows(sql, undecidedHouseholdTable, rows);
}

/** Lets the follower decide the households whose decision failed once more: the program may be another one now. */
export async function retryUndecided(sql: Sql): Promise<void> {
  await sql.query(
    `insert into decision_write (transaction, household_id)
     select 0, u.household_id from undecided_household u join decision_state s on s.slot = u.slot on conflict do nothing`,
  );
}
