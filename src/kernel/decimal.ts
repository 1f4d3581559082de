import { invariant } from './invariant.ts';

declare const hundredths: unique symbol;

/** An exact decimal of at least 0 with at most two decimals, stored as a whole number of hundredths (square metres, multiples). */
export type Hundredths = number & { readonly [hundredths]: true };

/** The form: `0` or digits without a leading zero, then at most two decimals; at most 999999999.99, in ASCII digits. */
const decimalPattern = /^(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,2}))?$/;

/** Parses `"12.5"` to 1250; returns `undefined` for a text of another form. */
export function parseHundredths(text: string): Hundredths | undefined {
  const match = decimalPattern.exec(text);
  if (match === null) return undefined;
  const [, whole, fraction = ''] = match;
  return asHundredths(Number(whole) * 100 + Number(fraction.padEnd(2, '0')));
}

/** Brands a whole number of hundredths. */
export function asHundredths(value: number): Hundredths {
  invariant(Number.isSafeInteger(value), 'hundredths are a safe integer');
  return value as Hundredths;
}

/** Prints 1250 as `"12.50"` and −5 as `"-0.05"`, always with two decimals. */
export function printHundredths(value: number): string {
  invariant(Number.isSafeInteger(value), 'hundredths are a safe integer');
  const digits = Math.abs(value).toString().padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
