import DataLoader from 'dataloader';
import type { Sql } from '../../database/database.ts';
import { coalescedRead } from '../../database/reads/coalesced-read.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Deps } from '../../usecase/command.ts';
import type { GraphContext } from '../context.ts';
import { perRequest } from './per-request.ts';

/** How keys are read: they are grouped (by day, revision, level), and each group is read in one session. */
interface GroupedRead<Key, Value> {
  readonly cacheKey: (key: Key) => string;
  readonly groupKey: (key: Key) => string;
  /** Reads the values by {@link cacheKey}; a missing one is `null`. `first` has what the keys of a group share. */
  readonly read: (sql: Sql, keys: readonly Key[], deps: Deps, first: Key) => Promise<ReadonlyMap<string, Value>>;
}

type Loader<Key, Value> = (context: GraphContext) => DataLoader<Key, Value | null, string>;

/** A loader whose number of statements does not grow with its keys. */
export function requestLoader<Key, Value>({ cacheKey, groupKey, read }: GroupedRead<Key, Value>): Loader<Key, Value> {
  return perRequest(({ deps }) => batchLoader(cacheKey, groupKey, (keys) => readGroup(read, deps, keys)));
}

/** A loader of what is the same for every viewer on the same day: one for each request, over statements that requests share. */
export function sharedLoader<Key, Value>({ cacheKey, groupKey, read }: GroupedRead<Key, Value>): Loader<Key, Value> {
  const load = coalescedRead<Key, Value, Deps>({
    cacheKey,
    groupKey: (key, { today }) => `${today} ${groupKey(key)}`,
    load: (deps, keys) => readGroup(read, deps, keys),
  });
  return perRequest(({ deps }) => batchLoader(cacheKey, groupKey, (keys) => load(deps, keys)));
}

/** A {@link sharedLoader} whose keys are texts that one statement reads together. */
export function sharedTextLoader<Value>(read: GroupedRead<string, Value>['read']): Loader<string, Value> {
  return sharedLoader({ cacheKey: (key) => key, groupKey: () => '', read });
}

function readGroup<Key, Value>(read: GroupedRead<Key, Value>['read'], deps: Deps, keys: readonly Key[]) {
  const [first] = keys;
  invariant(first !== undefined, 'a batch is never empty');
  return deps.database.session((sql) => read(sql, keys, deps, first));
}

function batchLoader<Key, Value>(
  cacheKey: (key: Key) => string,
  groupKey: (key: Key) => string,
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>,
) {
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
