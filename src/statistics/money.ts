import type { Database } from '../database/database.ts';
import { type PaidSum, paidByAidType, paidBySource } from '../fund/paid-by.ts';
import type { PaymentScope } from '../fund/payment.ts';
import { cachedFigure } from './counting/cached-figure.ts';
import type { StatisticsScope } from './statistics.ts';

/** 资金: sums the payments of a year by fund source. */
export function moneyBySource(database: Database, scope: StatisticsScope, year: number): Promise<readonly PaidSum[]> {
  return cachedFigure(database, scope, `source ${year}`, () =>
    paidBySource(database, paymentScope(scope, year), scope.revision),
  );
}

/** 资金: sums the payments of a year by aid type. */
export function moneyByAidType(database: Database, scope: StatisticsScope, year: number): Promise<readonly PaidSum[]> {
  return cachedFigure(database, scope, `aid type ${year}`, () =>
    paidByAidType(database, paymentScope(scope, year), scope.revision),
  );
}

function paymentScope({ union, territory, today }: StatisticsScope, year: number): PaymentScope {
  return { year, source: null, union, territory, today };
}
