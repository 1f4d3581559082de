import { expect, test } from '@jest/globals';
import { requireDay } from '../../../src/kernel/calendar.ts';
import { SURVEY_DUE, surveyDue } from '../../../src/registry/due/survey-due.ts';

const day = (text: string | null) => (text === null ? null : requireDay(text));

/** Each: the day of the survey, that of a change, the day that is asked for, the reason and the last day that it serves. */
test.each([
  [null, null, '2026-06-30', 'NEVER', null],
  ['2026-01-01', null, '2026-12-31', null, null],
  ['2025-12-31', null, '2026-01-01', 'DUE_THIS_YEAR', '2026-12-31'],
  ['2025-01-01', null, '2026-12-31', 'DUE_THIS_YEAR', '2026-12-31'],
  ['2025-01-01', null, '2027-01-01', 'OVERDUE', '2026-12-31'],
  ['2026-01-10', '2026-05-01', '2026-05-01', 'CHANGED', '2026-06-30'],
  ['2026-01-10', '2026-05-01', '2026-07-01', 'CHANGED', '2026-06-30'],
  ['2024-01-10', '2024-05-01', '2026-07-01', 'CHANGED', '2024-06-30'],
  ['2025-01-10', '2026-10-31', '2026-11-30', 'CHANGED', '2026-11-30'],
  ['2025-01-10', '2026-11-01', '2026-11-30', 'DUE_THIS_YEAR', '2026-12-31'],
  ['2025-01-10', '2026-12-01', '2027-01-01', 'OVERDUE', '2026-12-31'],
])('surveyed %p, changed %p: on %s it is %p, served until %p', (surveyedOn, changedOn, on, reason, servesUntil) => {
  const due = surveyDue({ surveyedOn: day(surveyedOn), changedOn: day(changedOn) }, requireDay(on));
  expect(due).toEqual(reason === null ? null : { reason, servesUntil: day(servesUntil) });
});

test('each reason is said in Chinese and in English', () => {
  for (const words of Object.values(SURVEY_DUE)) expect(words).toMatch(/^\p{Script=Han}.* \/ [a-z]/u);
});
