import {
  addMonths,
  type Day,
  firstDay,
  type Month,
  monthNumber,
  monthOfDay,
  type MonthSpan,
  yearOf,
} from '../../kernel/calendar.ts';
import { listed, type Sentences } from './sentences.ts';

const MONTHS_EN: readonly string[] = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `2019年10月15日`, `15 October 2019`. */
export function dayInWords(day: Day): Sentences {
  const month = monthOfDay(day);
  const dayOfMonth = day - firstDay(month) + 1;
  const { zh, en } = monthInWords(month);
  return { zh: `${zh}${dayOfMonth}日`, en: `${dayOfMonth} ${en}` };
}

/** Days in ascending order, each once. */
export function daysInWords(days: readonly Day[]): Sentences {
  return listed([...new Set(days)].sort((a, b) => a - b).map(dayInWords));
}

/** `2023年4月至9月` or `2023年11月至2024年2月`; a span of one month is that month. */
export function spanInWords({ from, to }: MonthSpan): Sentences {
  const first = monthInWords(from);
  if (from === to) return first;
  const last = monthInWords(to);
  const sameYear = yearOf(from) === yearOf(to);
  return {
    zh: `${first.zh}至${sameYear ? `${monthNumber(to)}月` : last.zh}`,
    en: `${sameYear ? nameOf(from) : first.en} to ${last.en}`,
  };
}

/** Months in ascending order, those that follow each other joined as spans. */
export function monthsInWords(months: readonly Month[]): Sentences {
  const spans: MonthSpan[] = [];
  for (const month of months) {
    const last = spans.at(-1);
    if (last?.to === addMonths(month, -1)) spans[spans.length - 1] = { from: last.from, to: month };
    else spans.push({ from: month, to: month });
  }
  return listed(spans.map(spanInWords));
}

function monthInWords(month: Month): Sentences {
  return { zh: `${yearOf(month)}年${monthNumber(month)}月`, en: `${nameOf(month)} ${yearOf(month)}` };
}

function nameOf(month: Month): string {
  return MONTHS_EN[monthNumber(month) - 1] ?? '';
}
