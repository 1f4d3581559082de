import { type Day, parseDay } from '../kernel/calendar.ts';

/** Replaces full-width digits and letters by ordinary ones, and removes blanks around them. */
export function narrow(text: string): string {
  return text.normalize('NFKC').trim();
}

/**
 * Reads a day as forms and spreadsheet programs write it, once it is {@link narrow}: `2026-01-20`, `2026/1/20`, `2026.1.20`,
 * `2026年1月20日` or `20260120`, with or without midnight after it.
 */
export function readDayText(text: string): Day | undefined {
  const [, year, month, day] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00(?:\.0+)?)?Z?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    [];
  return year === undefined ? undefined : parseDay(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`);
}
