import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addDays, type Day, firstDay, printDay, requireDay, toMonth } from '../kernel/calendar.ts';
import type { WorkingCalendar } from '../kernel/working-days.ts';

/**
 * The working calendar of China, from the notices of the State Council that `chinese-days` carries. Only the package's data is
 * used: its functions turn days into instants of the local time zone, and west of Greenwich they answer for the day before.
 */
export const CHINA_CALENDAR: WorkingCalendar = readCalendar(published);

/** The package's file: what is off and what is worked, by day (`YYYY-MM-DD`). */
interface PublishedDays {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/**
 * Reads a calendar from the published days. A year counts as published where its National Day is listed, because a notice of one
 * year may name days of the December before or of the January after it, but never of its October.
 */
export function readCalendar({ holidays, workdays }: PublishedDays): WorkingCalendar {
  const daysOff = new Set(Object.keys(holidays).map(requireDay));
  const years = [...daysOff].map(printDay).filter((day) => day.endsWith('-10-01'));
  const sorted = years.map((day) => Number(day.slice(0, 4))).sort((one, other) => one - other);
  return {
    daysOff,
    makeUpDays: new Set(Object.keys(workdays).map(requireDay)),
    from: firstDay(toMonth(sorted[0] ?? 1, 1)),
    to: lastDayOf(sorted.at(-1) ?? 0),
  };
}

function lastDayOf(year: number): Day {
  return addDays(firstDay(toMonth(year + 1, 1)), -1);
}
