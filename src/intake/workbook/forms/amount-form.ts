import type { Form } from '../../../fields/field.ts';
import { narrow } from '../../../fields/day-text.ts';

/** The unit that may follow an amount, by the form of its field: a unit of another form refuses the amount. */
const UNITS: Partial<Readonly<Record<Form, string>>> = { YUAN: '元', AREA: '平方米|m2' };
/** Digits whole, or in groups of three with one sort of mark between them: `1,5` could mean a decimal. */
const NUMBER = '(?:\\d+|\\d{1,3}(?:,\\d{3})+|\\d{1,3}(?: \\d{3})+)(?:\\.\\d*)?|\\.\\d+';
const SPELLINGS = new Map(
  Object.entries(UNITS).map(([form, unit]) => [
    form,
    new RegExp(`^([-−+]?)\\s*¥?\\s*([-−+]?)\\s*(${NUMBER})\\s*(${unit})?$`, 'u'),
  ]),
);
const BRACKETS = /^\((?![-−+])(.*)\)$/u;
const PLACES = 2;
/** How far a number may be from a whole hundredth, because a sum of hundredths is not exact in binary. */
const BINARY_ERROR = 1e-4;

/** The hundredths of a number; `undefined` if it has more than two decimals. */
export function hundredthsOfNumber(value: number): number | undefined {
  const hundredths = Math.round(value * 100) + 0;
  return Math.abs(hundredths - value * 100) < BINARY_ERROR ? hundredths : undefined;
}

/** The hundredths of an amount as it is written, with its unit; in brackets, as books of account have it, it is below 0. */
export function hundredthsOfText(text: string, form: Form): number | undefined {
  const read = readAmount(narrow(text), form);
  return read === undefined ? undefined : hundredthsOfNumber(Number(read.number));
}

/**
 * A cell of a column whose heading states a unit of ten to the power of `exponent`, in the field's own unit. A cell that has a unit
 * of its own in such a column is marked: one of both is wrong.
 */
export function inOwnUnit<C>(
  cell: C,
  form: Form,
  exponent: number,
): C | string | number | { readonly otherUnit: true } {
  if (exponent === 0) return cell;
  if (typeof cell === 'number') return Number(shifted(String(cell), exponent));
  if (typeof cell !== 'string') return cell;
  const read = readAmount(narrow(cell), form, PLACES + exponent);
  if (read === undefined) return cell;
  return read.unit === undefined ? shifted(read.number, exponent) : { otherUnit: true };
}

/** Reads an amount; `undefined` if it is none, or has more decimals than `places`. */
function readAmount(text: string, form: Form, places = PLACES) {
  const inBrackets = BRACKETS.exec(text)?.[1];
  const match = SPELLINGS.get(form)?.exec((inBrackets ?? text).trim());
  return match ? signedAmount(match, inBrackets === undefined ? '' : '-', places) : undefined;
}

function signedAmount([, before, after, written = '', unit]: RegExpExecArray, bracket: string, places: number) {
  const sign = `${before}${after}`;
  const number = withoutMarks(written);
  if (sign.length > 1 || decimalsOf(number) > places) return undefined;
  return { number: `${/[-−]/u.test(sign) ? '-' : bracket}${number}`, unit };
}

/** The digits of a number with their point, without the marks between groups and without zeros at the end. */
function withoutMarks(written: string): string {
  return written.replace(/[, ]/g, '').replace(/(\.\d*?)0+$/, '$1');
}

function decimalsOf(number: string): number {
  return number.split('.')[1]?.length ?? 0;
}

/** Moves the decimal point of a number to the right: exactly, as a multiplication would not be. */
function shifted(number: string, exponent: number): string {
  const [whole = '', decimals = ''] = number.split('.');
  const digits = decimals.padEnd(exponent, '0');
  return `${whole}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}
