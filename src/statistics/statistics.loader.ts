import type { PaidSum } from '../fund/payments/paid-by.ts';
import type { GraphContext } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import { filterTexts } from '../graph/arguments/filter-texts.ts';
import { monthOfDay, yearOf } from '../kernel/calendar.ts';
import type { Level } from '../policy/facts/facts.ts';
import { readAt } from '../graph/arguments/read-at.ts';
import { requireUnion } from '../organisation/named-union.loader.ts';
import { requireViewer } from '../graph/policy/require-viewer.ts';
import { householdsByRegion } from './households-by.ts';
import { type StatisticsScope, statisticsScope } from './statistics.ts';
import type { StatisticsArgs } from './statistics.type.ts';

/** A scope of statistics for the graph; each count is computed only when it is requested. */
export interface StatisticsNode extends Pick<StatisticsScope, 'asOf' | 'revision'> {
  readonly scope: StatisticsScope;
  readonly level: Level;
  readonly year: number;
}

const FIRST_YEAR = 1950;
const LAST_YEAR = 9998;

/** Returns the requested scope at its revision. */
export async function statisticsNode(context: GraphContext, given: StatisticsArgs): Promise<StatisticsNode> {
  const { deps } = context;
  const { asOf, known } = await readAt(deps, given);
  const year = given.year ?? yearOf(monthOfDay(asOf));
  if (year < FIRST_YEAR || year > LAST_YEAR) throw graphError('INVALID_ARGUMENT', { argument: 'year' });
  const { union } = filterTexts<{ readonly union: string | null }>({ union: null }, { union: given.union });
  await requireUnion(context, union, 'READ_STATISTICS', 'union');
  const scope = await statisticsScope(deps, requireViewer(context), { union, asOf, known });
  return { scope, asOf, revision: scope.revision, level: given.level ?? 'NATIONAL', year };
}

export async function householdsIn({ deps }: GraphContext, { scope }: StatisticsNode): Promise<number> {
  const counts = await householdsByRegion(deps.database, scope);
  return counts.reduce((sum, { households }) => sum + households, 0);
}

export async function moneyNodes(sums: Promise<readonly PaidSum[]>) {
  return (await sums).map(({ amountFen, ...sum }) => ({ ...sum, amount: amountFen }));
}
