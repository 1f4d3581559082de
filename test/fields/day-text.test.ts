import { describe, expect, test } from '@jest/globals';
import { printDay } from '../../src/kernel/calendar.ts';
import { narrow, readDayText } from '../../src/fields/day-text.ts';

const read = (text: string) => {
  const day = readDayText(text);
  return day === undefined ? null : printDay(day);
};

test('full-width letters become ordinary ones, and blanks around a text go', () => {
  expect(narrow(' 　２０２６－０１－２０\n')).toBe('2026-01-20');
  expect(narrow('一 二')).toBe('一 二');
});

describe('a day is read', () => {
  test.each([
    ...['2026-01-20', '2026/1/20', '2026.01.20', '2026年1月20日', '2026年01月20', '20260120', '2026-1/20'],
    ...['2026-01-20T00:00', '2026-01-20 0:00', '2026-01-20T00:00:00Z', '2026-01-20 00:00:00.000', '2026/1/20 00:00Z'],
  ])('%s', (text) => {
    expect(read(text)).toBe('2026-01-20');
  });

  test('of two digits each, too', () => {
    expect([read('2026-12-31'), read('2026年10月5日'), read('20251231')]).toEqual([
      '2026-12-31',
      '2026-10-05',
      '2025-12-31',
    ]);
  });
});

describe('it is no day', () => {
  test.each([
    ...['', '2026', '2026-01', '202601', '2026-01-', '26-01-20', '02026-01-20', '2026-001-20', '2026-01-020'],
    ...['2026-13-01', '2026-02-30', '20260230', '20261301', '202601200', '020260120', 'a20260120', '20260120a'],
    ...['x2026-01-20', '2026-01-20x', '2026-01-20日日', '2026 01 20', '2026-01-20 08:00', '2026-01-20 00:01'],
    ...[
      '2026-01-20 10:00',
      '2026-01-20T00:00:01',
      '2026-01-20T00:00:00.5',
      '2026-01-20T00:00:00.',
      '2026-01-20  00:00',
    ],
  ])('%j', (text) => {
    expect(read(text)).toBeNull();
  });
});
