import type { PaymentFilter } from '../payments/payment.ts';
import { printPeriod } from '../payments/period.ts';
import { tableTitle } from '../real-name/table-title.ts';
import { type RealNameColumnName, USUAL_COLUMNS } from './real-name-columns.ts';
import { SHEET_NAME, signatureLines } from './table-face.ts';

/** The papers that are made from the payments of a filter. */
export const PAPER_NAMES = { REAL_NAME_TABLE: SHEET_NAME, SIGNING_LIST: '发放花名册' } as const;

export type PaperName = keyof typeof PAPER_NAMES;

interface Paper {
  readonly columns: readonly RealNameColumnName[];
  readonly signatures: readonly string[];
  readonly titleOf: (filter: PaymentFilter) => string;
  /** The payments that it lists, of those that are asked for. */
  readonly narrow: (filter: PaymentFilter) => PaymentFilter;
}

/** The columns of a list that recipients sign (practice of offices, section 2). */
const SIGNING_COLUMNS: readonly RealNameColumnName[] = [
  'NUMBER',
  'NAME',
  'IDENTITY_NUMBER',
  'WORKPLACE',
  'AID_TYPE',
  'PAYMENT_METHOD',
  'AMOUNT',
  'RECIPIENT_SIGNATURE',
  'COLLECTOR_SIGNATURE',
  'RECEIVED_ON',
];

export const PAPERS: Readonly<Record<PaperName, Paper>> = {
  REAL_NAME_TABLE: {
    columns: USUAL_COLUMNS,
    signatures: signatureLines({}),
    titleOf: tableTitle,
    narrow: (filter) => filter,
  },
  // Cash and goods are signed for; what was reversed was not handed out.
  SIGNING_LIST: {
    columns: SIGNING_COLUMNS,
    signatures: ['单位负责人', '审核人', '经办人', '经办人', '发放日期'].map((one) => `${one}：`),
    titleOf: ({ period }) => `${printPeriod(period)}帮扶资金（物品）${PAPER_NAMES.SIGNING_LIST}`,
    narrow: (filter) => {
      const { paymentMethods } = filter;
      return { ...filter, paymentMethods: paymentMethods ?? ['CASH', 'GOODS'], isStanding: true };
    },
  },
};
