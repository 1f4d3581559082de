import { readDayText } from '../../../fields/day-text.ts';
import { type Day, type Month, monthOfDay, parseMonth, requireDay } from '../../../kernel/calendar.ts';

/** Spreadsheets store days as numbers, counted from 1899-12-30. */
const SERIAL_EPOCH = requireDay('1899-12-30');
/**
 * The days that a number may stand for. Numbers of years, of years with a month (2025.1, 202503) and of months lie outside: as days
 * they would be of 1905, 2454 or 1900.
 */
const FIRST_SERIAL = requireDay('1910-01-01');
/** Five digits of a text are rather some other number, the earlier the day. */
const FIRST_IN_TEXT = requireDay('1950-01-01');
const LAST_DAY = requireDay('2100-12-31');
const MONTH_TEXT = /^((?:19|20)\d{2})[-/.年](\d{1,2})(?:月份?)?$/;
const MONTH_DIGITS = /^((?:19|20)\d{2})(\d{2})$/;

/** Reads a day from the text of a cell, and from its number. */
export function readDay(text: string, cell: unknown): Day | undefined {
  const day = readDayText(spaced(text)) ?? serialDay(text, cell);
  return day !== undefined && day <= LAST_DAY ? day : undefined;
}

/** Reads a month, or that of a day. A number with decimals is no month: 2025.1 could have been 2025.10. */
export function readMonth(text: string, cell: unknown): Month | undefined {
  const isFraction = typeof cell === 'number' && !Number.isInteger(cell);
  const written = spaced(text);
  const match = (isFraction ? null : MONTH_TEXT.exec(written)) ?? MONTH_DIGITS.exec(written);
  if (match !== null) return parseMonth(`${match[1]}-${match[2]?.padStart(2, '0')}`);
  const day = readDay(text, cell);
  return day === undefined ? undefined : monthOfDay(day);
}

/** Removes the blanks around the marks between year, month and day; those before a time stay. */
function spaced(text: string): string {
  return text.replace(/\s*([-/.年月日号])\s*(?!\d{1,2}:)/gu, '$1').replace(/号(?=$|[ T])/u, '日');
}

function serialDay(text: string, cell: unknown): Day | undefined {
  const isText = typeof cell !== 'number';
  const serial = isText ? Number(/^\d{5}$/.test(text) ? text : NaN) : cell;
  const day = SERIAL_EPOCH + Math.floor(serial);
  return day >= (isText ? FIRST_IN_TEXT : FIRST_SERIAL) && day <= LAST_DAY ? (day as Day) : undefined;
}
