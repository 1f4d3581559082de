import type { GraphContext } from '../../graph/context.ts';
import type { PublicPage } from '../../graph/feature.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { loadUnion } from '../../organisation/union.loader.ts';
import { ANY_UNION, listUnions } from '../../organisation/union.read.ts';
import { CHINA_CALENDAR } from '../../usecase/working-calendar.ts';
import { publicContentOn } from '../procedure/course/publicity.ts';
import { loadCourse, loadFileSteps } from '../procedure/graph/file-step.loader.ts';
import type { ArchiveFileNode } from '../reading/archive-file.loader.ts';
import { isPublicListKey, PUBLIC_LIST_ROUTE, publicListPath } from './public-list-address.ts';
import { PUBLIC_LIST_STYLE, setPublicList } from './public-list-page.ts';
import { publicListOn } from './public-list.ts';
import { readPublicised } from './public-list.read.ts';

/**
 * The public list (公示名单) of a union, for who has its address. A wrong key is refused before anything is read, whatever the
 * union.
 */
export const publicListPage: PublicPage = {
  path: PUBLIC_LIST_ROUTE,
  style: PUBLIC_LIST_STYLE,
  show: async ({ database, secrets, today }, { union: code = '', key = '' }) => {
    if (!isPublicListKey(secrets, code, key)) return null;
    const day = requireDay(today);
    return database.session(async (sql) => {
      const at = { known: 'NOW', today, after: null, limit: 1 } as const;
      const [union] = await listUnions(sql, { ...ANY_UNION, codes: [code] }, at);
      if (union === undefined) return null;
      const courses = await readPublicised(sql, secrets, union.id, day);
      return setPublicList({ unionName: union.name, today: day, parts: publicListOn(courses, day, CHINA_CALENDAR) });
    });
  },
};

/** The path of the public list on which a file is today; `null` if it is on none, and in another view than the present one. */
export async function loadPublicListPath(context: GraphContext, file: ArchiveFileNode): Promise<string | null> {
  const { secrets, today } = context.deps;
  const [course, steps] = await Promise.all([loadCourse(context, file), loadFileSteps(context, file)]);
  if (file.at.suffix !== '' || course === null) return null;
  if (publicContentOn(course, requireDay(today), CHINA_CALENDAR) === null) return null;
  const publicised = course.steps.findLastIndex(({ act }) => act === 'PUBLICISE');
  const union = await loadUnion(context, steps[publicised]?.unionId ?? null);
  return union === null ? null : publicListPath(secrets, union.code);
}
