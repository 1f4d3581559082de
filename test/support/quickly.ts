import { expect } from '@jest/globals';

const MOST_MILLISECONDS = 50;
const MOST_TURNS = 20;

/**
 * Does what has to be done within 50 ms, three times, and again for as long as no turn was: a busy machine can hold up
 * every one of a few, what is slow by itself is slow in all.
 */
export async function quickly(once: () => unknown): Promise<void> {
  let quickest = Infinity;
  for (let turn = 0; turn < 3 || (turn < MOST_TURNS && quickest >= MOST_MILLISECONDS); turn += 1) {
    const from = performance.now();
    await once();
    quickest = Math.min(quickest, performance.now() - from);
  }
  expect(quickest).toBeLessThan(MOST_MILLISECONDS);
}
