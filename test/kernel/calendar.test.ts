import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  type Day,
  firstAnniversary,
  firstDay,
  toMonth,
  monthOfDay,
  parseDay,
  parseMonth,
  printDay,
  printMonth,
  yearOf,
} from '../../src/kernel/calendar.ts';
import { shareOfMonth } from '../../src/kernel/spread.ts';
import { asFen } from '../../src/kernel/fen.ts';
import { runs } from '../support/runs.ts';

const MS_PER_DAY = 86_400_000;

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`no such day: ${text}`);
  return parsed;
}

describe('months', () => {
  test.each(['2019-03', '0001-01', '9999-12', '2020-10'])('%s exists', (text) => {
    const month = parseMonth(text);
    expect(month).toBeDefined();
    expect(month && printMonth(month)).toBe(text);
  });

  test.each([
    '2019-00',
    '2019-13',
    '0000-01',
    '2019-3',
    '19-03',
    '2019-03-01',
    '2019/03',
    ' 2019-03',
    '2019-03 ',
    '12019-03',
    '',
  ])('%j does not', (text) => {
    expect(parseMonth(text)).toBeUndefined();
  });

  test('are consecutive across the year', () => {
    expect(addMonths(toMonth(2019, 12), 1)).toBe(toMonth(2020, 1));
    expect(yearOf(toMonth(2019, 12))).toBe(2019);
    expect(yearOf(toMonth(2020, 1))).toBe(2020);
  });

  test.each([0, 13])('there is no month %d', (month) => {
    expect(() => toMonth(2019, month)).toThrow('a month of the year is 1 to 12');
  });
});

describe('days', () => {
  test.each(['2019-03-31', '2020-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '2019-01-10', '1900-03-01'])(
    '%s exists',
    (text) => {
      expect(printDay(day(text))).toBe(text);
    },
  );

  test.each([
    '2019-02-29',
    '1900-02-29',
    '2100-02-29',
    '2019-04-31',
    '2019-01-00',
    '2019-01-32',
    '0000-01-01',
    '2019-13-01',
    '2019-1-01',
    '2019-01-1',
    'x2019-01-01',
    '2019-01-011',
    '',
  ])('%j does not', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  test('agree with the engine’s calendar, day by day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (number) => {
        const text = new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
        expect(parseDay(text)).toBe(number);
        expect(printDay(number as Day)).toBe(text);
        expect(printMonth(monthOfDay(number as Day))).toBe(text.slice(0, 7));
        expect(printDay(firstDay(monthOfDay(number as Day)))).toBe(`${text.slice(0, 7)}-01`);
      }),
      runs(2_000, 50_000),
    );
  });

  test('agree with it on every day of four centuries', () => {
    for (let number = day('1900-01-01') as number; number <= day('2300-12-31'); number += 1) {
      const text = new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
      if (printDay(number as Day) !== text) throw new Error(`${text} is printed ${printDay(number as Day)}`);
    }
    expect(addDays(day('2019-12-31'), 1)).toBe(day('2020-01-01'));
  });

  test.each([
    ['2018-10-16', '2019-10-16'],
    ['2019-02-28', '2020-02-28'],
    ['2020-02-29', '2021-02-28'],
    ['2020-01-31', '2021-01-31'],
    ['2019-12-31', '2020-12-31'],
  ])('a year after %s is %s', (from, to) => {
    expect(printDay(firstAnniversary(day(from)))).toBe(to);
  });
});

describe('spreading', () => {
  const span = (from: string, to: string) => ({
    from: parseMonth(from) ?? toMonth(1, 1),
    to: parseMonth(to) ?? toMonth(1, 1),
  });

  test('the spare fen go one each to the earliest months', () => {
    const quarter = span('2019-01', '2019-03');
    const share = (text: string) => shareOfMonth(asFen(1000), quarter, parseMonth(text) ?? toMonth(1, 1));
    expect(['2018-12', '2019-01', '2019-02', '2019-03', '2019-04'].map(share)).toEqual([0, 334, 333, 333, 0]);
  });

  test('adds up, never differs by more than a fen, never rises', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), fc.integer({ min: 1, max: 60 }), (fen, months) => {
        const from = toMonth(2018, 5);
        const over = { from, to: addMonths(from, months - 1) };
        const shares = Array.from({ length: months }, (_, index) =>
          Number(shareOfMonth(asFen(fen), over, addMonths(from, index))),
        );
        expect(shares.reduce((total, share) => total + share, 0)).toBe(fen);
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
        expect((shares[0] ?? 0) - (shares.at(-1) ?? 0)).toBeLessThanOrEqual(1);
      }),
      runs(300, 30_000),
    );
  });
});
