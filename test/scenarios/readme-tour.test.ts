import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { USUAL_SAMPLE } from '../../src/sample/seed.ts';
import { type ServedPlatform, startServed } from '../support/served.ts';
import { tourSteps } from '../support/readme.ts';

let served: ServedPlatform;
beforeAll(async () => {
  served = await startServed(USUAL_SAMPLE);
}, 120_000);
afterAll(() => served.close());

const steps = tourSteps();

test('each of the three users has a tour', () => {
  expect(new Set(steps.map(({ role }) => role))).toEqual(new Set(['statistician', 'clerk', 'finance', 'partner']));
  expect(steps.length).toBeGreaterThanOrEqual(7);
});

test.each(steps)('the README’s answer to $role is what is answered: $document', async ({ role, document, answer }) => {
  const union = role === 'partner' ? '410500' : '410502';
  const { text } = await served.ask(document, { token: await served.bearer({ role, union }) });
  expect(JSON.parse(text)).toEqual(answer);
});
