import { type Day, printDay, requireDay } from '../kernel/calendar.ts';

const HOURS_EAST = 8;

/** The day in China at an instant, milliseconds since 1970. */
export function dayInChina(instant: number): Day {
  return requireDay(new Date(instant + HOURS_EAST * 3_600_000).toISOString().slice(0, 10));
}

/** Today in China, `YYYY-MM-DD`. */
export function todayInChina(): string {
  return printDay(dayInChina(Date.now()));
}
