import { addMonths, type Day, firstDay, monthOfDay } from '../../kernel/calendar.ts';

/** How many months ahead of today every household is decided. */
const MONTHS_AHEAD = 24;

/** The day before which spans end that may change every month: it moves from month to month, so that most days nothing is to do. */
export function horizonOf(today: Day): Day {
  return firstDay(addMonths(monthOfDay(today), MONTHS_AHEAD + 2));
}
