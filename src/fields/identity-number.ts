import { type Day, parseDay } from '../kernel/calendar.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { withoutInvisible } from './name-form.ts';

/** 公民身份号码 (GB 11643-1999): 6 digits for the area, 8 for the date of birth, 3 for the sequence, and a check digit. */
export interface IdentityNumber {
  /** 18 characters, of which the last is a digit or `X`. */
  readonly number: string;
  /** The division that issued the number, which may have been abolished since; the person may be registered elsewhere now. */
  readonly area: string;
  readonly birthDay: Day;
  readonly sex: 'MALE' | 'FEMALE';
}

/** The reasons why a text is not an identity number. */
export type IdentityFault = 'NOT_18_OR_15_DIGITS' | 'NO_SUCH_BIRTH_DAY' | 'WRONG_CHECK_DIGIT';

/** The provinces that identity numbers begin with. */
export const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/**
 * Reads an identity number as it is written on paper or in a workbook. It normalises surrounding blanks, full-width digits,
 * marks that cannot be seen and a small `x`, and converts a number of 15 digits (issued before 1999, with a year of two digits) to 18.
 */
export function parseIdentityNumber(text: string): Result<IdentityNumber, IdentityFault> {
  const written = withoutInvisible(text).normalize('NFKC').trim().toUpperCase();
  const number = /^[0-9]{15}$/.test(written) ? convert(written) : written;
  if (!/^[0-9]{17}[0-9X]$/.test(number)) return fail('NOT_18_OR_15_DIGITS');
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)];
  const birthDay = parseDay(`${year}-${month}-${day}`);
  if (birthDay === undefined) return fail('NO_SUCH_BIRTH_DAY');
  if (computeCheckDigit(number) !== number.slice(17)) return fail('WRONG_CHECK_DIGIT');
  const sex = Number(number.slice(16, 17)) % 2 === 1 ? 'MALE' : 'FEMALE';
  return succeed({ number, area: number.slice(0, 6), birthDay, sex });
}

function convert(fifteen: string): string {
  const seventeen = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`;
  return seventeen + computeCheckDigit(seventeen);
}

/** Computes the check digit of the first 17 digits by MOD 11-2. */
export function computeCheckDigit(number: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return CHECK_DIGITS.charAt(sum % 11);
}
