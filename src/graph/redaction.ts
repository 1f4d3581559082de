import { hidesIdentityNumber } from '../fields/hidden-numbers.ts';

/** Callers' texts that are logged or stored in clear must not contain personal numbers. */

const NAME = /^[_A-Za-z0-9]{1,64}$/;
/** Identity numbers have 15 or 18 digits, accounts 16 to 19, telephones 11. */
const SHORTEST = 11;
/** The number of a file: a division, a year, six digits. */
const FILE_NUMBER = /^[0-9]{6}(19|20)[0-9]{8}$/;

/** Digits, or groups of at least three digits as numbers are written down; days and months have two. */
const DIGITS = /[0-9]{3,}(?:[ _-][0-9]{3,})*/g;

/** Digits with any separator that people write between groups. */
const GROUPS = /[0-9]{3,}(?:[ _.,/·，、-]{1,3}[0-9]{3,})*/g;
/** Digits of other scripts, which serve here only to hide a number. */
const OTHER_DIGITS = /(?![0-9])\p{Nd}/u;
const ASCII = /^[ -~]*$/;

/** Whether a text contains what could be an identity, account or telephone number. */
export function containsPersonalNumber(text: string): boolean {
  const normalized = text.normalize('NFKC');
  if (OTHER_DIGITS.test(normalized) || (normalized.match(GROUPS) ?? []).some(mayBeOfSomebody)) return true;
  return hidesIdentityNumber(text);
}

/** Replaces what could be such a number in texts that an answer repeats from the request; a text that disguises one, whole. */
export function redactNumbers(text: string): string {
  const redacted = text.replace(DIGITS, (run) => (mayBeOfSomebody(run) ? '…' : run));
  const isHidden = ASCII.test(text) ? hidesIdentityNumber(redacted) : containsPersonalNumber(redacted);
  return isHidden ? '…' : redacted;
}

function mayBeOfSomebody(run: string): boolean {
  const digits = run.replace(/[^0-9]/g, '');
  return digits.length >= SHORTEST && !FILE_NUMBER.test(run);
}

/** The name of an operation for logs, metrics and the audit; `null` if it is no name or contains a number. */
export function notedName(name: string | null | undefined): string | null {
  return typeof name === 'string' && NAME.test(name) && !containsPersonalNumber(name) ? name : null;
}
