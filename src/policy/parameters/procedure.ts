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

/** Returns the least number of working days of a publicity that begins on a day; the first one on file also holds before. */
export function publicityWorkingDaysOn(day: Day): number {
  const entry = publicityDays.find(({ from }) => from <= day) ?? publicityDays.at(-1);
  invariant(entry !== undefined, 'the length of a publicity is on file');
  return entry.workingDays;
}
