import { type Day, parseDay } from '../kernel/calendar.ts';
import { invariant } from '../kernel/invariant.ts';

const HOURS_EAST = 8;

/** The day in China at an instant, milliseconds since 1970. */
export function dayInChina(instant: number): Day {
  const day = parseDay(new Date(instant + HOURS_EAST * 3_600_000).toISOString().slice(0, 10));
  invariant(day !== undefined, 'today exists');
  return day;
}
