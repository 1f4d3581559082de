import { expect, test } from '@jest/globals';
import { checkDivisionCode } from '../../../src/organisation/divisions/check-division-code.ts';
import { divisionEditions } from '../../../src/organisation/divisions/division-editions.ts';
import { SAMPLE_REGIONS } from '../../../src/sample/sample-organisation.ts';

const on = (code: string, day = '2026-06-30') => checkDivisionCode(code, day);

test('every division of the sample is one of the standard, and the area of its identity numbers is none', () => {
  expect(Object.keys(SAMPLE_REGIONS).filter((code) => on(code) !== null)).toEqual([]);
  expect(on('410599')).toBe('NOT_A_DIVISION');
});

test('provinces, prefectures and counties are divisions; zones, towns, groups and other texts are none', () => {
  for (const code of ['410000', '410500', '410502', '110101', '441900', '659012', '653228', '310115', '120116']) {
    expect([code, on(code)]).toEqual([code, null]);
  }
  for (const code of ['410590', '410571', '441901', '320112', '999999', '410501', '419000', '', 'NORTH', '41050']) {
    expect(['NOT_A_DIVISION', 'DIVISION_WITHDRAWN']).toContain(on(code));
  }
});

test('a division counts from the edition before the first that has it until the one after the last', () => {
  // 开封县 became 祥符区 in 2014, 偃师市 became 偃师区 in 2021, 港闸区 was withdrawn in 2020.
  expect(on('410224', '2013-06-01')).toBeNull();
  expect(on('410224', '2018-01-01')).toBe('DIVISION_WITHDRAWN');
  expect(on('410212', '2010-01-01')).toBe('DIVISION_NOT_YET');
  expect(on('410212')).toBeNull();
  expect(on('410308', '2012-01-01')).toBe('DIVISION_NOT_YET');
  expect(on('410381', '2018-01-01')).toBeNull();
  expect(on('410381')).toBe('DIVISION_WITHDRAWN');
  expect(on('320611', '2026-01-01')).toBe('DIVISION_WITHDRAWN');
  // Before the first edition, it is as in the first one.
  expect(on('410224', '1999-01-01')).toBeNull();
});

test('the editions are in order, and each has about as many divisions as the one before', () => {
  const months = divisionEditions().map(({ month }) => month);
  expect(months).toEqual(months.toSorted());
  expect(months).toHaveLength(20);
  for (const { month, codes } of divisionEditions()) {
    expect([month, codes.size > 3100, codes.size < 3400]).toEqual([month, true, true]);
  }
});
