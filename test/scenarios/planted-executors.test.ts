/**
 * It mocks a package.
 *
 * @own-modules
 */
import '../support/ways/planted-graphql.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { servedGraph } from '../../src/app/schema.ts';
import { PLANTED, planted } from '../support/ways/planted-executors.ts';
import { sampled, seed } from '../support/runs.ts';
import { expectOneAnswer, randomQuestions, startWays, type Ways } from '../support/ways/ways.ts';

/** That what `ways.test.ts` compares finds what it is made for, within the count of `npm test`. */
const numRuns = 300;

let ways: Ways;

beforeAll(async () => {
  ways = await startWays(servedGraph(), 80);
}, 60_000);
afterAll(() => ways.served.close());
afterEach(() => {
  planted.fault = undefined;
});

describe('random documents tell an executor by which', () => {
  test.each(sampled(PLANTED))('$name', async (fault) => {
    planted.fault = fault;
    const property = fc.asyncProperty(randomQuestions(ways), async ({ asking, question }) => {
      await expectOneAnswer(ways, question, asking);
    });
    const { failed, numRuns: asked } = await fc.check(property, { seed: seed(), numRuns, endOnFailure: true });
    console.log(`${fault.name}: found by document ${asked}`);
    expect(failed).toBe(true);
  });
});
