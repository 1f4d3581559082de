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
        ...['是', '有', '对', '√', '✓', 'y', 'Yes', 'true', '1', 'ＹＥＳ'].map((one) => [one, true] as const),
        ...['否', '无', '没有', '不是', '×', '✗', 'n', 'no', 'FALSE', '0'].map((one) => [one, false] as const),
        // Not verified is no answer, and never "no"; words of other columns are none of this one.
        ...['未核实', '尚未核实', '待核实', '不详', '未知', '不清楚'].map((one) => [one, null] as const),
        ...['已核实', '已落实', '未落实', '部分', '基本', '是否', '可能'].map((one) => [one, 'NOT_A_TRUTH'] as const),
        ...[[true, true] as const, [false, false] as const, [1, true] as const, [0, false] as const],
        ...['也许', '2', 'toString'].map((one) => [one, 'NOT_A_TRUTH'] as const),
      ],
    ],
    [
      'truth about a verification',
      truth('住房已核实'),
      [
        ...['是', '已核实', '√'].map((one) => [one, true] as const),
        ...['否', '未核实', '待核实'].map((one) => [one, false] as const),
        // 无 could mean that there is no dwelling, or that nobody looked.
        ...['无', '有', '没有', '未落实', '不详'].map((one) => [one, 'NOT_A_TRUTH'] as const),
      ],
    ],
    [
      'truth about a settlement',
      truth('赔偿已落实'),
      [
        ...[['已落实', true] as const, ['未落实', false] as const, ['未核实', null] as const],
        ...[['部分落实', 'NOT_A_TRUTH'] as const, ['已核实', 'NOT_A_TRUTH'] as const],
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
        ...[
          '1,234.50',
          '￥1234.5',
          '１２３４.５',
          '1 234.50',
          '1234.5000',
          '1，234.50',
          '+1234.5',
          '\u200b1234.50',
        ].map((one) => [one, 123_450] as const),
        ...[['1234元', 123_400] as const, ['5.', 500] as const, ['.5', 50] as const],
        ...['-1', '0.001', '1000000000', 'x', '1元2', '1.2.3'].map((one) => [one, 'NOT_AN_AMOUNT'] as const),
        // A unit, a sign or a mark alone is no 0; numbers of programmers and of other countries are none of this form.
        ...[
          '元',
          '￥',
          '，',
          '  元',
          '.',
          '1e3',
          '0x10',
          '0b11',
          '0o7',
          'Infinity',
          '1_000',
          '1,5',
          '12,34',
          '1,2345',
          '1.234,50',
        ].map((one) => [one, 'NOT_AN_AMOUNT'] as const),
        ...[
          '1.2万',
          '约2000',
          '2000左右',
          '2000/月',
          '2000-3000',
          '壹仟元',
          '无',
          '-',
          '—',
          '/',
          '1,234 567',
          '5m2',
          '1234.50000001',
          "'5",
        ].map((one) => [one, 'NOT_AN_AMOUNT'] as const),
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
        ...['60米', '60元', '1亩', '60m3'].map((one) => [one, 'NOT_AN_AMOUNT'] as const),
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
        ['3.0', 3],
        ...['0.5', '1e2', '0x10', '3人', '1,000', '+3', '三'].map((one) => [one, 'NOT_A_COUNT'] as const),
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
          '2025/3/1 0:00:00',
          '2025 年 3 月 1 日',
          '2025年3月1号',
          '2025 - 03 - 01',
          '2025年03月01日 00:00:00',
        ].map((one) => [one, '2025-03-01'] as const),
        ...[[45_717, '2025-03-01'] as const, ['45717', '2025-03-01'] as const, [45_717.9, '2025-03-01'] as const],
        ...[[3654, '1910-01-01'] as const, [73_415, '2100-12-31'] as const, [20_250_301, '2025-03-01'] as const],
        [3653, 'NOT_A_DAY'],
        // Numbers that are years, months, ages or years with a month are no days of 1900 or 2449.
        ...[1, 12, 36, 1005, 1231, 1990, 2008, 2008.07, 2025.1, 3652, 73_416, 199_007, 200_807, 202_513, 2_958_465].map(
          (one) => [one, 'NOT_A_DAY'] as const,
        ),
        ...[
          '00001',
          '12345',
          '199007',
          '2008.07',
          '2006、3、5',
          '5/3/2006',
          '3/5/06',
          '长期',
          '9999-12-31',
          '2006.3.5.1',
        ].map((one) => [one, 'NOT_A_DAY'] as const),
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
        ...[
          ...['2025-03', '2025/3', '2025.3', '2025.03', '2025年3月', '2025年03月份', '2025 年 3 月', '202503'],
          ...['2025-03-31', '20250301', '45717', '２０２５-０３'],
        ].map((one) => [one, '2025-03'] as const),
        ...[[45_717, '2025-03'] as const, ['199903', '1999-03'] as const],
        ...[2025.1, 2025.03, 2025.12, 2025, 10, 1, 202_513].map((one) => [one, 'NOT_A_MONTH'] as const),
        [202_503, '2025-03'],
        ...['2025年', '12', '3月', '25-03', 'Mar-25', '2025.03-2026.02', '2025-03-00', '1066-01'].map(
          (one) => [one, 'NOT_A_MONTH'] as const,
        ),
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
    expect(read(1e15, field)).toBe('PRECISION_LOST');
    expect(read({ otherUnit: true }, field)).toBe('OTHER_UNIT');
    if (field.form !== 'TEXT') {
      expect(read('x'.repeat(401), field)).toBe('TOO_LONG');
      expect(read('x'.repeat(400), field)).not.toBe('TOO_LONG');
    }
  });

  test('of an amount or a day is what was printed', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999_999), fc.integer({ min: -700_000, max: 47_846 }), (fen, at) => {
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
    // Spreadsheet programs keep 15 digits, whatever a double could hold.
    expect(cellText(999_999_999_999_999)).toMatchObject({ ok: true, value: '999999999999999' });
    for (const rounded of [1e15, 6_222_021_234_567_890, 410_599_196_801_019_000, -(2 ** 53), 6.22202e18]) {
      expect(cellText(rounded)).toMatchObject({ ok: false, error: 'PRECISION_LOST' });
    }
    for (const shown of ['6.22202E+18', '4.10599E+17', '4e+17', ' 6.22e+18 ', '６.２Ｅ＋18'.normalize('NFKC')]) {
      expect(read(shown, text('银行卡号'))).toBe('PRECISION_LOST');
      expect(parseIdentityCell(shown)).toMatchObject({ ok: false, error: 'PRECISION_LOST' });
    }
  });

  test('of a name has no marks that cannot be seen, and is one line', () => {
    const name = text('姓名', 200);
    const spellings = [
      '张三',
      '\u200b张三',
      '张\ufeff三',
      '张\u200d三\u2060',
      '\u202a张三\u202c',
      '张三\u00ad',
      '张三\ufe0f',
    ];
    expect(spellings.map((one) => read(one, name))).toEqual(spellings.map(() => '张三'));
    expect(['欧阳 修\n', '欧阳\r\n修', '欧阳\t修', '欧阳\u3000修'].map((one) => read(one, name))).toEqual(
      Array.from({ length: 4 }, () => '欧阳 修'),
    );
    expect([read('张\ufffd', name), read('第一行\n第二行', text('备注'))]).toEqual(['GARBLED', '第一行\n第二行']);
  });

  test('of a count is one that its column can have', () => {
    const [year, years, size] = [count('入学年份'), count('年制'), count('家庭人口')];
    expect([read(2008, year), read(38_781, year), read(8, year), read('2008', year)]).toEqual([
      ...[2008, 'NOT_A_COUNT', 'NOT_A_COUNT', 2008],
    ]);
    expect([read(4, years), read(2008, years), read(3, size), read(0, size), read(24_000, size)]).toEqual([
      ...[4, 'NOT_A_COUNT', 3, 'NOT_A_COUNT', 'NOT_A_COUNT'],
    ]);
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
  const grouped = `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`;
  const hyphened = grouped.replaceAll(' ', '-');
  const spellings = [
    grouped,
    hyphened,
    grouped.replaceAll(' ', '\u3000'),
    `\u202a${number}\u202c`,
    `${number}\t`,
    `\ufeff${number}`,
  ];
  expect(spellings.map(found)).toEqual(spellings.map(() => number));
  for (const quoted of [`'${number}`, `${number}'`, `"${number}"`, `="${number}"`, `‘${number}`])
    expect(found(quoted)).toBe('QUOTED');
  expect([found('410599********9816'), found('4105****9816')]).toEqual(['MASKED', 'MASKED']);
  expect([found('000000198802031113'), found('410599198802301115')]).toEqual(['NO_SUCH_AREA', 'NO_SUCH_BIRTH_DAY']);
  for (const other of ['H01234567', '41O599196801239816', number.slice(1), `${number}1`]) {
    expect(found(other)).toBe('NOT_18_OR_15_DIGITS');
  }
});
