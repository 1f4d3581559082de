import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deepEqual } from '../../../src/registry/recording/deep-equal.ts';
import { runs } from '../../support/runs.ts';

const scalar = fc.oneof(fc.constantFrom(null, true, false, 0, 1, '', 'a', '1'), fc.integer(), fc.string());
const codes = fc.array(fc.constantFrom('A', 'B', 'C'), { maxLength: 4 });
const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(scalar, codes), { maxKeys: 4 });

test('values equal themselves, and lists of codes in any order', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const copy = Object.fromEntries(
        Object.entries(one)
          .reverse()
          .map(([key, value]) => [key, Array.isArray(value) ? value.toReversed() : value]),
      );
      expect([deepEqual(one, copy), deepEqual({ one }, { one: copy })]).toEqual([true, true]);
      expect(deepEqual(one, other)).toBe(deepEqual(other, one));
    }),
    runs(60, 5000),
  );
});

test('one different value, wherever it is, makes all different', () => {
  fc.assert(
    fc.property(values, fc.constantFrom('a', 'b', 'c', 'd'), (one, key) => {
      const changed = { ...one, [key]: 'another' };
      fc.pre(one[key] !== 'another');
      expect([deepEqual(one, changed), deepEqual({ deep: one }, { deep: changed })]).toEqual([false, false]);
    }),
    runs(60, 5000),
  );
});

test.each<readonly [unknown, unknown, boolean]>([
  [null, null, true],
  [null, undefined, false],
  [null, {}, false],
  [{}, null, false],
  [undefined, {}, false],
  ['a', 'a', true],
  [1, '1', false],
  [['A'], ['A', 'A'], false],
  [['A', 'B'], ['B', 'A'], true],
  [['A'], ['B'], false],
  [[], null, false],
  [[], { a: 1 }, false],
  [{ a: 1 }, [], false],
  [{ a: undefined }, {}, true],
  [{ a: null }, {}, false],
  [{ a: 1 }, { b: 1 }, false],
  [{}, 'a', false],
  ['a', {}, false],
])('%j and %j: %s', (one, other, equal) => {
  expect(deepEqual(one, other)).toBe(equal);
});
