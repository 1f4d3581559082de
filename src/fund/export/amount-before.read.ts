import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { asFen, type Fen, ZERO_FEN } from '../../kernel/fen.ts';
import type { PaymentScope } from '../payments/payment.ts';
import { paidIn } from '../payments/payment.read.ts';
import { ROW_ORDER } from '../real-name/real-name-row.read.ts';

/** Reads the sum of the first rows of a table, in the order of the table; `null` if it does not have as many. */
export async function amountBefore(sql: Sql, scope: PaymentScope, known: KnownAt, rows: number): Promise<Fen | null> {
  if (rows === 0) return ZERO_FEN;
  const parameters = new Parameters();
  const paid = paidIn(parameters, scope, known);
  const [row] = await sql.query<{ amount: string | null; rows: string }>(
    `with paid as (${paid}), before as (
       select p.amount_fen from paid p order by ${ROW_ORDER} limit ${parameters.add(rows)})
     select sum(amount_fen)::text as amount, count(*)::text as rows from before`,
    parameters.values,
  );
  return Number(row?.rows) === rows ? asFen(Number(row?.amount)) : null;
}
