import type { Day } from '../../kernel/calendar.ts';
import type { Fen } from '../../kernel/fen.ts';
import type { HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../../registry/household/household.codes.ts';
import type {
  AID_TYPES,
  FUND_SOURCES,
  PAYMENT_METHODS,
  PERSON_CATEGORIES,
} from '../../registry/household/disbursement.fields.ts';
import type { Period } from './period.ts';

export type FundSource = keyof typeof FUND_SOURCES;
export type AidType = keyof typeof AID_TYPES;
export type PaymentMethod = keyof typeof PAYMENT_METHODS;

/** Which payments are asked for; `null` of a list stands for all. */
export interface PaymentFilter {
  /** The pay days. */
  readonly period: Period;
  readonly sources: readonly FundSource[] | null;
  readonly aidTypes: readonly AidType[] | null;
  /** The 发放方式; a payment without one is in none of them. */
  readonly paymentMethods: readonly PaymentMethod[] | null;
  /** Whether reversed payments and the entries that reverse them are left out. */
  readonly isStanding: boolean;
  /** The id or code of a union: on the pay day, as known at the revision, it or a union under it is the household's steward. */
  readonly union: string | null;
}

/** Returns the filter of all payments of a calendar year. */
export function paymentsOfYear(year: number): PaymentFilter {
  const period = { year, quarter: null, month: null };
  return { period, sources: null, aidTypes: null, paymentMethods: null, isStanding: false, union: null };
}

/** A scope of payments: a filter, and what the viewer may read of it. */
export interface PaymentScope extends PaymentFilter {
  /**
   * The unions in whose subtrees the viewer may read payments; the current steward decides. `null` where the right to the
   * union of the filter was asked for before.
   */
  readonly territory: readonly string[] | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * The 金额、人次、户数 of some payments; a household that was paid twice counts once. A payment stands unless the entry that reverses
 * it is of the same period: then the pair comes to nothing, and is nobody's 人次 or 户数. One that is reversed in a later period stands
 * in its own; there the entry has its negative amount, and counts for nobody.
 */
export interface PaymentSum {
  readonly amountFen: Fen;
  readonly payments: number;
  readonly households: number;
}

/** {@link PaymentSum} with the number of persons who benefit, and of the rows that the table has. */
export interface BeneficiarySum extends PaymentSum {
  readonly persons: number;
  readonly rows: number;
}

/** A 小计: the payments of one aid type from one source to the households of one steward. */
export interface PaymentSubtotal extends BeneficiarySum {
  readonly unionId: string;
  readonly unionCode: string;
  readonly unionName: string;
  readonly aidType: AidType;
  readonly source: FundSource;
}

/** 小计 and 合计: the sums of the payments, exact to the fen. */
export interface PaymentTotals {
  readonly subtotals: readonly PaymentSubtotal[];
  readonly total: BeneficiarySum;
}

/**
 * A row of the 实名制汇总表: a payment with its file and its beneficiary as they were on the day of payment, or as close to
 * that day as there is a record. `null` means not on record.
 */
export interface RealNameRow {
  readonly disbursementId: string;
  readonly householdId: string;
  readonly personId: string | null;
  readonly unionId: string;
  readonly unionName: string;
  readonly fileNumber: string | null;
  /** 职工编号, the number of the household's worker in the national system. */
  readonly workerNumber: string | null;
  readonly name: string | null;
  readonly workplace: string | null;
  readonly hardshipClass: keyof typeof HARDSHIP_CLASSES | null;
  readonly mainCause: keyof typeof HARDSHIP_CAUSES | null;
  /** 家庭人口 as the rules count it (Article 4); `null` while it is not verified for every member. */
  readonly population: number | null;
  readonly aidType: AidType;
  readonly source: FundSource;
  readonly amountFen: Fen;
  readonly bank: string | null;
  /** The payee as on the form, with the relation. */
  readonly payee: string | null;
  readonly paidOn: Day;
  readonly personCategory: keyof typeof PERSON_CATEGORIES | null;
  readonly allocationNumber: string | null;
  readonly paymentMethod: PaymentMethod | null;
  readonly collector: string | null;
  readonly voucherNumber: string | null;
  /** Decrypts a value when it is needed: `identityNumber`, `telephone`, `accountNumber`, `basis`, `note`. */
  readonly secret: (key: string) => unknown;
}

/** The position of a row: its 序号 (counted through all pages), then its sort keys. The next page begins after it. */
export type RowKey = readonly (string | null)[];
