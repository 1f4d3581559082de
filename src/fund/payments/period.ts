/** The pay days of a table: a calendar year, or a quarter or a month of it. */
export interface Period {
  readonly year: number;
  /** From 1 to 4; `null` stands for the whole year, or for a month. */
  readonly quarter: number | null;
  /** From 1 to 12; `null` stands for the whole year, or for a quarter. */
  readonly month: number | null;
}

/** Days as `YYYY-MM-DD`: the first one, and the first one after the period. */
export interface PeriodDays {
  readonly from: string;
  readonly to: string;
}

const FIRST_YEAR = 1950;
const LAST_YEAR = 9998;
const MONTHS = 12;
const QUARTERS = ['第一季度', '第二季度', '第三季度', '第四季度'] as const;
const QUARTER_MONTHS = MONTHS / QUARTERS.length;

/** Returns the name of the part that is wrong: no such year, quarter or month, or both of the latter. */
export function wrongPartOf({ year, quarter, month }: Period): keyof Period | null {
  if (!isWithin(year, FIRST_YEAR, LAST_YEAR)) return 'year';
  if (quarter !== null && !isWithin(quarter, 1, QUARTERS.length)) return 'quarter';
  return month === null || (quarter === null && isWithin(month, 1, MONTHS)) ? null : 'month';
}

function isWithin(number: number, first: number, last: number): boolean {
  return number >= first && number <= last;
}

export function periodDays({ year, quarter, month }: Period): PeriodDays {
  if (month !== null) return { from: monthBegin(year, month), to: monthBegin(year, month + 1) };
  const [first, months] = quarter === null ? [1, MONTHS] : [(quarter - 1) * QUARTER_MONTHS + 1, QUARTER_MONTHS];
  return { from: monthBegin(year, first), to: monthBegin(year, first + months) };
}

/** Returns the first day of a month, which may be the thirteenth of a year. */
function monthBegin(year: number, month: number): string {
  const [of, at] = month > MONTHS ? [year + 1, month - MONTHS] : [year, month];
  return `${of}-${String(at).padStart(2, '0')}-01`;
}

/** Prints a period as the title of a table has it: `2026年度`, `2026年第二季度`, `2026年5月`. */
export function printPeriod({ year, quarter, month }: Period): string {
  if (month !== null) return `${year}年${month}月`;
  return quarter === null ? `${year}年度` : `${year}年${QUARTERS[quarter - 1] ?? ''}`;
}
