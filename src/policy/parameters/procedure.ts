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

/** Returns the least number of working days of a publicity that begins on a day; the first one on file also holds before. */
export function publicityWorkingDaysOn(day: Day): number {
  const entry = publicityDays.find(({ from }) => from <= day) ?? publicityDays.at(-1);
  invariant(entry !== undefined, 'the length of a publicity is on file');
  return entry.workingDays;
}
