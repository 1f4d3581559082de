import { type Bilingual, bilingual } from '../../kernel/bilingual.ts';
import { addFen, asFen, type Fen, ZERO_FEN } from '../../kernel/fen.ts';
import type { Place } from './ledger/ledger-fault.ts';

/** What may differ, in the order in which differences are listed. */
const SENTENCES = {
  NO_LEDGER: '没有总账可核对 / there is no general ledger to compare with',
  NO_VOUCHER_NUMBER: '表中的行没有记账凭证号 / rows of the table have no voucher number',
  VOUCHER_NOT_IN_LEDGER: '总账的所选科目中没有此凭证 / the ledger has no such voucher in the chosen accounts',
  VOUCHER_DIFFERS: '此凭证在表中与总账中的金额不同 / the amounts of this voucher in the table and in the ledger differ',
  VOUCHER_AMBIGUOUS:
    '总账中有多张凭证可对应此凭证号，请在凭证号中写明年月和凭证字，如 2026-03 记-12 / ' +
    'several vouchers of the ledger may be meant: write the month and the 字 with the number, such as 2026-03 记-12',
  VOUCHER_NOT_IN_TABLE: '总账中的此凭证不在表中 / this voucher of the ledger is not in the table',
  PAYMENT_NOT_IN_TABLE: '此笔发放已有记录，但不在表中 / this payment is on record but not in the table',
  PAYMENT_GONE:
    '此笔发放在表中，但已不在范围内的记录之中 / this payment is in the table but no longer on record in its scope',
  PAYMENT_DIFFERS:
    '此笔发放的金额、日期或凭证号与记录不同 / the amount, pay day or voucher number of this payment differs from the record',
  NO_FILE: '表中的行没有档案记录 / no archive file is on record for rows of the table',
  NO_DECISION: '表中的行没有认定记录 / no decision is on record for rows of the table',
  NO_ACCOUNT: '表中的行没有账号记录 / no account is on record for rows of the table',
} as const;

export type DifferenceKind = keyof typeof SENTENCES;

export const DIFFERENCES = Object.fromEntries(
  Object.entries(SENTENCES).map(([kind, sentence]) => [kind, bilingual(sentence)]),
) as Readonly<Record<DifferenceKind, Bilingual>>;

/** One way in which a table does not tie out; it is explained by itself. */
export interface Difference {
  /** From 1. */
  readonly number: number;
  readonly kind: DifferenceKind;
  /** The number of the voucher: as the ledger has it with its month, else as it is on record. */
  readonly voucher: string | null;
  readonly tableFen: number;
  /** The amount on the other side, of which the sums of the sides differ by as much as `tableFen` does. */
  readonly otherFen: number;
  /** The numbers of the rows of the table. */
  readonly rows: readonly number[];
  /** The lines of the ledger. */
  readonly places: readonly Place[];
  readonly payments: readonly string[];
}

/** A difference before it has its number; what it says nothing of is empty. */
export type Found = Pick<Difference, 'kind'> & Partial<Omit<Difference, 'kind' | 'number'>>;

export function numberDifferences(found: readonly Found[]): readonly Difference[] {
  const nothing = { voucher: null, tableFen: 0, otherFen: 0, rows: [], places: [], payments: [] };
  return found.map((one, index) => ({ number: index + 1, ...nothing, ...one }));
}

export function sumFen(amounts: readonly { readonly amountFen: number }[]): Fen {
  return amounts.reduce((sum, { amountFen }) => addFen(sum, asFen(amountFen)), ZERO_FEN);
}
