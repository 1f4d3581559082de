import type { Day } from '../../../kernel/calendar.ts';
import { addWorkingDays, type DueDay, type WorkingCalendar, workingDayFrom } from '../../../kernel/working-days.ts';
import { publicityWorkingDaysOn } from '../../../policy/parameters/procedure.ts';
import type { FileCourse, Publicity } from './course.ts';
import type { PublicContent } from './step.ts';

/** The earliest last day of a publicity that begins on a day: the working days that it must last begin on the day after. */
export function earliestPublicityEnd(calendar: WorkingCalendar, from: Day): DueDay {
  return addWorkingDays(calendar, from, publicityWorkingDaysOn(from));
}

/**
 * The last day of a publicity by the calendar of today. A day that was counted out before its year was published moves on where
 * the notice has made a day off of it, so that nobody loses a day to object.
 */
export function publicityEnd(calendar: WorkingCalendar, { on, until }: Pick<Publicity, 'on' | 'until'>): DueDay {
  const earliest = earliestPublicityEnd(calendar, on);
  const last = workingDayFrom(calendar, until < earliest.day ? earliest.day : until);
  return { day: last.day, provisional: earliest.provisional || last.provisional };
}

/** Whether name, unit or category are not those of the publicity any more; then it is done again (Article 15). */
export function isChanged({ content }: Pick<Publicity, 'content'>, present: PublicContent): boolean {
  const { name, unit, category } = content;
  return name !== present.name || unit !== present.unit || category !== present.category;
}

/**
 * What the public list shows of a file on a day: the content of a publicity that is running, else nothing. An open objection does
 * not end it, because that would tell that there is one; one that was upheld does, because what was shown is not right.
 */
export function publicContentOn(
  { state, publicity }: FileCourse,
  day: Day,
  calendar: WorkingCalendar,
): PublicContent | null {
  if (state !== 'PUBLICISED' || publicity === null || publicity.isConcluded) return null;
  if (publicity.objections.some(({ outcome }) => outcome === 'UPHELD')) return null;
  return publicity.on <= day && day <= publicityEnd(calendar, publicity).day ? publicity.content : null;
}
