import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day, parseDay, printDay, requireDay } from '../../src/kernel/calendar.ts';
import {
  addWorkingDays,
  isWorkingDay,
  workingDayFrom,
  workingDaysLeft,
  workingDayUpTo,
} from '../../src/kernel/working-days.ts';
import { publicityWorkingDaysOn } from '../../src/policy/parameters/procedure.ts';
import { CHINA_CALENDAR, readCalendar } from '../../src/usecase/working-calendar.ts';
import { runs } from '../support/runs.ts';

const day = (text: string): Day => requireDay(text);
const due = (from: string, count: number) => addWorkingDays(CHINA_CALENDAR, day(from), count);

/** The working days of a year, counted by hand from the notices of the State Council. */
const WORKING_DAYS: readonly (readonly [number, number])[] = [
  ...([
    [2018, 250],
    [2019, 250],
    [2020, 249],
    [2021, 250],
    [2022, 249],
    [2023, 249],
  ] as const),
  ...([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ] as const),
];

describe('the working calendar of China', () => {
  test.each([
    ['2026-01-20', 30, '2026-03-09'],
    ['2026-09-15', 30, '2026-11-02'],
    ['2019-09-27', 30, '2019-11-13'],
    ['2025-01-10', 30, '2025-02-27'],
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-09-24', 5, '2026-10-09'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-03-01', 0, '2026-03-01'],
  ])('%s and %i working days make %s', (from, count, to) => {
    expect(due(from, count)).toEqual({ day: day(to), provisional: false });
  });

  test.each(WORKING_DAYS)('%i has %i working days', (year, count) => {
    expect(workingDaysLeft(CHINA_CALENDAR, day(`${year}-12-31`), day(`${year - 1}-12-31`))).toBe(count);
  });

  test.each(['2026-10-10', '2026-09-20', '2020-02-03', '2026-10-08'])('%s is worked', (text) => {
    expect(isWorkingDay(CHINA_CALENDAR, day(text))).toBe(true);
  });

  test.each(['2026-10-07', '2026-02-23', '2020-01-31', '2026-09-19', '1969-12-28'])('%s is off', (text) => {
    expect(isWorkingDay(CHINA_CALENDAR, day(text))).toBe(false);
  });

  test('an end that falls on a day off moves to the next working day', () => {
    expect(workingDayFrom(CHINA_CALENDAR, day('2026-10-01'))).toEqual({ day: day('2026-10-08'), provisional: false });
    expect(workingDayFrom(CHINA_CALENDAR, day('2026-10-08')).day).toBe(day('2026-10-08'));
  });

  test('what must be done by a day off is due on the last working day before it', () => {
    expect(workingDayUpTo(CHINA_CALENDAR, day('2026-10-07'))).toEqual({ day: day('2026-09-30'), provisional: false });
    expect(workingDayUpTo(CHINA_CALENDAR, day('2026-10-10')).day).toBe(day('2026-10-10'));
    expect(workingDayUpTo(CHINA_CALENDAR, addDays(CHINA_CALENDAR.to, 1)).provisional).toBe(true);
  });

  test('a day past the last published year is provisional, and so is one whose count passes through it', () => {
    const lastYear = Number(printDay(CHINA_CALENDAR.to).slice(0, 4));
    expect(due(`${lastYear}-11-02`, 10).provisional).toBe(false);
    expect(due(`${lastYear}-12-30`, 30).provisional).toBe(true);
    expect(due(`${lastYear + 5}-01-04`, 1)).toMatchObject({ provisional: true });
    expect(due('2003-12-31', 1).provisional).toBe(true);
    expect(workingDayFrom(CHINA_CALENDAR, addDays(CHINA_CALENDAR.to, 1)).provisional).toBe(true);
  });

  test('a due day is left over in working days: nothing is left on it, and the weekend after it does not count', () => {
    const left = (to: string, today: string) => workingDaysLeft(CHINA_CALENDAR, day(to), day(today));
    expect(left('2026-03-09', '2026-01-20')).toBe(30);
    expect(left('2026-03-09', '2026-03-09')).toBe(0);
    expect(left('2026-03-06', '2026-03-08')).toBe(0);
    expect(left('2026-03-06', '2026-03-09')).toBe(-1);
    expect(left('2026-09-30', '2026-10-08')).toBe(-1);
  });

  test('what was counted out is what is left', () => {
    const from = fc.integer({ min: day('2018-01-01'), max: day('2030-12-31') }).map((value) => value as Day);
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 60 }), (start, count) => {
        const { day: end } = addWorkingDays(CHINA_CALENDAR, start, count);
        expect(isWorkingDay(CHINA_CALENDAR, end)).toBe(true);
        expect(workingDaysLeft(CHINA_CALENDAR, end, start)).toBe(count);
        expect(workingDaysLeft(CHINA_CALENDAR, start, end)).toBe(-count);
        expect(workingDayFrom(CHINA_CALENDAR, end).day).toBe(end);
      }),
      runs(200, 20_000),
    );
  });

  test('the days of the package are days, and no day is both worked and off', () => {
    expect([...CHINA_CALENDAR.makeUpDays].filter((one) => CHINA_CALENDAR.daysOff.has(one))).toEqual([]);
    expect([...CHINA_CALENDAR.daysOff].every((one) => parseDay(printDay(one)) === one)).toBe(true);
    expect(printDay(CHINA_CALENDAR.from)).toBe('2004-01-01');
    expect(printDay(CHINA_CALENDAR.to) >= '2026-12-31').toBe(true);
  });
});

describe('a calendar that is read', () => {
  test('covers a year only from its National Day on, not by a January that the year before has named', () => {
    const holidays = { '2026-10-01': '', '2027-01-01': '' };
    const calendar = readCalendar({ holidays, workdays: { '2026-10-10': '' } });
    expect([printDay(calendar.from), printDay(calendar.to)]).toEqual(['2026-01-01', '2026-12-31']);
  });

  test('of which nothing is published makes every day provisional', () => {
    const calendar = readCalendar({ holidays: {}, workdays: {} });
    expect(addWorkingDays(calendar, day('2026-03-02'), 5)).toEqual({ day: day('2026-03-09'), provisional: true });
  });
});

test('a publicity lasts five working days by the parameter of its first day', () => {
  expect(publicityWorkingDaysOn(day('2019-09-27'))).toBe(5);
  expect(publicityWorkingDaysOn(day('2018-01-01'))).toBe(5);
});

describe('a day is provisional', () => {
  /** A calendar of one week, Monday to Sunday, without a holiday. */
  const week = { daysOff: new Set<Day>(), makeUpDays: new Set<Day>(), from: day('2026-03-02'), to: day('2026-03-08') };
  test.each([
    ['2026-03-01', true],
    ['2026-03-02', false],
    ['2026-03-06', false],
    ['2026-03-08', false],
    ['2026-03-09', true],
  ])('if its span leaves the published years: %s up to itself: %p', (text, provisional) => {
    expect(workingDayUpTo(week, day(text)).provisional).toBe(provisional);
  });

  test.each([
    ['2026-03-01', 1, true],
    ['2026-03-02', 1, false],
    ['2026-03-06', 0, false],
    ['2026-03-06', 1, true],
    ['2026-03-08', 0, false],
  ])('if its span leaves the published years: %s and %i working days: %p', (text, count, provisional) => {
    expect(addWorkingDays(week, day(text), count).provisional).toBe(provisional);
  });
});
