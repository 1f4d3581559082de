import { describe, expect, test } from '@jest/globals';
import * as interval from '../../src/kernel/interval.ts';
import { asFen } from '../../src/kernel/fen.ts';
import { fail, succeed } from '../../src/kernel/result.ts';
import { conjunction, decided, disjunction, FAILS, fromFact, HOLDS, negate, unknown } from '../../src/kernel/truth.ts';

const open = unknown(['a']);
const other = unknown(['b', 'c']);

describe('three-valued logic', () => {
  test('a recorded fact is decided; null is unknown and names its path', () => {
    expect(fromFact(true, 'a')).toEqual({ state: 'HOLDS', missing: [] });
    expect(fromFact(false, 'a')).toEqual({ state: 'FAILS', missing: [] });
    expect(fromFact(null, 'a')).toEqual({ state: 'UNKNOWN', missing: ['a'] });
    expect([decided(true), decided(false)]).toEqual([HOLDS, FAILS]);
  });

  test('negation leaves the unknown open', () => {
    expect([negate(HOLDS), negate(FAILS), negate(open)]).toEqual([FAILS, HOLDS, open]);
  });

  test('a conjunction fails by one, whatever is unknown, and carries what is missing', () => {
    expect(conjunction([])).toEqual(HOLDS);
    expect(conjunction([HOLDS, HOLDS])).toEqual(HOLDS);
    expect(conjunction([HOLDS, open, FAILS])).toEqual(FAILS);
    expect(conjunction([open, HOLDS, other])).toEqual({ state: 'UNKNOWN', missing: ['a', 'b', 'c'] });
  });

  test('a disjunction holds by one, whatever is unknown, and carries what is missing', () => {
    expect(disjunction([])).toEqual(FAILS);
    expect(disjunction([FAILS, FAILS])).toEqual(FAILS);
    expect(disjunction([FAILS, open, HOLDS])).toEqual(HOLDS);
    expect(disjunction([open, FAILS, other])).toEqual({ state: 'UNKNOWN', missing: ['a', 'b', 'c'] });
  });
});

const { exactly, between, unknownAmount } = interval;
const nothing = unknownAmount(['x']);
const bounded = between(3, 7, ['v']);

describe('amounts that may be unknown', () => {
  test.each([
    ['at most', interval.isAtMost, ['HOLDS', 'HOLDS', 'FAILS']],
    ['below', interval.isBelow, ['HOLDS', 'FAILS', 'FAILS']],
    ['above', interval.isAbove, ['FAILS', 'FAILS', 'HOLDS']],
    ['at least', interval.isAtLeast, ['FAILS', 'HOLDS', 'HOLDS']],
  ] as const)('%s, one below, equal and one above', (_name, compare, states) => {
    expect([4, 5, 6].map((value) => compare(exactly(value), exactly(5)).state)).toEqual(states);
  });

  test.each([
    ['at most', interval.isAtMost, ['FAILS', 'UNKNOWN', 'UNKNOWN', 'HOLDS', 'HOLDS']],
    ['below', interval.isBelow, ['FAILS', 'FAILS', 'UNKNOWN', 'UNKNOWN', 'HOLDS']],
    ['above', interval.isAbove, ['HOLDS', 'UNKNOWN', 'UNKNOWN', 'FAILS', 'FAILS']],
    ['at least', interval.isAtLeast, ['HOLDS', 'HOLDS', 'UNKNOWN', 'UNKNOWN', 'FAILS']],
  ] as const)('%s, an amount from 3 to 7 with 2, 3, 5, 7 and 8', (_name, compare, states) => {
    expect([2, 3, 5, 7, 8].map((limit) => compare(bounded, exactly(limit)).state)).toEqual(states);
    expect(compare(bounded, exactly(5)).missing).toEqual(['v']);
  });

  test('a comparison with nothing known is unknown by all of its operands', () => {
    expect(interval.isAtMost(nothing, exactly(5))).toEqual(unknown(['x']));
    expect(interval.isAtMost(exactly(5), nothing)).toEqual(unknown(['x']));
    expect(interval.isBelow(bounded, nothing)).toEqual(unknown(['v', 'x']));
    expect(interval.isAbove(nothing, unknownAmount(['x', 'y']))).toEqual(unknown(['x', 'y']));
  });

  test('sums and differences keep their bounds and what is missing', () => {
    expect(interval.plus(exactly(1), bounded)).toEqual(between(4, 8, ['v']));
    expect(interval.plus()).toEqual(exactly(0));
    expect(interval.minus(exactly(10), bounded, exactly(1))).toEqual(between(2, 6, ['v']));
    expect(interval.minus(bounded, nothing)).toEqual(unknownAmount(['v', 'x']));
  });

  test('an amount that nobody verified is 0 or more', () => {
    expect(interval.fromAmount(asFen(7), 'p')).toEqual(exactly(7));
    expect(interval.fromAmount(null, 'p')).toEqual(between(0, Infinity, ['p']));
    expect(interval.isKnown(exactly(0))).toBe(true);
    expect(interval.isKnown(bounded)).toBe(false);
  });

  test('products are known where both factors are', () => {
    expect(interval.product(exactly(3), exactly(4))).toEqual(exactly(12));
    expect(interval.product(nothing, exactly(4))).toEqual(nothing);
    expect(interval.product(exactly(4), nothing)).toEqual(nothing);
  });

  test('a multiple is rounded down, which decides as the exact one', () => {
    expect(interval.multiple(exactly(101), 150)).toEqual(exactly(151));
    expect(interval.multiple(exactly(100), 133)).toEqual(exactly(133));
    expect(interval.multiple(nothing, 133)).toEqual(nothing);
  });

  test('beyond the safe integers a product stays exact, or at their end', () => {
    const large = 3_600_000_000_000;
    expect(interval.multiple(exactly(large), 9_999)).toEqual(exactly(359_964_000_000_000));
    expect(interval.multiple(exactly(9_007_199_254_740_991), 100)).toEqual(exactly(9_007_199_254_740_991));
    expect(interval.multiple(exactly(9_007_199_254_740_991), 101)).toEqual(exactly(9_007_199_254_740_991));
    expect(interval.multiple(exactly(1_000_000_000_001), 30_001)).toEqual(exactly(300_010_000_000_300));
    expect(interval.product(exactly(large), exactly(large))).toEqual(exactly(Number.MAX_SAFE_INTEGER));
  });
});

test('a result is a value, whichever way it went', () => {
  expect(succeed(1)).toEqual({ ok: true, value: 1 });
  expect(fail('why')).toEqual({ ok: false, error: 'why' });
});
