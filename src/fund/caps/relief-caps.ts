import { type Day, requireDay } from '../../kernel/calendar.ts';
import type { AID_TYPES } from '../../registry/household/disbursement.fields.ts';

export type AidType = keyof typeof AID_TYPES;

/** What a cap comes to. */
type CapMeasure =
  /** 当地低保标准年度总和: the monthly standards of the twelve months of the year of the pay day, of one person. */
  | { readonly kind: 'STANDARDS_OF_YEAR' }
  /** So many of the monthly standards in force on the pay day. */
  | { readonly kind: 'MONTHLY_STANDARDS'; readonly months: number }
  /** 个人自付部分: what was not reimbursed of the bills of the survey in force. */
  | { readonly kind: 'SELF_PAID' };

/** 帮扶限额: what a kind of aid may come to for a household, or for a person, in a period; in force on pay days from `from` on. */
export interface ReliefCap {
  readonly aidType: AidType;
  readonly from: Day;
  /** The last day; `null` while no later document is known. */
  readonly to: Day | null;
  readonly of: 'HOUSEHOLD' | 'PERSON';
  readonly measure: CapMeasure;
  /** The document that sets it, in Chinese. */
  readonly source: string;
}

const RULES_OF_2015 = '全总《中央财政专项帮扶资金使用管理办法》（总工发〔2015〕20号）第五条';

/**
 * The caps whose documents are known (facts of the field, 1.3). Which figures hold for the other kinds of aid, and in the province, is
 * not known: there the room is unknown, and not without limit.
 */
export const RELIEF_CAPS: readonly ReliefCap[] = [
  { aidType: 'LIVING', of: 'HOUSEHOLD', measure: { kind: 'STANDARDS_OF_YEAR' } },
  { aidType: 'MEDICAL', of: 'PERSON', measure: { kind: 'SELF_PAID' } },
  { aidType: 'SCHOOLING', of: 'PERSON', measure: { kind: 'MONTHLY_STANDARDS', months: 10 } },
].map((cap) => ({ ...cap, from: requireDay('2015-05-08'), to: null, source: RULES_OF_2015 }) as ReliefCap);
