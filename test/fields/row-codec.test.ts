import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { optional, sealed, sensitive, text, truth, yuan } from '../../src/fields/field.ts';
import { rowBinding, type RowCodec, rowCodec } from '../../src/fields/row-codec.ts';
import { memo, secretReader } from '../../src/fields/sealed-values.ts';
import { selectedCodecs } from '../../src/fields/selected-fields.ts';
import { runs } from '../support/runs.ts';

const FIELDS = {
  ownName: optional(text('名')),
  amountFen: optional(yuan('元')),
  note: optional(sealed(text('说明'), 'NARRATIVE')),
  ill: optional(sensitive(truth('病'), 'HEALTH')),
  account: optional(sealed(text('卡'), 'ACCOUNT')),
};
const codec = rowCodec(FIELDS);
const open = rowCodec({ ownName: FIELDS.ownName });
const [key, otherKey] = [1, 2].map((mark) => createSecretKey(Buffer.alloc(32, mark))) as [never, never];
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const values = fc.record({
  ...{
    ownName: orNull(fc.string()),
    amountFen: orNull(fc.maxSafeNat()),
    note: orNull(fc.string({ unit: 'grapheme' })),
  },
  ...{ ill: orNull(fc.boolean()), account: orNull(fc.string()) },
});

function readClear(of: RowCodec, row: readonly (string | null)[], from: number): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  of.assignClear(found, row, from);
  return found;
}

describe('a row', () => {
  test('holds the values of its dictionary, those that are sealed under the key and for this row only', () => {
    fc.assert(
      fc.property(values, fc.array(fc.string(), { maxLength: 3 }), (given, before) => {
        const row = codec.encode(given, key, 'row 1');
        const { note, account, ...clear } = given;
        const wider = [...before, ...row];
        expect(codec.decode(wider, before.length, key, 'row 1')).toEqual(given);
        expect(readClear(codec, wider, before.length)).toEqual(clear);
        expect(codec.open(wider, before.length, key, 'row 1')).toEqual({ note, account });
        const isSealed = note !== null || account !== null;
        expect(row.at(-1) === null).toBe(!isSealed);
        if (!isSealed) return;
        expect(row.at(-1)).toMatch(/^\\x[0-9a-f]+$/);
        expect(() => codec.decode(row, 0, key, 'row 2')).toThrow();
        expect(() => codec.open(row, 0, otherKey, 'row 1')).toThrow();
      }),
      runs(40, 4000),
    );
  });

  test('has its columns in the order of the dictionary, the sealed one last', () => {
    expect(codec.columns).toEqual(['"own_name"', '"amount_fen"', '"ill"', 'sealed']);
    expect(open.columns).toEqual(['"own_name"']);
    expect([codec.hasSecrets, open.hasSecrets]).toEqual([true, false]);
    expect(rowBinding('income_version', 'a', 'c')).toBe('income_version.sealed a c');
  });

  test('without secrets has none to open', () => {
    const row = open.encode({ ownName: '甲' }, key, '');
    expect([row, open.open(row, 0, key, ''), open.decode(row, 0, key, '')]).toEqual([['甲'], {}, { ownName: '甲' }]);
  });

  test('may be too short: what it has not is nothing', () => {
    expect(readClear(codec, [], 0)).toEqual({ ownName: null, amountFen: null, ill: null });
    expect(codec.open([], 0, key, '')).toEqual({ note: null, account: null });
    expect(open.encode({}, key, '')).toEqual([null]);
  });
});

describe('a sealed value', () => {
  test('is opened when it is first needed, and once for the row', () => {
    let opened = 0;
    const row = codec.encode({ note: '住院', account: null, ownName: null, amountFen: null, ill: null }, key, 'row 1');
    const unwrap = memo(() => {
      opened += 1;
      return key;
    });
    const secret = secretReader(codec, ['before', ...row], 1, unwrap, 'row 1');
    expect(opened).toBe(0);
    expect([secret('note'), secret('account'), secret('other')]).toEqual(['住院', null, null]);
    expect([opened, unwrap()]).toEqual([1, key]);
    let made = 0;
    const nothing = memo((): string | undefined => {
      made += 1;
      return undefined;
    });
    expect([nothing(), nothing(), made]).toEqual([undefined, undefined, 1]);
  });
});

describe('the columns of a selection', () => {
  const select = (...keys: readonly string[]) => ({ id: 1, keys: new Set(keys) });

  test('are those of the keys that are read', () => {
    const codecs = selectedCodecs(FIELDS);
    expect(codecs(null).columns).toEqual(codec.columns);
    expect(codecs(select('amountFen')).columns).toEqual(['"amount_fen"']);
    expect(codecs(select('note')).columns).toEqual(['sealed']);
    expect(codecs(select('amount', 'other')).columns).toEqual([]);
    expect(codecs(select('account', 'ill')).columns).toEqual(['"ill"', 'sealed']);
  });

  test('are made once for a selection, and are all columns for the twenty-first', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, optional(text('名'))]));
    const codecs = selectedCodecs(many);
    const first = select('f0');
    expect(codecs(first)).toBe(codecs(first));
    expect(codecs(select('f0'))).toBe(codecs(first));
    const made = Array.from({ length: 30 }, (_, at) => codecs(select(`f${at}`)).columns.length);
    expect(made).toEqual(Array.from({ length: 30 }, (_, at) => (at < 20 ? 1 : 30)));
    expect(codecs(select('f19')).columns).toHaveLength(1);
    expect(codecs(select('f29')).columns).toHaveLength(30);
  });
});
