import { type Day, requireDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';

interface DatedDays {
  readonly from: Day;
  /** What sets the number. */
  readonly instrument: string;
  readonly workingDays: number;
}

/** How long a publicity (公示) lasts at least, by the day from which the number is in force, the latest first. */
const publicityDays: readonly DatedDays[] = [
  {
    from: requireDay('2019-09-27'),
    // The regulation names no number; rules of peers have 不低于5个工作日.
    instrument: '安工文〔2019〕41号, Articles 7 and 15, which are silent on the number',
    workingDays: 5,
  },
];

/** The readings of cases on which the text is silent of who files (R19 to R21). */
export type FilingReading = 'R19' | 'R20' | 'R21';

interface DatedReadings {
  readonly from: Day;
  readonly instrument: string;
  readonly off: readonly FilingReading[];
}

/** Which of these readings the city has switched off, by the day from which it holds, the latest first. */
const readingsOff: readonly DatedReadings[] = [
  { from: requireDay('2019-09-27'), instrument: '安工文〔2019〕41号, Articles 11 and 12, which are silent', off: [] },
];

/** Returns the readings of who files that are switched off on a day; then the platform derives nobody in their cases. */
export function readingsOffOn(day: Day): ReadonlySet<FilingReading> {
  return new Set(readingsOff.find(({ from }) => from <= day)?.off);
}

/** How long a body has for a step, or a union for deciding a recorded file again: the platform's own, the latest first. */
const officeDays: readonly DatedDays[] = [
  {
    from: requireDay('2019-09-27'),
    // Article 16 says 随时变化随时调整; no article sets a deadline.
    instrument: 'the platform’s own: 安工文〔2019〕41号, Articles 15 and 16, sets no deadline of a step',
    workingDays: 10,
  },
];

/** Returns the least number of working days of a publicity that begins on a day; the first one on file also holds before. */
export function publicityWorkingDaysOn(day: Day): number {
  return workingDaysOn(publicityDays, day);
}

/** Returns how many working days a body has for what is to be done since a day. */
export function officeWorkingDaysOn(day: Day): number {
  return workingDaysOn(officeDays, day);
}

function workingDaysOn(entries: readonly DatedDays[], day: Day): number {
  const entry = entries.find(({ from }) => from <= day) ?? entries.at(-1);
  invariant(entry !== undefined, 'the number of days is on file');
  return entry.workingDays;
}
