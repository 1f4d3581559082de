import type { Sql } from '../../database/database.ts';
import { hasRows } from '../../database/rows.ts';

/** Whether the decision of any household failed, by the spans in force. */
export function hasUndecided(sql: Sql): Promise<boolean> {
  return hasRows(sql, 'select from undecided_household u join decision_state s on s.slot = u.slot', []);
}

/** Where the decisions of households failed, and of how many. */
export function undecidedFaults(sql: Sql): Promise<{ readonly fault: string; readonly households: number }[]> {
  return sql.query(
    `select u.fault, count(*)::int as households from undecided_household u join decision_state s on s.slot = u.slot
     group by u.fault order by households desc limit 20`,
  );
}
