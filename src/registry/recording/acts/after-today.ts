import { type Day, printDay } from '../../../kernel/calendar.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import { FIRST_DAY } from '../plausibility/identity.ts';

/** Refuses a day that no act has: after today, `YYYY-MM-DD`, or before 1900; `path` is that of the day in the command. */
export function afterToday(day: Day, today: string, path = 'from'): readonly Problem[] {
  if (day < FIRST_DAY) return [problem('BEFORE_1900', path)];
  return printDay(day) > today ? [problem('AFTER_TODAY', path)] : [];
}
