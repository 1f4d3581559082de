import { divisionEditions } from './division-editions.ts';

/** Why a code is that of no division on a day. */
export type DivisionCodeFault = 'NOT_A_DIVISION' | 'DIVISION_WITHDRAWN' | 'DIVISION_NOT_YET';

/**
 * Checks a code against GB/T 2260 as it stood on a day; `null` if it is a division's. Between two editions nobody can tell from
 * them on which day a division was made or withdrawn: a code of either counts. So does one of the first edition on the days before
 * it, and one of the newest on the days after it, so that a division of later than that is not known.
 */
export function checkDivisionCode(code: string, day: string): DivisionCodeFault | null {
  const editions = divisionEditions();
  const at = Math.max(
    0,
    editions.findLastIndex(({ month }) => month < day.slice(0, 7)),
  );
  const isIn = (from: number, to: number) => editions.slice(from, to).some(({ codes }) => codes.has(code));
  if (isIn(at, at + 2)) return null;
  if (isIn(0, at)) return 'DIVISION_WITHDRAWN';
  return isIn(at + 2, editions.length) ? 'DIVISION_NOT_YET' : 'NOT_A_DIVISION';
}
