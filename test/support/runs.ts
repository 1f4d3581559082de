import { randomInt } from 'node:crypto';

/** The seed of this run's random tests: `TEST_SEED`, or a new one that the global set-up prints and passes on. */
export function seed(): number {
  return Number(process.env['TEST_SEED'] ?? randomInt(2 ** 31));
}

/** How often a random test runs: `small` in `npm test`, `full` where `TEST_COUNT=full` (`npm run test:long`). */
export function runs(small: number, full: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: seed(), numRuns: process.env['TEST_COUNT'] === 'full' ? full : small };
}
