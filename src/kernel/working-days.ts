import { addDays, type Day } from './calendar.ts';

/** A calendar of working days: where the published one differs from Monday to Friday, and the days that it covers. */
export interface WorkingCalendar {
  /** 放假: weekdays, and also weekend days, that are off. */
  readonly daysOff: ReadonlySet<Day>;
  /** 调休上班: days at weekends that are worked. */
  readonly makeUpDays: ReadonlySet<Day>;
  /** The first and the last day of the published years; outside them only Monday to Friday is known. */
  readonly from: Day;
  readonly to: Day;
}

/** A day that was counted out on the calendar. */
export interface DueDay {
  readonly day: Day;
  /** 暂定: part of the span lies outside the published years, so a notice to come may move the day. */
  readonly provisional: boolean;
}

const DAYS_PER_WEEK = 7;
/** 1970-01-01 was a Thursday, three days after Monday. */
const FIRST_WEEKDAY = 3;
const SATURDAY = 5;

export function isWorkingDay(calendar: WorkingCalendar, day: Day): boolean {
  if (calendar.makeUpDays.has(day)) return true;
  const weekday = (((day + FIRST_WEEKDAY) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  return weekday < SATURDAY && !calendar.daysOff.has(day);
}

/** The day on which a number of working days after `from` have passed; the count begins on the day after `from`. */
export function addWorkingDays(calendar: WorkingCalendar, from: Day, count: number): DueDay {
  let day = from;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return dueDay(calendar, from, day);
}

/** The day itself where it is a working day, else the first one after it. */
export function workingDayFrom(calendar: WorkingCalendar, from: Day): DueDay {
  let day = from;
  while (!isWorkingDay(calendar, day)) day = addDays(day, 1);
  return dueDay(calendar, from, day);
}

/** The day itself where it is a working day, else the last one before it: by then is done what must not be late. */
export function workingDayUpTo(calendar: WorkingCalendar, to: Day): DueDay {
  let day = to;
  while (!isWorkingDay(calendar, day)) day = addDays(day, -1);
  return { day, provisional: day < calendar.from || to > calendar.to };
}

/** The working days that are left after `today` until the end of the day `due`; negative for those that it is over. */
export function workingDaysLeft(calendar: WorkingCalendar, due: Day, today: Day): number {
  return due < today ? -countBetween(calendar, due, today) || 0 : countBetween(calendar, today, due);
}

/** Counts the working days after `from` up to and with `to`. */
function countBetween(calendar: WorkingCalendar, from: Day, to: Day): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count += 1;
  return count;
}

function dueDay(calendar: WorkingCalendar, from: Day, day: Day): DueDay {
  return { day, provisional: from < calendar.from || day > calendar.to };
}
