import type { Database } from '../database/database.ts';
import { paidBy, type PaidSum } from '../fund/payments/paid-by.ts';
import { paymentsOfYear } from '../fund/payments/payment.ts';
import { cachedFigure } from './counting/cached-figure.ts';
import type { StatisticsScope } from './statistics.ts';

/** 资金: sums the payments of a year by fund source or by aid type. */
export function moneyBy(
  column: 'source' | 'aid_type',
  database: Database,
  scope: StatisticsScope,
  year: number,
): Promise<readonly PaidSum[]> {
  const { union, territory, today, revision } = scope;
  const payments = { ...paymentsOfYear(year), union, territory, today };
  return cachedFigure(database, scope, `${column} ${year}`, () => paidBy(database, payments, revision, column));
}
