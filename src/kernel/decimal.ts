import { invariant } from './invariant.ts';

declare const hundredths: unique symbol;

/** An exact decimal of at most two places, 0 or more, held as a whole number of hundredths (square metres, multiples). */
export type Hundredths = number & { readonly [hundredths]: true };

/** `0` or digits without a leading zero, then no, one or two decimals; at most 999999999.99. ASCII digits only. */
const decimalPattern = /^(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,2}))?$/;

/** `"12.5"` → 1250; `undefined` where the text is not a decimal of the form above. */
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

/** 1250 → `"12.50"`, −5 → `"-0.05"`: always two places. */
export function printHundredths(value: number): string {
  invariant(Number.isSafeInteger(value), 'hundredths are a safe integer');
  const digits = Math.abs(value).toString().padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
