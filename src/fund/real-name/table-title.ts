import { FUND_SOURCES } from '../../registry/household/disbursement.fields.ts';
import type { PaymentFilter } from '../payments/payment.ts';
import { printPeriod } from '../payments/period.ts';

/** Prints the title of a table: its period, and its source if there is only one. */
export function tableTitle({ period, sources }: Pick<PaymentFilter, 'period' | 'sources'>): string {
  const [source, ...others] = sources ?? [];
  const money = source === undefined || others.length > 0 ? '帮扶资金' : FUND_SOURCES[source];
  return `${printPeriod(period)}${money}实名制汇总表`;
}
