import { invariant } from './invariant.ts';

declare const month: unique symbol;
declare const day: unique symbol;

/** A calendar month as `year × 12 + (month − 1)`: consecutive months are consecutive integers. */
export type Month = number & { readonly [month]: true };

/** A calendar day as the number of days since 1970-01-01 (Gregorian, without a time zone: the day as written on paper). */
export type Day = number & { readonly [day]: true };

/** Months `from`..`to`, both included. */
export interface MonthSpan {
  readonly from: Month;
  readonly to: Month;
}

const monthPattern = /^([0-9]{4})-([0-9]{2})$/;
const dayPattern = /^([0-9]{4}-[0-9]{2})-([0-9]{2})$/;

export function toMonth(year: number, monthOfYear: number): Month {
  invariant(monthOfYear >= 1 && monthOfYear <= 12, 'a month of the year is 1 to 12');
  return (year * 12 + monthOfYear - 1) as Month;
}

/** Parses `"2019-03"` (years 0001 to 9999); returns `undefined` if there is no such month. */
export function parseMonth(text: string): Month | undefined {
  const match = monthPattern.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  const monthOfYear = Number(match[2]);
  return year >= 1 && monthOfYear >= 1 && monthOfYear <= 12 ? toMonth(year, monthOfYear) : undefined;
}

/** Parses `"2019-03-31"`; returns `undefined` if there is no such day. */
export function parseDay(text: string): Day | undefined {
  const match = dayPattern.exec(text);
  if (match === null) return undefined;
  const of = parseMonth(match[1] ?? '');
  const dayOfMonth = Number(match[2]);
  if (of === undefined || dayOfMonth < 1) return undefined;
  const result = dayNumber(of, dayOfMonth);
  return result < firstDay(addMonths(of, 1)) ? result : undefined;
}

/** Parses a day that comes from the database or the clock; throws otherwise, because any other text is a bug. */
export function requireDay(text: string): Day {
  const found = parseDay(text);
  invariant(found !== undefined, 'the text is a day that exists');
  return found;
}

export function printMonth(value: Month): string {
  const year = yearOf(value).toString().padStart(4, '0');
  return `${year}-${monthNumber(value).toString().padStart(2, '0')}`;
}

export function printDay(value: Day): string {
  const of = monthOfDay(value);
  return `${printMonth(of)}-${(value - firstDay(of) + 1).toString().padStart(2, '0')}`;
}

export function addMonths(value: Month, months: number): Month {
  return (value + months) as Month;
}

export function addDays(value: Day, days: number): Day {
  return (value + days) as Day;
}

/** The day after one, both as `YYYY-MM-DD`. */
export function nextDay(text: string): string {
  return printDay(addDays(requireDay(text), 1));
}

export function yearOf(value: Month): number {
  return Math.floor(value / 12);
}

export function firstDay(value: Month): Day {
  return dayNumber(value, 1);
}

export function monthOfDay(value: Day): Month {
  const shifted = value + DAYS_TO_0000_03_01;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - daysBeforeYear(yearOfEra);
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  return ((era * 400 + yearOfEra) * 12 + marchMonth + 2) as Month;
}

/** The same day a year later; 28 February for 29 February. */
export function firstAnniversary(value: Day): Day {
  const of = monthOfDay(value);
  const next = addMonths(of, 12);
  const lastDay = addDays(firstDay(addMonths(next, 1)), -1);
  return Math.min(firstDay(next) + (value - firstDay(of)), lastDay) as Day;
}

/** The month of the year, 1 to 12. */
export function monthNumber(value: Month): number {
  return value - yearOf(value) * 12 + 1;
}

const DAYS_PER_ERA = 146097;
const DAYS_TO_0000_03_01 = 719468;

/** Counts years from March, so that the leap day comes last. */
function daysBeforeYear(marchYear: number): number {
  return marchYear * 365 + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
}

function dayNumber(of: Month, dayOfMonth: number): Day {
  const fromMarch = of - 2;
  const marchYear = Math.floor(fromMarch / 12);
  const marchMonth = fromMarch - marchYear * 12;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + dayOfMonth - 1;
  return (daysBeforeYear(marchYear) + dayOfYear - DAYS_TO_0000_03_01) as Day;
}
