import { parseHundredths, printHundredths } from './decimal.ts';
import { invariant } from './invariant.ts';

declare const fen: unique symbol;

/** Money in fen (分, 0.01 yuan): a safe integer, so every sum and comparison is exact. */
export type Fen = number & { readonly [fen]: true };

/** Brands a whole number of fen; anything that is not a safe integer is a bug. */
export function asFen(value: number): Fen {
  invariant(Number.isSafeInteger(value), 'an amount of money is a safe integer of fen');
  return value as Fen;
}

export const ZERO_FEN: Fen = asFen(0);

export function addFen(a: Fen, b: Fen): Fen {
  return asFen(a + b);
}

export function subtractFen(a: Fen, b: Fen): Fen {
  return asFen(a - b);
}

/** `a − b`, not below 0. */
export function excessFen(a: Fen, b: Fen): Fen {
  return a > b ? subtractFen(a, b) : ZERO_FEN;
}

/** Parses yuan strictly: `"1234.5"` to 123450, from 0 to 999999999.99; returns `undefined` for other texts. */
export function parseYuan(text: string): Fen | undefined {
  const value = parseHundredths(text);
  return value === undefined ? undefined : asFen(value);
}

/** Prints 123450 as `"1234.50"`. */
export function printYuan(amount: Fen): string {
  return printHundredths(amount);
}

/**
 * Returns `amount / divisor` rounded to the fen, half away from zero. Use it only to show an amount, never to compare one.
 * It is exact for every safe integer, because the remainder is computed before rounding.
 */
export function divideRounded(amount: Fen, divisor: number): Fen {
  invariant(Number.isSafeInteger(divisor) && divisor > 0, 'a divisor is a positive whole number');
  const size = Math.abs(amount);
  const rest = size % divisor;
  const quotient = (size - rest) / divisor + (rest >= divisor - rest ? 1 : 0);
  return asFen(amount < 0 ? -quotient : quotient);
}
