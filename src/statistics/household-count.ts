/** How many households there are of one kind. */
export interface HouseholdCount {
  readonly key: string;
  readonly households: number;
}

/** A count for every key of a list, in its order, 0 of some; after them, of what else was counted. */
export function countsOf(keys: readonly string[], counted: ReadonlyMap<string, number>): readonly HouseholdCount[] {
  const all = new Set([...keys, ...counted.keys()]);
  return [...all].map((key) => ({ key, households: counted.get(key) ?? 0 }));
}
