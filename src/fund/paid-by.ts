import type { Database } from '../database/database.ts';
import type { KnownAt } from '../database/time/known-at.ts';
import { ZERO_FEN } from '../kernel/fen.ts';
import { readAtOneRevision } from '../database/time/one-revision.ts';
import { AID_TYPES, FUND_SOURCES } from '../registry/household/disbursement.fields.ts';
import type { PaymentScope, PaymentSum } from './payment.ts';
import { paymentsBy } from './payment-sum.read.ts';

/** The payments from one funding source or of one aid type, with its code and Chinese name. */
export interface PaidSum extends PaymentSum {
  readonly key: string;
  readonly name: string;
}

const NOTHING: PaymentSum = { amountFen: ZERO_FEN, payments: 0, households: 0 };

/** 资金来源: sums the payments by source, in the order of the code list; a source without payments has sums of 0. */
export function paidBySource(database: Database, scope: PaymentScope, known: KnownAt): Promise<readonly PaidSum[]> {
  return paidBy(database, scope, known, 'source', FUND_SOURCES);
}

/** 帮扶项目: sums the payments by aid type, in the order of the code list; one without payments has sums of 0. */
export function paidByAidType(database: Database, scope: PaymentScope, known: KnownAt): Promise<readonly PaidSum[]> {
  return paidBy(database, scope, known, 'aid_type', AID_TYPES);
}

async function paidBy(
  database: Database,
  scope: PaymentScope,
  known: KnownAt,
  column: 'source' | 'aid_type',
  names: Readonly<Record<string, string>>,
): Promise<readonly PaidSum[]> {
  const { rows } = await readAtOneRevision(known, (at) =>
    database.session((sql) => paymentsBy(sql, scope, at, column)),
  );
  const sums = new Map(rows.map(({ key, sum }) => [key, sum]));
  return Object.entries(names).map(([key, name]) => ({ key, name, ...(sums.get(key) ?? NOTHING) }));
}
