import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { asFen, type Fen, ZERO_FEN } from '../../kernel/fen.ts';
import type { PaymentScope, RowKey } from '../payment.ts';
import { paidIn } from '../payment.read.ts';

/** The rows of a table before one of its volumes: their sum, and the key of the last of them. */
export interface RowsBefore {
  readonly amountFen: Fen;
  readonly last: RowKey | null;
}

interface Row {
  readonly amount: string;
  readonly code: string;
  readonly file: string;
  readonly paid: string;
  readonly id: string;
}

const ORDER = 'p.steward_code, p.file_key, p.paid_on, p.anchor_id';

/** Reads the sum and the end of the first rows of a table, in the order of the table; `null` if it does not have as many. */
export async function rowsBefore(
  sql: Sql,
  scope: PaymentScope,
  known: KnownAt,
  rows: number,
): Promise<RowsBefore | null> {
  if (rows === 0) return { amountFen: ZERO_FEN, last: null };
  const parameters = new Parameters();
  const paid = paidIn(parameters, scope, known);
  const [row] = await sql.query<Row>(
    `with paid as (${paid}), before as (
       select p.*, sum(p.amount_fen) over (order by ${ORDER}) as amount, row_number() over (order by ${ORDER}) as place
       from paid p)
     select amount::text, steward_code as code, file_key as file, paid_on as paid, anchor_id as id
     from before where place = ${parameters.add(rows)}`,
    parameters.values,
  );
  if (row === undefined) return null;
  const { amount, code, file, paid: day, id } = row;
  return { amountFen: asFen(Number(amount)), last: [String(rows), code, file, day, id] };
}
