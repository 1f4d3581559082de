import type { Fen } from './fen.ts';
import { FAILS, HOLDS, type Truth, unknown } from './truth.ts';

/**
 * An amount that may be unknown: it lies from `min` to `max` (whole fen, hundredths or heads), and `missing` names the
 * facts that leave it open. A known amount has `min = max`; a wholly unknown one reaches from −∞ to ∞.
 */
export interface Interval {
  readonly min: number;
  readonly max: number;
  readonly missing: readonly string[];
}

const NOTHING: readonly string[] = [];

const ZERO: Interval = { min: 0, max: 0, missing: NOTHING };

export function exactly(value: number): Interval {
  return { min: value, max: value, missing: NOTHING };
}

export function between(min: number, max: number, missing: readonly string[]): Interval {
  return { min, max, missing };
}

/** A wholly unknown amount: every comparison with it is `UNKNOWN`. */
export function unknownAmount(missing: readonly string[]): Interval {
  return { min: -Infinity, max: Infinity, missing };
}

/** A recorded amount; `null` (not verified) is anything from 0 upwards. */
export function fromAmount(value: Fen | null, path: string): Interval {
  return value === null ? between(0, Infinity, [path]) : exactly(value);
}

export function isKnown(interval: Interval): boolean {
  return interval.min === interval.max;
}

export function plus(...terms: readonly Interval[]): Interval {
  let { min, max, missing } = ZERO;
  for (const term of terms) {
    min += term.min;
    max += term.max;
    missing = union(missing, term.missing);
  }
  return { min, max, missing };
}

export function minus(from: Interval, ...terms: readonly Interval[]): Interval {
  let { min, max, missing } = from;
  for (const term of terms) {
    min -= term.max;
    max -= term.min;
    missing = union(missing, term.missing);
  }
  return { min, max, missing };
}

/** The product of two known whole amounts; wholly unknown if either is unknown. */
export function product(a: Interval, b: Interval): Interval {
  return isKnown(a) && isKnown(b)
    ? exactly(boundedProduct(a.min, b.min, 1))
    : unknownAmount(union(a.missing, b.missing));
}

/**
 * `amount × hundredths / 100`, rounded down. A whole amount is at most (or above) the exact multiple exactly when it is
 * at most (or above) this, so the comparison stays exact without a fraction.
 */
export function multiple(amount: Interval, hundredths: number): Interval {
  return isKnown(amount) ? exactly(boundedProduct(amount.min, hundredths, 100)) : amount;
}

/** `a ≤ b` */
export function isAtMost(a: Interval, b: Interval): Truth {
  return compare(a, b, a.max <= b.min, a.min > b.max);
}

/** `a < b` */
export function isBelow(a: Interval, b: Interval): Truth {
  return compare(a, b, a.max < b.min, a.min >= b.max);
}

/** `a > b` */
export function isAbove(a: Interval, b: Interval): Truth {
  return compare(a, b, a.min > b.max, a.max <= b.min);
}

/** `a ≥ b` */
export function isAtLeast(a: Interval, b: Interval): Truth {
  return compare(a, b, a.min >= b.max, a.max < b.min);
}

function compare(a: Interval, b: Interval, always: boolean, never: boolean): Truth {
  if (always) return HOLDS;
  return never ? FAILS : unknown(union(a.missing, b.missing));
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...new Set([...a, ...b])];
}

/** `floor(a × b / divisor)`, limited to the safe integers, which no amount of money exceeds. */
function boundedProduct(a: number, b: number, divisor: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.floor(product / divisor);
  const exact = (BigInt(a) * BigInt(b)) / BigInt(divisor);
  return exact > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(exact);
}
