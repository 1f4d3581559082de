import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { printDay, requireDay } from '../../src/kernel/calendar.ts';
import { isServed, lastDayServed } from '../../src/policy/facts/survey.ts';

/** The rows of the table of situations that name the day of a change, or none, and until when the survey serves. */
const situations = readFileSync(join(__dirname, 'cases', 'changes.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, number, , changed, serves] = line.split('|').map((cell) => cell.trim());
    const [until] = /^\d{4}-\d{2}-\d{2}/.exec(serves ?? '') ?? [];
    if (until === undefined) return [];
    return [[number, /^\d{4}-\d{2}-\d{2}$/.exec(changed ?? '')?.[0] ?? null, until] as const];
  });

test('the table of situations has its rows', () => {
  expect(situations).toHaveLength(23);
});

test.each(situations)('the survey of situation %s, changed on %s, serves until %s', (number, changed, until) => {
  const surveyedOn = number === '25' ? '2018-12-31' : '2019-03-10';
  expect(printDay(lastDayServed(requireDay(surveyedOn), changed === null ? null : requireDay(changed)))).toBe(until);
});

test.each([
  ['in December of the year of the survey', '2019-03-10', '2019-12-01', '2020-01-31'],
  ['in January, on its first day', '2019-03-10', '2020-01-01', '2020-02-29'],
  ['before a month of 30 days', '2019-03-10', '2020-10-31', '2020-11-30'],
  ['in the last month of its service: not longer than that', '2019-03-10', '2020-12-15', '2020-12-31'],
  ['after its service', '2019-03-10', '2021-06-01', '2020-12-31'],
  ['on the day after a survey of New Year’s Eve', '2019-12-31', '2020-01-01', '2020-02-29'],
])('changed %s', (_, surveyedOn, changedOn, until) => {
  expect(printDay(lastDayServed(requireDay(surveyedOn), requireDay(changedOn)))).toBe(until);
});

test('a survey serves its own day and the last one, and none serves where there is none', () => {
  const served = (asOf: string, surveyedOn: string | null) =>
    isServed({
      asOf: requireDay(asOf),
      surveyedOn: surveyedOn === null ? null : requireDay(surveyedOn),
      changedOn: null,
    });
  expect([served('2019-03-10', '2019-03-10'), served('2020-12-31', '2019-03-10')]).toEqual([true, true]);
  expect([served('2021-01-01', '2019-03-10'), served('2019-03-10', null), served('1970-01-01', null)]).toEqual([
    ...[false, false, false],
  ]);
});
