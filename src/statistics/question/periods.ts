import {
  addDays,
  addMonths,
  type Day,
  firstDay,
  type Month,
  monthNumber,
  monthOfDay,
  toMonth,
  yearOf,
} from '../../kernel/calendar.ts';

/** How long the periods of a series are. */
export const EVERY = { MONTH: '按月', QUARTER: '按季', YEAR: '按年' } as const;
export type Every = keyof typeof EVERY;

/** The days of a period, the last one included: what has a day is counted on its last day, what happens is counted within it. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

const MONTHS: Readonly<Record<Every, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** The year of a day up to the day. */
export function yearUpTo(day: Day): Period {
  return { from: firstDay(toMonth(yearOf(monthOfDay(day)), 1)), to: day };
}

/** The months, quarters or years from one day to another; the first and the last may be parts of one. At most so many. */
export function periodsOf({ from, to }: Period, every: Every, most: number): readonly Period[] | 'TOO_MANY' {
  const periods: Period[] = [];
  for (let begin = from; begin <= to;) {
    if (periods.length === most) return 'TOO_MANY';
    const next = firstDay(addMonths(beginOf(monthOfDay(begin), every), MONTHS[every]));
    periods.push({ from: begin, to: Math.min(addDays(next, -1), to) as Day });
    begin = next;
  }
  return periods;
}

/** The first month of the period that a month is in. */
function beginOf(month: Month, every: Every): Month {
  return addMonths(month, -((monthNumber(month) - 1) % MONTHS[every]));
}
