import { sharedLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import type { HouseholdNode, PersonNode } from '../graph/household.loader.ts';
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
