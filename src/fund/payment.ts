import type { Day } from '../kernel/calendar.ts';
import type { Fen } from '../kernel/fen.ts';
import type { HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../registry/household/household.codes.ts';
import type { AID_TYPES, FUND_SOURCES } from '../registry/household/disbursement.fields.ts';

export type FundSource = keyof typeof FUND_SOURCES;
export type AidType = keyof typeof AID_TYPES;

/** Which payments: of a calendar year, of whose money, where. */
export interface PaymentScope {
  readonly year: number;
  /** `null`: of every source. */
  readonly source: FundSource | null;
  /** Of the households that this union or one under it keeps, as known at the revision: its id or its code. */
  readonly union: string | null;
  /** The unions within whose subtrees the viewer may read them: judged by the steward of now. */
  readonly territory: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** 金额、人次、户数 of some payments; a household paid twice is one household. */
export interface PaymentSum {
  readonly amountFen: Fen;
  readonly payments: number;
  readonly households: number;
}

/** The same with the persons who benefit. */
export interface BeneficiarySum extends PaymentSum {
  readonly persons: number;
}

/** 小计: what was paid to the households that a union keeps, of an aid type, from a source. */
export interface PaymentSubtotal extends BeneficiarySum {
  readonly unionId: string;
  readonly unionCode: string;
  readonly unionName: string;
  readonly aidType: AidType;
  readonly source: FundSource;
}

/** 小计 and 合计: the payments' own sum, to the fen. */
export interface PaymentTotals {
  readonly subtotals: readonly PaymentSubtotal[];
  readonly total: BeneficiarySum;
}

/**
 * A row of the 实名制汇总表: a payment with its file, and whom it benefits, as they stood on the day of payment; where
 * nothing is on record of that day, as they stood nearest to it. `null`: not on record.
 */
export interface RealNameRow {
  readonly disbursementId: string;
  readonly householdId: string;
  readonly personId: string | null;
  readonly unionId: string;
  readonly unionName: string;
  readonly fileNumber: string | null;
  readonly name: string | null;
  readonly workplace: string | null;
  readonly hardshipClass: keyof typeof HARDSHIP_CLASSES | null;
  readonly mainCause: keyof typeof HARDSHIP_CAUSES | null;
  /** 家庭人口 as the rules count it (Article 4); `null` while it is not verified of some member. */
  readonly population: number | null;
  readonly aidType: AidType;
  readonly source: FundSource;
  readonly amountFen: Fen;
  readonly bank: string | null;
  /** As written on the form, with the relation. */
  readonly payee: string | null;
  readonly paidOn: Day;
  /** Opens an encrypted value when it is asked for: `identityNumber`, `telephone`, `accountNumber`, `note`. */
  readonly secret: (key: string) => unknown;
}

/** Where a row stands: 序号 (from 1 through all pages), then what it is sorted by. The next page begins after it. */
export type RowKey = readonly (string | null)[];
