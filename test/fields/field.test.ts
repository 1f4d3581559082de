import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  also,
  area,
  blankValues,
  code,
  codeList,
  count,
  day,
  type Field,
  graphName,
  month,
  optional,
  region,
  sealed,
  sensitive,
  text,
  truth,
  yuan,
} from '../../src/fields/field.ts';
import { fieldColumns } from '../../src/fields/field-columns.ts';
import { DAY } from '../support/register-household.ts';
import { runs } from '../support/runs.ts';

const CODES = { A: '甲', B: '乙', C: '丙' } as const;

describe('a field', () => {
  test.each<readonly [string, Field, object]>([
    ['text', text('名'), { form: 'TEXT', column: 'text', codes: null }],
    ['region', region('名'), { form: 'REGION', column: 'text', codes: null }],
    ['truth', truth('名'), { form: 'TRUTH', column: 'boolean', codes: null }],
    ['yuan', yuan('名'), { form: 'YUAN', column: 'bigint', codes: null }],
    ['area', area('名'), { form: 'AREA', column: 'bigint', codes: null }],
    ['count', count('名'), { form: 'COUNT', column: 'integer', codes: null }],
    ['day', day('名'), { form: 'DAY', column: 'date', codes: null }],
    ['month', month('名'), { form: 'MONTH', column: 'date', codes: null }],
    ['code', code('名', CODES), { form: 'CODE', column: 'text', codes: CODES }],
    ['codes', codeList('名', CODES), { form: 'CODES', column: 'text[]', codes: CODES }],
  ])('of the form %s is required, open and of one heading, unless it says otherwise', (_name, field, form) => {
    expect(field).toMatchObject({ zh: '名', nullable: false, sealed: false, sensitivity: null, also: [], ...form });
    expect(optional(field)).toMatchObject({ nullable: true, sealed: false, ...form });
    expect(sensitive(field, 'HEALTH')).toMatchObject({ sealed: false, sensitivity: 'HEALTH', nullable: false });
    expect(sealed(field as Field<string>, 'ACCOUNT')).toMatchObject({ sealed: true, sensitivity: 'ACCOUNT' });
    expect(also(field, '别名', '又名')).toMatchObject({ also: ['别名', '又名'], nullable: false });
  });

  test.each<readonly [string, Field<never>, fc.Arbitrary<unknown>]>([
    ['text', text('名') as never, fc.string({ unit: 'grapheme' })],
    ['region', region('名') as never, fc.string()],
    ['truth', truth('名') as never, fc.boolean()],
    ['yuan', yuan('名') as never, fc.maxSafeNat()],
    ['area', area('名') as never, fc.maxSafeNat()],
    ['count', count('名') as never, fc.nat()],
    ['day', day('名') as never, fc.integer({ min: -100_000, max: 1_000_000 })],
    ['month', month('名') as never, fc.integer({ min: 12, max: 9999 * 12 })],
    ['code', code('名', CODES) as never, fc.constantFrom('A', 'B')],
    ['codes', codeList('名', CODES) as never, fc.subarray(['A', 'B', 'C'])],
  ])('reads what it has printed: %s', (_name, field, values) => {
    fc.assert(
      fc.property(values, (value) => {
        expect(field.decode(field.encode(value as never))).toEqual(value);
      }),
      runs(30, 3000),
    );
  });

  test('is printed as PostgreSQL reads it', () => {
    expect(month('月').encode((2026 * 12 + 2) as never)).toBe('2026-03-01');
    expect(day('日').encode(DAY(2026, 3, 4))).toBe('2026-03-04');
    expect(codeList('码', CODES).encode(['C', 'A'])).toBe('{A,C}');
    expect(truth('是').encode(true)).toBe('true');
    expect(['t', 'true', 'f', 'false', ''].map((value) => truth('是').decode(value))).toEqual([
      ...[true, true, false, false, false],
    ]);
    expect(codeList('码', CODES).decode('{}')).toEqual([]);
    expect(() => yuan('元').decode('0.5')).toThrow('safe integer');
    expect(() => area('米').decode('x')).toThrow('safe integer');
  });

  test('has no unit in its name in the graph', () => {
    expect(['amountFen', 'Fenced', 'region', 'Fen'].map(graphName)).toEqual(['amount', 'Fenced', 'region', '']);
  });

  test('is blank: nothing, or false where it must be said', () => {
    const fields = { a: text('a'), b: optional(truth('b')), c: truth('c'), d: optional(yuan('d')) };
    expect(blankValues(fields)).toEqual({ a: null, b: null, c: false, d: null });
  });
});

describe('the columns of a dictionary', () => {
  test('are those of its open fields, and one for all that is sealed', () => {
    const fields = { ownName: text('a'), known: optional(truth('b')), note: sealed(text('c'), 'NARRATIVE') };
    const columns = fieldColumns({ ...fields, causes: optional(codeList('d', CODES)), other: fields.note });
    expect(Object.entries(columns).map(([name, { type, array, nullable }]) => [name, type, array, nullable])).toEqual([
      ['ownName', 'text', false, false],
      ['known', 'boolean', false, true],
      ['causes', 'text', true, true],
      ['sealed', 'bytea', false, true],
    ]);
    expect(Object.keys(fieldColumns({ ownName: fields.ownName }))).toEqual(['ownName']);
    const types = fieldColumns({
      ...{ a: yuan('a'), b: count('b'), c: day('c') },
      d: { ...text('d'), column: 'uuid' },
    });
    expect(Object.values(types).map(({ type }) => type)).toEqual(['bigint', 'integer', 'date', 'uuid']);
  });
});
