import { parseIdentityNumber, PROVINCE } from './identity-number.ts';

/** An account as it is written: digits, which may be grouped. */
const ACCOUNT = /^[0-9]+(?:[ -]+[0-9]+)*$/;
const ACCOUNT_DIGITS = { least: 8, most: 32 } as const;
/** Cards of banks have a check digit; passbooks and older accounts have none. */
const CARD = /^[0-9]{16,19}$/;
/** A telephone as it is written: digits with the country before them, which may be grouped. */
const TELEPHONE = /^\+?[0-9() -]+$/;
const TELEPHONE_DIGITS = { least: 7, most: 20 } as const;
const COUNTRY = /^(?:\+|00)86|^86(?=1[0-9]{10}$)|^\+/;
/** Which prefixes operators have is left open: new ones are assigned every few years. */
const MOBILE = /^1[0-9]{10}$/;

/** The digits of an account; `undefined` if the text is no account. */
export function accountDigits(text: string): string | undefined {
  const written = text.normalize('NFKC').trim();
  const digits = written.replace(/[ -]/g, '');
  const isAccount =
    ACCOUNT.test(written) && digits.length >= ACCOUNT_DIGITS.least && digits.length <= ACCOUNT_DIGITS.most;
  return isAccount ? digits : undefined;
}

/** Whether an account is as long as a card and its check digit is wrong. Some banks issue such cards all the same. */
export function hasWrongCheckDigit(digits: string): boolean {
  return CARD.test(digits) && !passesLuhn(digits);
}

/** The digits of a telephone number, without those of the country; `undefined` if the text is none. */
export function telephoneDigits(text: string): string | undefined {
  const written = text.normalize('NFKC').trim();
  if (!TELEPHONE.test(written)) return undefined;
  const digits = written.replace(/[() -]/g, '').replace(COUNTRY, '');
  const { least, most } = TELEPHONE_DIGITS;
  return digits.length >= least && digits.length <= most ? digits : undefined;
}

export function isMobile(digits: string): boolean {
  return MOBILE.test(digits);
}

/** Digits with what people write between groups of three or more; days and months have two. */
const GROUPS = /[0-9]{3,}(?:[ _.,/·,、-]{1,3}[0-9]{3,})*X?/gi;
const HAS_DIGITS = /\p{Nd}{3}/u;
/** The number of a file, 16 digits: a division, a year, six digits. Cards of UnionPay begin with 62. */
const FILE_NUMBER = /^(?!62)[0-9]{6}(?:19|20)[0-9]{8}$/;

/** What a text could reveal: an identity number of 18 characters, any identity number, or the number of a card. */
export type Revealed = 'IDENTITY' | 'SHORT_IDENTITY' | 'UNIONPAY_CARD' | 'CARD';

/**
 * The personal numbers that a text contains, by their check digits and days; an identity number of 15 digits has no check
 * digit, and other numbers may look like one.
 */
export function numbersIn(text: string): readonly Revealed[] {
  if (!HAS_DIGITS.test(text)) return [];
  const runs = text.normalize('NFKC').match(GROUPS) ?? [];
  const numbers = new Set(runs.flatMap((run) => [run, ...run.split(/[^0-9X]+/i)].map(ungrouped)));
  return [...numbers].flatMap(revealedBy);
}

function ungrouped(run: string): string {
  return run.replace(/[^0-9X]/gi, '').toUpperCase();
}

function revealedBy(number: string): readonly Revealed[] {
  if (PROVINCE.test(number) && parseIdentityNumber(number).ok) {
    return [number.length === 18 ? 'IDENTITY' : 'SHORT_IDENTITY'];
  }
  const digits = number.replace('X', '');
  if (!CARD.test(digits) || FILE_NUMBER.test(digits) || !passesLuhn(digits)) return [];
  return [digits.startsWith('62') ? 'UNIONPAY_CARD' : 'CARD'];
}

function passesLuhn(digits: string): boolean {
  return cardCheckDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/** The check digit of a card by the digits before it (ISO/IEC 7812-1): from the right, every second digit counts twice. */
export function cardCheckDigit(digits: string): string {
  const sum = Array.from(digits, Number)
    .reverse()
    .map((digit, at) => (at % 2 === 1 ? digit : digit * 2 - (digit > 4 ? 9 : 0)))
    .reduce((total, digit) => total + digit, 0);
  return String((10 - (sum % 10)) % 10);
}
