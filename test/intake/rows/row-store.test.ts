import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { householdBatches, rowStore, type StoredRow } from '../../../src/intake/rows/row-store.ts';
import { runs } from '../../support/runs.ts';

const cell = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.constantFrom({ formula: true as const }, { error: true as const }),
);
const row = fc.record({
  sheet: fc.nat(10),
  row: fc.nat(),
  cells: fc.dictionary(fc.nat(60).map(String), cell, { maxKeys: 5, noNullPrototype: true }),
});
const free = () => undefined;

describe('the rows of a workbook', () => {
  test('come back by household, in their order and as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('h1', 'h2', '__proto__', '三'), row)), (given) => {
        const store = rowStore(free);
        for (const [household, one] of given) store.add(household, one);
        expect(store.size()).toBe(given.length);
        expect([...store.households()]).toEqual([...new Set(given.map(([household]) => household))]);
        for (const household of store.households()) {
          expect(store.householdRows(household)).toEqual(
            given.filter(([own]) => own === household).map(([, one]) => one),
          );
        }
        expect([store.householdRows('nobody'), store.householdBytes('nobody')]).toEqual([[], 0]);
      }),
      runs(60, 5000),
    );
  });

  test('are counted by the memory that they take, a household’s first row more', () => {
    const spent: number[] = [];
    const store = rowStore((bytes) => spent.push(bytes));
    const one: StoredRow = { sheet: 1, row: 2, cells: { 3: 'x'.repeat(100) } };
    const add = (household: string) => {
      const before = spent.length;
      const total = store.add(household, one);
      expect(store.householdBytes(household)).toBe(total);
      return { total, bytes: spent.slice(before).reduce((sum, bytes) => sum + bytes, 0) };
    };
    const [first, second, third, other] = [add('h'), add('h'), add('h'), add('i')];
    expect(first.bytes).toBeGreaterThan(100 + 150);
    expect([second.bytes, third.bytes, other.bytes]).toEqual([first.bytes - 150, first.bytes - 150, first.bytes]);
    expect(first.total).toBeGreaterThan(500);
    expect([second.total, third.total, other.total]).toEqual([2 * first.total, 3 * first.total, first.total]);
  });

  test('are refused where the memory is spent', () => {
    const store = rowStore(() => {
      throw new Error('spent');
    });
    expect(() => store.add('h', { sheet: 0, row: 1, cells: {} })).toThrow('spent');
  });
});

describe('the batches of households', () => {
  const batchesOf = (...rows: readonly (readonly [household: string, characters: number])[]) => {
    const store = rowStore(free);
    for (const [household, characters] of rows) {
      store.add(household, { sheet: 0, row: 1, cells: { 0: 'x'.repeat(characters) } });
    }
    return [...householdBatches(store)];
  };
  const small = (count: number) => Array.from({ length: count }, (_, at) => [`h${at}`, 1] as const);

  test('hold 250 at most, in their order, and each household once', () => {
    for (const count of [0, 1, 249, 250, 251, 500, 501]) {
      const batches = batchesOf(...small(count));
      expect(batches.flat()).toEqual(small(count).map(([name]) => name));
      expect(batches.map(({ length }) => length)).toEqual(
        Array.from({ length: Math.ceil(count / 250) }, (_, at) => Math.min(250, count - at * 250)),
      );
    }
  });

  test('hold four million bytes at most, or one household', () => {
    expect(batchesOf(['a', 5_000_000], ['b', 1], ['c', 5_000_000])).toEqual([['a'], ['b'], ['c']]);
    expect(batchesOf(['a', 1_999_000], ['b', 1_999_000], ['c', 1])).toEqual([['a', 'b', 'c']]);
    expect(batchesOf(['a', 1_999_000], ['b', 2_000_600], ['c', 1])).toEqual([['a'], ['b', 'c']]);
  });
});
