import { expect, test } from '@jest/globals';
import { requireDay } from '../../src/kernel/calendar.ts';
import {
  inForceOn,
  officeWorkingDaysOn,
  PROCEDURE_PARAMETERS,
  publicityWorkingDaysOn,
  readingsOffOn,
} from '../../src/policy/parameters/procedure.ts';

const from = requireDay('2019-09-27');

test('of dated parameters the latest that has begun is in force, and the first one before it began', () => {
  const entries = (['2026-01-01', '2022-01-01', '2019-09-27'] as const).map((text) => ({
    from: requireDay(text),
    text,
  }));
  const on = (day: string) => inForceOn(entries as [(typeof entries)[0], ...typeof entries], requireDay(day)).text;
  expect(on('2026-01-01')).toBe('2026-01-01');
  expect(on('2027-05-05')).toBe('2026-01-01');
  expect(on('2025-12-31')).toBe('2022-01-01');
  expect(on('2022-01-01')).toBe('2022-01-01');
  expect(on('2021-12-31')).toBe('2019-09-27');
  expect(on('2019-09-26')).toBe('2019-09-27');
});

test('each parameter names what sets it', () => {
  expect(PROCEDURE_PARAMETERS).toEqual({
    publicityDays: [
      { from, instrument: '安工文〔2019〕41号, Articles 7 and 15, which are silent on the number', workingDays: 5 },
    ],
    officeDays: [
      {
        ...{ from, workingDays: 10 },
        instrument: 'the platform’s own: 安工文〔2019〕41号, Articles 15 and 16, sets no deadline of a step',
      },
    ],
    readingsOff: [{ from, instrument: '安工文〔2019〕41号, Articles 11 and 12, which are silent', off: [] }],
  });
});

test('a publicity lasts five working days, a body has ten, and no reading of who files is off', () => {
  for (const day of ['2018-01-01', '2019-09-27', '2026-06-30'] as const) {
    const on = requireDay(day);
    expect([publicityWorkingDaysOn(on), officeWorkingDaysOn(on), readingsOffOn(on)]).toEqual([5, 10, new Set()]);
  }
});
