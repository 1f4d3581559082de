import { sharedLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import { readAt, type View } from '../../graph/arguments/read-at.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { addDays } from '../../kernel/calendar.ts';
import { type HouseholdNode, loadHouseholdNode, type PersonNode } from '../graph/household.loader.ts';
import { type Closing, type Death, readClosings, readDeaths } from './lives.read.ts';

interface Key {
  readonly id: string;
  readonly known: KnownAt;
}

const OF_REVISION = { cacheKey: ({ id }: Key) => id, groupKey: ({ known }: Key) => String(known) };

const deaths = sharedLoader<Key, Death>({
  ...OF_REVISION,
  read: (sql, keys, _deps, { known }) =>
    readDeaths(
      sql,
      keys.map(({ id }) => id),
      known,
    ),
});

const closings = sharedLoader<Key, readonly Closing[]>({
  ...OF_REVISION,
  read: (sql, keys, _deps, { known }) =>
    readClosings(
      sql,
      keys.map(({ id }) => id),
      known,
    ),
});

/** The death of a person; `null` as of the days before it. */
export async function loadDeath(context: GraphContext, { id, at }: PersonNode): Promise<Death | null> {
  const death = await deaths(context).load({ id, known: at.known });
  return death !== null && death.on <= at.asOf ? death : null;
}

/** The closings of a household, whatever their days: like its history. */
export async function loadClosings(context: GraphContext, { id, at }: HouseholdNode): Promise<readonly Closing[]> {
  return (await closings(context).load({ id, known: at.known })) ?? [];
}

/** Loads a household; one that is closed on the day, as of the last day on which it was on record. */
export async function loadOpenOrLast(context: GraphContext, id: string, at: View): Promise<HouseholdNode | null> {
  const open = await loadHouseholdNode(context, id, at);
  if (open !== null) return open;
  const own = (await closings(context).load({ id, known: at.known })) ?? [];
  const closing = own.find(({ from, until }) => from <= at.asOf && (until === null || at.asOf < until));
  if (closing === undefined) return null;
  const last = await readAt(context.deps, { asOf: addDays(closing.from, -1) }, { known: at.known });
  return loadHouseholdNode(context, id, last);
}
