import { randomInt } from 'node:crypto';

/** The seed of this run's random tests: `TEST_SEED`, or a new one that the global set-up prints and passes on. */
export function seed(): number {
  return Number(process.env['TEST_SEED'] ?? randomInt(2 ** 31));
}

/**
 * How often a random test runs: `small` in `npm test`, `full` in `npm run test:full` (`TEST_COUNT=full`), and in
 * `npm run test:long` (`TEST_COUNT=long`) a tenth of that, but no less than in `npm test`.
 */
export function runs(small: number, full: number): { readonly seed: number; readonly numRuns: number } {
  const counts: Readonly<Record<string, number>> = { long: Math.max(small, Math.ceil(full / 10)), full };
  return { seed: seed(), numRuns: counts[process.env['TEST_COUNT'] ?? ''] ?? small };
}

/** How large a case is: `small` in `npm test`, `full` in the longer runs. */
export function size(small: number, full: number): number {
  return ['long', 'full'].includes(process.env['TEST_COUNT'] ?? '') ? full : small;
}

/** Every third case in `npm test`, another third with another seed or turn; all of them in the longer runs. */
export function sampled<Case>(cases: readonly Case[], turn = 0): readonly Case[] {
  const step = size(3, 1);
  return cases.filter((_, at) => at % step === (seed() + turn) % step);
}
