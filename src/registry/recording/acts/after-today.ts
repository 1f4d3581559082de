import { type Day, printDay } from '../../../kernel/calendar.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';

/** Refuses a day after today, `YYYY-MM-DD`; `path` is that of the day in the command. */
export function afterToday(day: Day, today: string, path = 'from'): readonly Problem[] {
  return printDay(day) > today ? [problem('AFTER_TODAY', path)] : [];
}
