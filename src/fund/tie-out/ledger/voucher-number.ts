import { withoutInvisible } from '../../../fields/name-form.ts';
import { type Month, monthNumber, printMonth, toMonth, yearOf } from '../../../kernel/calendar.ts';

/**
 * A 凭证号 in the form by which it is compared. `记-0012`, `记-12`, `记12`, `记 字第 12 号`, `记账凭证12号` and `记－００１２` are one number, of
 * the 字 记; `收-12` and `银付-12` are others. `12`, `0012` and `第12号` have no 字. Accounting programs begin anew with 1 in each month
 * or in each year; so a number may have its month or year before it or after the 字: `2026-03 记-12`, `2026年3月记12号`, `202603-12`,
 * `记-2026-03-0012`, `3月12号`, `2026-记-12`.
 */
export interface VoucherNumber {
  /** The 凭证字; `null` if it has none. */
  readonly word: string | null;
  /** The number without leading zeros; what is no number at all is compared as it was written. */
  readonly number: string;
  readonly year: number | null;
  /** From 1 to 12. */
  readonly month: number | null;
}

/** Longer texts are no number, and are compared as they were written. */
const LONGEST_NUMBER = 60;
/** The months that may precede a number, of which something must be left. */
const PERIODS: readonly RegExp[] = [
  /^(?<year>(?:19|20)\d{2})(?:年|[-./])(?<month>0?[1-9]|1[0-2])(?!\d)(?:月份?|期)?[-./]?(?<rest>.*\d.*)$/,
  /^(?<year>(?:19|20)\d{2})(?<month>0[1-9]|1[0-2])(?:[-./]|(?!\d))(?<rest>.*\d.*)$/,
  /^(?<year>(?:19|20)\d{2})(?:年度?|[-./])(?<rest>.*\d.*)$/,
  /^(?<month>0?[1-9]|1[0-2])月份?[-./]?(?<rest>.*\d.*)$/,
];

export function parseVoucherNumber(text: string): VoucherNumber {
  const written = withoutInvisible(text.normalize('NFKC'))
    .replace(/\s/gu, '')
    .replace(/[\p{Dash_Punctuation}−_]/gu, '-')
    .toUpperCase();
  const asWritten = { word: null, number: written, year: null, month: null };
  return written.length > LONGEST_NUMBER ? asWritten : (numberIn(written) ?? asWritten);
}

function numberIn(written: string): VoucherNumber | undefined {
  const [before, after] = beforeDigit(written);
  const { year, month, rest } = periodIn(after);
  const [between, tail] = beforeDigit(rest);
  const digits = /^\d+(?:[-/.]\d+)*/.exec(tail)?.[0];
  if (digits === undefined || plainWord(tail.slice(digits.length)) !== '') return undefined;
  const word = plainWord(before + between);
  return { word: word === '' ? null : word, number: plainDigits(digits), year, month };
}

/** Divides a text before its first digit. */
function beforeDigit(text: string): readonly [string, string] {
  const at = text.search(/\d/);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/** Takes the month or year off the beginning of a number. */
function periodIn(text: string) {
  for (const pattern of PERIODS) {
    const found = pattern.exec(text)?.groups;
    if (found === undefined) continue;
    const { year, month, rest = '' } = found;
    return { year: asNumber(year), month: asNumber(month), rest };
  }
  return { year: null, month: null, rest: text };
}

function asNumber(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

/** Removes what merely says that it is a number of a voucher, and shortens the names of the usual 凭证字. */
function plainWord(word: string): string {
  return word
    .replace(/凭证|NO|[第字号#:.()[\]{}〔〕【】/-]/g, '')
    .replace(/(?<=[记转])[账帐]|(?<=[收付])款|(?<=银)行|(?<=现)金/g, '');
}

/** Leading zeros do not count, nor do decimals of a number that a program took for an amount: `0012` and `12.0` are 12. */
function plainDigits(digits: string): string {
  return digits
    .replace(/^(\d+)\.0+$/, '$1')
    .replace(/\d+/g, (part) => part.replace(/^0+(?=\d)/, ''))
    .replaceAll('/', '-');
}

/** The month that a number names; `null` if it names none, or no year. */
export function monthOfNumber({ year, month }: VoucherNumber): Month | null {
  return year === null || month === null ? null : toMonth(year, month);
}

/** Whether a number may be of a month: it names that month or year, or none. */
export function isOfMonth({ year, month }: VoucherNumber, of: Month): boolean {
  return (year === null || year === yearOf(of)) && (month === null || month === monthNumber(of));
}

/** Prints a number with its month, in the form in which it can be typed without a doubt: `2026-03 记-12`. */
export function printVoucherNumber({ word, number }: VoucherNumber, of: Month): string {
  return `${printMonth(of)} ${word === null ? '' : `${word}-`}${number}`;
}
