import type { Day } from '../../kernel/calendar.ts';
import type { DueDay, WorkingCalendar } from '../../kernel/working-days.ts';
import type { FileCourse } from '../procedure/course/course.ts';
import { publicContentOn, publicityEnd } from '../procedure/course/publicity.ts';
import type { PublicContent } from '../procedure/course/step.ts';

/** What a union publicises over the same days. */
export interface PublicListPart {
  readonly from: Day;
  readonly until: DueDay;
  readonly rows: readonly PublicContent[];
}

const NAMES = new Intl.Collator('zh');

/** The public list (公示名单) of a day, by the days of the publicities, each part in the order of the names. */
export function publicListOn(
  courses: readonly FileCourse[],
  day: Day,
  calendar: WorkingCalendar,
): readonly PublicListPart[] {
  const shown = courses.flatMap((course) => {
    const content = publicContentOn(course, day, calendar);
    const { publicity } = course;
    return content === null || publicity === null
      ? []
      : [{ content, from: publicity.on, until: publicityEnd(calendar, publicity) }];
  });
  return [...Map.groupBy(shown, ({ from, until }) => `${from} ${until.day}`).values()]
    .flatMap(([first, ...others]) => (first === undefined ? [] : [partOf(first, [first, ...others])]))
    .sort((one, other) => one.from - other.from || one.until.day - other.until.day);
}

interface Shown extends Pick<PublicListPart, 'from' | 'until'> {
  readonly content: PublicContent;
}

function partOf({ from, until }: Shown, shown: readonly Shown[]): PublicListPart {
  const rows = shown.map(({ content }) => content);
  const order = rows.toSorted(
    (one, other) => NAMES.compare(one.name, other.name) || NAMES.compare(one.unit, other.unit),
  );
  return { from, until, rows: order };
}
