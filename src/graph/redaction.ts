/** Texts of callers that are logged or kept as they are: none of them may name somebody's number. */

const NAME = /^[_A-Za-z0-9]{1,64}$/;
/** Identity numbers have 15 or 18 digits, accounts 16 to 19, telephones 11. */
const SHORTEST = 11;
/** The number of a file: a division, a year, six digits. */
const FILE_NUMBER = /^[0-9]{6}(19|20)[0-9]{8}$/;

/** Digits together, or in groups as numbers are written down; days and months have two. */
const DIGITS = /[0-9]{3,}(?:[ _-][0-9]{3,})*/g;

/** The same with whatever people write between groups. */
const GROUPS = /[0-9]{3,}(?:[ _.,/·，、-]{1,3}[0-9]{3,})*/g;
/** Digits of other scripts, which nobody here writes but to hide a number. */
const OTHER_DIGITS = /(?![0-9])\p{Nd}/u;

/** Whether a text holds what could be an identity number, an account or a telephone. */
export function containsPersonalNumber(text: string): boolean {
  const plain = text.normalize('NFKC');
  return OTHER_DIGITS.test(plain) || (plain.match(GROUPS) ?? []).some(mayBeOfSomebody);
}

/** A text without what could be such a number: for what an answer repeats of a request. */
export function redactNumbers(text: string): string {
  return text.replace(DIGITS, (run) => (mayBeOfSomebody(run) ? '…' : run));
}

function mayBeOfSomebody(run: string): boolean {
  const digits = run.replace(/[^0-9]/g, '');
  return digits.length >= SHORTEST && !FILE_NUMBER.test(run);
}

/** The name of an operation as it is noted in logs, measurements and the audit; `null` where it is none, or an odd one. */
export function notedName(name: string | null | undefined): string | null {
  return typeof name === 'string' && NAME.test(name) && !containsPersonalNumber(name) ? name : null;
}
