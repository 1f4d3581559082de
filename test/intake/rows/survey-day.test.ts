import { expect, test } from '@jest/globals';
import { surveyDay } from '../../../src/intake/rows/survey-day.ts';
import { rowReader } from '../../../src/intake/rows/row-values.ts';
import { SHEETS } from '../../../src/intake/workbook/sheets.ts';
import type { ImportFault } from '../../../src/intake/workbook/fault.ts';
import { type Day, printDay, requireDay } from '../../../src/kernel/calendar.ts';
import { household, survey } from '../../support/register-household.ts';
import { brief, sheetRow, UNVERIFIED_WORKER } from '../../support/sheet-rows.ts';

const SURVEYS = SHEETS.findIndex(({ kinds }) => kinds.includes('surveys'));

/** The day of rows that state surveys of some days, beside those on record, and the faults that they have. */
function dayOf(given: readonly string[], known: readonly string[], stated: string | null = null) {
  const faults: ImportFault[] = [];
  const asked: string[] = [];
  const all = new Set(SHEETS.flatMap(({ columns }) => columns.map((_, at) => at)));
  const rows = [
    sheetRow(0, 2, { 'person.name': '甲', ...UNVERIFIED_WORKER }),
    ...given.map((day, at) => sheetRow(SURVEYS, at + 2, { 'record.surveyedOn': day })),
  ];
  const stateOn = (day: Day) => {
    asked.push(printDay(day));
    if (known.length === 0) return null;
    const base = household([1]);
    return { ...base, records: { ...base.records, surveys: known.map((one) => survey(requireDay(one))) } };
  };
  const readers = rows.map((row) => rowReader(row, all, faults));
  const day = surveyDay(readers, stateOn, stated === null ? null : requireDay(stated), faults);
  return { day: day === null ? null : printDay(day), faults: brief(faults), asked };
}

const [MARCH, MAY, JUNE] = ['2026-03-01', '2026-05-02', '2026-06-03'] as const;

test('without a survey the rows hold from the day that they state, if they state one', () => {
  expect(dayOf([], [])).toEqual({ day: null, faults: [], asked: [] });
  expect(dayOf([], [MARCH], MAY)).toEqual({ day: MAY, faults: [], asked: [] });
});

test('a new survey is the day, whatever the worker’s row states', () => {
  expect(dayOf([MAY], [])).toMatchObject({ day: MAY, faults: [] });
  expect(dayOf([MARCH, MAY], [MARCH], JUNE)).toMatchObject({ day: MAY, faults: [] });
  expect(dayOf([MAY, MARCH], [MAY])).toMatchObject({ day: MARCH, faults: [] });
});

test('the state in which surveys are looked for is that of the last', () => {
  expect(dayOf([MAY, JUNE, MARCH], [MARCH, MAY]).asked).toEqual([JUNE]);
});

test('with surveys that are on record alone, it is the last, or the later day that is stated', () => {
  expect(dayOf([MARCH, MAY], [MARCH, MAY])).toMatchObject({ day: MAY, faults: [] });
  expect(dayOf([MAY, MARCH], [MARCH, MAY], JUNE)).toMatchObject({ day: JUNE, faults: [] });
  expect(dayOf([MARCH, MAY], [MARCH, MAY], MARCH)).toMatchObject({ day: MAY, faults: [] });
});

test('new surveys of two days are refused, each row after the first day', () => {
  const { day, faults } = dayOf([MARCH, MAY, MARCH, JUNE], []);
  expect(day).toBe(MARCH);
  expect(faults).toEqual(['ONE_NEW_SURVEY 入户调查!3 入户调查日期', 'ONE_NEW_SURVEY 入户调查!5 入户调查日期']);
});
