import { type Bilingual, bilingual } from '../kernel/bilingual.ts';

/** What deserves a second look, and stops no write. The same shape as a problem. */
export interface Notice extends Bilingual {
  readonly code: NoticeCode;
  readonly path: string;
  /** The number of the case in which the common superior union decides. */
  readonly caseNumber?: string;
  /** The other household that it is about, within the actor's territory. */
  readonly householdId?: string;
}

/** The codes of notices and their sentences. */
export const NOTICES = {
  WORKER_IS_NOT_SELF: '困难职工的关系不是本人 / the relation of the worker is not 本人',
  PARENT_HARDLY_OLDER:
    '父母与子女相差不足 14 年，或祖孙相差不足 28 年 / ' +
    'a parent is not 14 years older than the child, or a grandparent not 28',
  DIVISION_NOT_ON_RECORD:
    '此行政区划未登记，可能已撤销或有误 / this division is not on record: it may be abolished, or wrong',
  CARD_CHECK_DIGIT: '银行卡号校验位不符，请核对 / the check digit of the card is wrong: compare it with the card',
  PAID_AFTER_DEATH: '死亡之后仍有发放，请追回并冲销 / paid after the death: ask the money back and reverse the payment',
  NOT_A_MOBILE: '不是 11 位手机号码 / is no mobile number of 11 digits',
  SAME_ACCOUNT:
    '另一在册家庭使用同一银行账号，请核对是否重复建档 / ' +
    'another household on record has the same account: look whether both are one',
  SAME_CONTACT:
    '另一在册人员的姓名、出生日期、手机号码与此人相同，请核对是否同一人 / ' +
    'another person on record has the same name, day of birth and telephone: look whether both are one',
  SAME_NAME_AND_BIRTH_DAY:
    '另一在册人员的姓名、出生日期与此人相同，请核对是否同一人 / ' +
    'another person on record has the same name and day of birth: look whether both are one',
  DUPLICATES_NOT_LOOKED_FOR:
    '今日查得的他处在档人员已达上限，未再核对其他地区有无重复 / ' +
    'you have reached today’s limit of persons found on file elsewhere: other regions were not searched for duplicates',
} as const;

export type NoticeCode = keyof typeof NOTICES;

export function notice(code: NoticeCode, ...path: readonly (string | number)[]): Notice {
  return { code, path: path.join('.'), ...bilingual(NOTICES[code]) };
}
