import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { printDay, printMonth } from '../../../src/kernel/calendar.ts';
import { printHundredths } from '../../../src/kernel/decimal.ts';
import {
  area,
  code,
  codeList,
  count,
  day,
  type Field,
  month,
  region,
  text,
  truth,
  signed,
  yuan,
} from '../../../src/fields/field.ts';
import { type Cell, cellText, parseCell, parseIdentityCell } from '../../../src/intake/workbook/cells.ts';
import { identityNumber } from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';

const CODES = { A_B: '甲 (一)', C: '丙' };

function read(cell: Cell | undefined, field: Field): unknown {
  const parsed = parseCell(cell, field);
  if (!parsed.ok) return parsed.error;
  if (field.form === 'DAY' && parsed.value !== null) return printDay(parsed.value as never);
  return field.form === 'MONTH' && parsed.value !== null ? printMonth(parsed.value as never) : parsed.value;
}

describe('a cell', () => {
  test.each<readonly [string, Field, readonly (readonly [cell: Cell, value: unknown])[]]>([
    [
      'text',
      text('文'),
      [
        ['　a b ', 'a b'],
        [12, '12'],
        [true, 'true'],
        ['x'.repeat(4000), 'x'.repeat(4000)],
      ],
    ],
    [
      'code',
      code('码', CODES),
      [
        ['甲（一）', 'A_B'],
        [' 甲 ( 一 ) ', 'A_B'],
        ['A_B', 'A_B'],
        ['a_b', 'NOT_A_CODE'],
        ['丁', 'NOT_A_CODE'],
      ],
    ],
    [
      'codes',
      codeList('码', CODES),
      [
        ['丙、甲(一)', ['A_B', 'C']],
        ['丙,丙；C\n', ['C']],
        ['；，;', []],
        ['丙、丁', 'NOT_A_CODE'],
        ['C ; A_B', ['A_B', 'C']],
      ],
    ],
    [
      'truth',
      truth('是'),
      [
        ...['是', '有', '对', '√', 'y', 'Yes', 'true', '1', '已落实', '已核实', 'ＹＥＳ'].map(
          (one) => [one, true] as const,
        ),
        ...['否', '无', '没有', '不是', '×', 'n', 'no', 'FALSE', '0', '未落实', '未核实'].map(
          (one) => [one, false] as const,
        ),
        ...[[true, true] as const, [false, false] as const, [1, true] as const, [0, false] as const],
        ...['也许', '2', 'toString'].map((one) => [one, 'NOT_A_TRUTH'] as const),
      ],
    ],
    [
      'yuan',
      yuan('元'),
      [
        ...[
          ['1,234.5元', 123_450] as const,
          ['￥1，234', 123_400] as const,
          ['¥ 1.5', 150] as const,
          [12.34, 1234] as const,
        ],
        ...[[0, 0] as const, ['0.01', 1] as const, ['999999999.99', 99_999_999_999] as const, [0.1 + 0.2, 30] as const],
        ...['-1', '0.001', '1000000000', 'x', '1元2', '1.2.3'].map((one) => [one, 'NOT_AN_AMOUNT'] as const),
        ...[[-0.01, 'NOT_AN_AMOUNT'] as const, [0.001, 'NOT_AN_AMOUNT'] as const],
      ],
    ],
    [
      'an amount that may be below 0',
      signed(yuan('元')),
      [
        ...['-30.00', '－￥30元', '¥-30', '-¥30', '(30)', '（30.00）', '−30', '-30.0 元'].map(
          (one) => [one, -3000] as const,
        ),
        ...[[-12.34, -1234] as const, [-0, 0] as const, ['-0', 0] as const, ['30', 3000] as const],
        // Twice negative, open, empty, too long: nothing that is guessed.
        ...['--30', '(-30)', '(30', '元', '-', '()', '-1000000000', '30-'].map(
          (one) => [one, 'NOT_AN_AMOUNT'] as const,
        ),
      ],
    ],
    [
      'area',
      area('米'),
      [
        ['60.5㎡', 6050],
        ['60平方米', 6000],
        ['60 m2', 6000],
        ['１２', 1200],
        ['60米', 'NOT_AN_AMOUNT'],
      ],
    ],
    [
      'count',
      count('数'),
      [
        [3, 3],
        ['３', 3],
        ['0', 0],
        [-1, 'NOT_A_COUNT'],
        ['0.5', 'NOT_A_COUNT'],
        ['x', 'NOT_A_COUNT'],
      ],
    ],
    [
      'day',
      day('日'),
      [
        ...[
          '2025-03-01',
          '2025/3/1',
          '2025.3.1',
          '2025年3月1日',
          '20250301',
          '２０２５-03-01',
          '2025-03-01T00:00:00.000Z',
          '2025-3-1 00:00',
        ].map((one) => [one, '2025-03-01'] as const),
        ...[[45_717, '2025-03-01'] as const, ['45717', '2025-03-01'] as const, [45_717.9, '2025-03-01'] as const],
        ...[[1, '1899-12-31'] as const, [2_958_465, '9999-12-31'] as const],
        ...['2025-02-30', '2025-13-01', '250301', '2025-03-01 12:00', 'x2025-03-01', '2025-03', '123456'].map(
          (one) => [one, 'NOT_A_DAY'] as const,
        ),
        ...[[0, 'NOT_A_DAY'] as const, [2_958_466, 'NOT_A_DAY'] as const, [0.5, 'NOT_A_DAY'] as const],
      ],
    ],
    [
      'month',
      month('月'),
      [
        ...['2025-03', '2025/3', '2025.3', '2025年3月', '202503', '2025-03-31', '20250301', '45717'].map(
          (one) => [one, '2025-03'] as const,
        ),
        ...[[45_717, '2025-03'] as const, ['199903', '1999-03'] as const],
        ...['2025-13', '300003', '2025', '2025-03-32', 'x'].map((one) => [one, 'NOT_A_MONTH'] as const),
      ],
    ],
    [
      'region',
      region('区'),
      [
        ['410502', '410502'],
        [410502, '410502'],
        ['４１０５０２', '410502'],
        ['41050', 'NOT_A_REGION'],
        ['4105020', 'NOT_A_REGION'],
      ],
    ],
  ])('of the form %s is parsed however it is written', (_name, field, cells) => {
    expect(cells.map(([cell]) => [cell, read(cell, field)])).toEqual(cells.map((one) => [...one]));
    for (const blank of [undefined, '', ' ', '　\n']) expect(read(blank, field)).toBeNull();
    expect(read({ formula: true }, field)).toBe('FORMULA');
    expect(read({ error: true }, field)).toBe('ERROR_CELL');
    expect(read({ tooLong: true }, field)).toBe('TOO_LONG');
    expect(read(2 ** 53, field)).toBe('PRECISION_LOST');
    if (field.form !== 'TEXT') {
      expect(read('x'.repeat(401), field)).toBe('TOO_LONG');
      expect(read('x'.repeat(400), field)).not.toBe('TOO_LONG');
    }
  });

  test('of an amount or a day is what was printed', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999_999), fc.integer({ min: -700_000, max: 2_900_000 }), (fen, at) => {
        expect(read(printHundredths(fen), yuan('元'))).toBe(fen);
        expect(read(fen / 100, yuan('元'))).toBe(fen);
        const printed = printDay(at as never);
        expect([read(printed, day('日')), read(printed, month('月'))]).toEqual([printed, printed.slice(0, 7)]);
      }),
      runs(100, 10_000),
    );
  });

  test('of anything at all is parsed or refused, without an exception', () => {
    const forms = [
      text('a'),
      code('a', CODES),
      codeList('a', CODES),
      truth('a'),
      yuan('a'),
      count('a'),
      day('a'),
      month('a'),
      region('a'),
    ];
    const cell = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789-/.年月日元¥')) }),
    );
    fc.assert(
      fc.property(cell, (given) => {
        for (const field of forms) expect(typeof parseCell(given, field).ok).toBe('boolean');
        expect(typeof parseIdentityCell(given).ok).toBe('boolean');
      }),
      runs(100, 10_000),
    );
  });

  test('that is too large a number has lost its last digits', () => {
    expect(cellText(Number.MAX_SAFE_INTEGER)).toMatchObject({ ok: true, value: String(Number.MAX_SAFE_INTEGER) });
    expect(cellText(-(2 ** 53))).toMatchObject({ ok: false, error: 'PRECISION_LOST' });
  });
});

test('a cell of an identity number', () => {
  const found = (cell: Cell | undefined) => {
    const parsed = parseIdentityCell(cell);
    return parsed.ok ? parsed.value : parsed.error;
  };
  const number = identityNumber(7);
  expect([found(undefined), found(' '), found(` ${number.toLowerCase()} `)]).toEqual([null, null, number]);
  expect([found('1'), found('4'.repeat(401)), found({ formula: true }), found(4.1e17)]).toEqual([
    ...['NOT_18_OR_15_DIGITS', 'NOT_18_OR_15_DIGITS', 'FORMULA', 'PRECISION_LOST'],
  ]);
  expect(found('410502180001010015')).toBe('WRONG_CHECK_DIGIT');
});
