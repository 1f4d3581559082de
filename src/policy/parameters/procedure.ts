import { type Day, requireDay } from '../../kernel/calendar.ts';

interface Dated {
  readonly from: Day;
  /** What sets it. */
  readonly instrument: string;
}

interface DatedDays extends Dated {
  readonly workingDays: number;
}

/** The readings of cases on which the text is silent of who files (R19 to R21). */
export type FilingReading = 'R19' | 'R20' | 'R21';

interface DatedReadings extends Dated {
  readonly off: readonly FilingReading[];
}

type AtLeastOne<T> = readonly [T, ...T[]];

/** The parameters of the procedure, each by the day from which it is in force, the latest first. */
export const PROCEDURE_PARAMETERS = {
  /** How long a publicity (公示) lasts at least. The regulation names no number; rules of peers have 不低于5个工作日. */
  publicityDays: [
    {
      from: requireDay('2019-09-27'),
      instrument: '安工文〔2019〕41号, Articles 7 and 15, which are silent on the number',
      workingDays: 5,
    },
  ] satisfies AtLeastOne<DatedDays>,
  /**
   * How long a body has for a step, or a union for deciding a recorded file again. Article 16 says 随时变化随时调整; no article sets a
   * deadline.
   */
  officeDays: [
    {
      from: requireDay('2019-09-27'),
      instrument: 'the platform’s own: 安工文〔2019〕41号, Articles 15 and 16, sets no deadline of a step',
      workingDays: 10,
    },
  ] satisfies AtLeastOne<DatedDays>,
  /** Which of the readings of who files the city has switched off. */
  readingsOff: [
    { from: requireDay('2019-09-27'), instrument: '安工文〔2019〕41号, Articles 11 and 12, which are silent', off: [] },
  ] satisfies AtLeastOne<DatedReadings>,
};

/** Returns what is in force on a day, of entries of which the latest comes first; the first one on file also holds before it. */
export function inForceOn<T extends Pick<Dated, 'from'>>(entries: AtLeastOne<T>, day: Day): T {
  let [found] = entries;
  for (const entry of entries) {
    found = entry;
    if (entry.from <= day) break;
  }
  return found;
}

/** Returns the readings of who files that are switched off on a day; then the platform derives nobody in their cases. */
export function readingsOffOn(day: Day): ReadonlySet<FilingReading> {
  return new Set(inForceOn(PROCEDURE_PARAMETERS.readingsOff, day).off);
}

/** Returns the least number of working days of a publicity that begins on a day. */
export function publicityWorkingDaysOn(day: Day): number {
  return inForceOn(PROCEDURE_PARAMETERS.publicityDays, day).workingDays;
}

/** Returns how many working days a body has for what is to be done since a day. */
export function officeWorkingDaysOn(day: Day): number {
  return inForceOn(PROCEDURE_PARAMETERS.officeDays, day).workingDays;
}
