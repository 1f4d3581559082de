import type { Database } from '../../database/database.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { ZERO_FEN } from '../../kernel/fen.ts';
import { readAtOneRevision } from '../../database/time/one-revision.ts';
import { AID_TYPES, FUND_SOURCES } from '../../registry/household/disbursement.fields.ts';
import type { PaymentScope, PaymentSum } from './payment.ts';
import { paymentsBy } from './payment-sum.read.ts';

/** The payments from one funding source or of one aid type, with its code and Chinese name. */
export interface PaidSum extends PaymentSum {
  readonly key: string;
  readonly name: string;
}

const NOTHING: PaymentSum = { amountFen: ZERO_FEN, payments: 0, households: 0 };

const NAMES = { source: FUND_SOURCES, aid_type: AID_TYPES } as const;

/** Sums the payments by 资金来源 or by 帮扶项目, in the order of the code list; one without payments has sums of 0. */
export async function paidBy(
  database: Database,
  scope: PaymentScope,
  known: KnownAt,
  column: keyof typeof NAMES,
): Promise<readonly PaidSum[]> {
  const { rows } = await readAtOneRevision(known, (at) =>
    database.session((sql) => paymentsBy(sql, scope, at, column)),
  );
  const sums = new Map(rows.map(({ key, sum }) => [key, sum]));
  return Object.entries(NAMES[column]).map(([key, name]) => ({ key, name, ...(sums.get(key) ?? NOTHING) }));
}
