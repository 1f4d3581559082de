import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import type { PaymentScope } from './payment.ts';
import { paidIn } from './payment.read.ts';

/** A payment with what it is compared by. */
export interface ListedPayment {
  readonly payment: string;
  readonly amountFen: number;
  /** `YYYY-MM-DD`. */
  readonly paidOn: string;
  readonly voucher: string | null;
}

/** Lists the payments of a scope, in the order of their ids. */
export async function listPayments(sql: Sql, scope: PaymentScope, known: KnownAt): Promise<readonly ListedPayment[]> {
  const parameters = new Parameters();
  const paid = paidIn(parameters, scope, known);
  const rows = await sql.query<Omit<ListedPayment, 'amountFen'> & { readonly amount: string }>(
    `with paid as (${paid})
     select p.anchor_id as payment, p.amount_fen as amount, p.paid_on as "paidOn", p.voucher_number as voucher
     from paid p order by p.anchor_id`,
    parameters.values,
  );
  return rows.map(({ amount, ...payment }) => ({ ...payment, amountFen: Number(amount) }));
}
