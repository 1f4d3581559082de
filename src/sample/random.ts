/** A stream of random numbers that depends only on its seed. */
export interface Random {
  /** Returns a whole number from 0 to below the limit. */
  readonly below: (limit: number) => number;
  /** Returns a whole number between two bounds, both included. */
  readonly between: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffle: <T>(list: readonly T[]) => readonly T[];
}

/** The generator Mulberry32, which is small, fast and sufficient for sample data. */
export function randomBy(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    shuffle: (list) => {
      const order = list.map((value) => ({ value, rank: next() }));
      return order.sort((a, b) => a.rank - b.rank).map(({ value }) => value);
    },
  };
}
