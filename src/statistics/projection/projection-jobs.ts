import { randomInt } from 'node:crypto';
import { JobFailure, type JobKind } from '../../jobs/job.ts';
import { addDays, addMonths, firstDay, monthOfDay, printDay, requireDay } from '../../kernel/calendar.ts';
import type { Deps } from '../../usecase/command.ts';
import type { CheckedPoint, ProjectionDifference } from './check-rows.read.ts';
import { checkProjection } from './check.read.ts';
import type { Projection, ProjectionMark } from './projection.ts';
import { servedProjection } from './served-projection.ts';

export const CHECK_JOB = 'statistics-check';
export const REBUILD_JOB = 'statistics-rebuild';

const POINTS = 20;
const MOST_SHOWN = 100;
const YEARS_BACK = 4;
const YEARS_AHEAD = 2;

/** What a check found: at how many points it counted, and the first differences of all. */
export interface CheckAnswer {
  readonly revision: number;
  readonly points: number;
  readonly differences: number;
  readonly shown: readonly ProjectionDifference[];
}

/** Compares the projection with the register, on random days and at random revisions. */
export function checkJob(deps: () => Deps): JobKind<object, CheckAnswer> {
  return {
    name: CHECK_JOB,
    run: async (_, control) => {
      const projection = requireProjection(deps());
      const { revision } = await followed(projection);
      const points = randomPoints(deps().today, revision);
      const found: ProjectionDifference[] = [];
      for (const [at, point] of points.entries()) {
        control.signal.throwIfAborted();
        found.push(...(await differencesAt(deps(), projection, point)));
        control.progress(at + 1, points.length);
      }
      return { revision, points: points.length, differences: found.length, shown: found.slice(0, MOST_SHOWN) };
    },
  };
}

/** Makes the projection anew; the present one is read until the new one is complete. */
export function rebuildJob(deps: () => Deps): JobKind<object, ProjectionMark> {
  return {
    name: REBUILD_JOB,
    run: async (_, control) => {
      const made = await requireProjection(deps()).remake(control.progress);
      if (!made.ok) throw new JobFailure(made.error);
      return made.value;
    },
  };
}

function requireProjection({ database }: Deps): Projection {
  const projection = servedProjection(database);
  if (projection === undefined) throw new JobFailure('统计投影未打开 / the projection for statistics is not open');
  return projection;
}

async function followed(projection: Projection): Promise<ProjectionMark> {
  const mark = await projection.follow();
  if (!mark.ok) throw new JobFailure(mark.error);
  return mark.value;
}

const UNCHECKED = {
  NOT_MADE: '统计投影尚未建立，请稍后核对 / the projection for statistics is not made yet: check later',
  TOO_HEAVY: '核对语句超时或内存不足，请调大限额 / the check takes too long or too much memory: raise the limits',
  NOT_COMPARABLE: '认定结果刚刚更新，请重新核对 / the decisions have just been made anew: check again',
} as const;

async function differencesAt({ database }: Deps, projection: Projection, point: CheckedPoint) {
  const differences = await checkProjection(database, projection, [point]);
  if (!differences.ok) throw new JobFailure(UNCHECKED[differences.error]);
  return differences.value;
}

/** Random days of some years back and ahead, at random revisions. */
function randomPoints(today: string, revision: number): readonly CheckedPoint[] {
  const month = monthOfDay(requireDay(today));
  const from = firstDay(addMonths(month, -12 * YEARS_BACK));
  const days = firstDay(addMonths(month, 12 * YEARS_AHEAD)) - from;
  return Array.from({ length: POINTS }, () => {
    return { day: printDay(addDays(from, randomInt(days))), revision: 1 + randomInt(Math.max(1, revision)) };
  });
}
