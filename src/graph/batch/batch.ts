import DataLoader from 'dataloader';
import { coalescedRead } from '../../database/reads/coalesced-read.ts';
import type { Deps } from '../../usecase/command.ts';
import type { GraphContext } from '../context.ts';
import { perRequest } from './per-request.ts';

/** How a batch is loaded: its keys are grouped (by day, revision, level), with one call of `load` for each group. */
interface Batch<Key, Value> {
  readonly cacheKey: (key: Key) => string;
  readonly groupKey: (key: Key) => string;
  /** The values by {@link cacheKey}; a missing one is `null`. */
  readonly load: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
}

/** A loader whose number of statements does not grow with its keys. */
export function batchLoader<Key, Value>({ cacheKey, groupKey, load }: Batch<Key, Value>) {
  const loadAll = async (keys: readonly Key[]): Promise<readonly (Value | null)[]> => {
    const groups = [...Map.groupBy(keys, groupKey)];
    const loaded = await Promise.all(groups.map(async ([group, own]) => [group, await load(own)] as const));
    const found = new Map(loaded);
    return keys.map((key) => found.get(groupKey(key))?.get(cacheKey(key)) ?? null);
  };
  return new DataLoader<Key, Value | null, string>(loadAll, {
    cacheKeyFn: (key) => `${groupKey(key)} ${cacheKey(key)}`,
    maxBatchSize: 5000,
  });
}

/** A read whose result is the same for every viewer on the same day. */
interface ReadOfDay<Key, Value> extends Omit<Batch<Key, Value>, 'load'> {
  readonly load: (deps: Deps, keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
}

/** A loader of what is the same for every viewer: one for each request, over statements that requests share. */
export function sharedLoader<Key, Value>(
  read: ReadOfDay<Key, Value>,
): (context: GraphContext) => DataLoader<Key, Value | null, string> {
  const load = coalescedRead({ ...read, groupKey: (key: Key, { today }: Deps) => `${today} ${read.groupKey(key)}` });
  return perRequest(({ deps }) => batchLoader({ ...read, load: (keys) => load(deps, keys) }));
}
