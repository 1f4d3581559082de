import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { printJob } from '../../src/fund/locked/printing/print-job.ts';
import { lockSampleTables } from '../../src/sample/lock-sample-tables.ts';
import { USUAL_SAMPLE } from '../../src/sample/seed.ts';
import { FIRST_QUERIES, QUERY_FOR_ALL } from '../../src/server/http/pages/first-queries.ts';
import { type ServedPlatform, startServed } from '../support/served/platform.ts';
import { PAGES, tourSteps } from '../support/tours.ts';

let served: ServedPlatform;
beforeAll(async () => {
  served = await startServed({ ...USUAL_SAMPLE, statistics: true });
  const { database, secrets } = served.platform;
  const deps = { database, secrets, today: served.today };
  await lockSampleTables(deps, USUAL_SAMPLE.on);
  await printJob(() => deps).run({}, { signal: AbortSignal.timeout(60_000), progress: () => undefined });
}, 120_000);
afterAll(() => served.close());

const steps = tourSteps();

async function idOfTable(number: string): Promise<unknown> {
  const [row] = await served.asOwner('select id from locked_table where number = $1', [number]);
  return row?.['id'];
}

test('the README has one query for each of the three users', () => {
  const roles = steps.filter(({ page }) => page === 'README.md').map(({ role }) => role);
  expect(roles).toEqual(['statistician', 'finance', 'partner']);
});

test('every query that a page shows is asked', () => {
  const shown = PAGES.flatMap((page) => readFileSync(page, 'utf8').match(/```graphql/g) ?? []);
  expect(steps.length).toBe(shown.length);
  expect(steps.length).toBeGreaterThanOrEqual(9);
});

test.each(steps)(
  '$page: the answer to $role is what is answered: $document',
  async ({ role, union, document, answer }) => {
    const variables = document.includes('$table') ? { table: await idOfTable('SMZ-410502-2026-0001') } : undefined;
    const asking = role === 'partner' ? { purpose: '信息比对', signed: true } : {};
    const { text } = await served.ask(document, { token: await served.bearer({ role, union }), variables, ...asking });
    expect(JSON.parse(text)).toEqual(answer);
  },
);

test.each(FIRST_QUERIES)('GraphiQL opens for $name with a query that a $role may ask', async ({ role, document }) => {
  const union = role === 'partner' ? '410500' : '410502';
  const { text } = await served.ask(document, { token: await served.bearer({ role, union }) });
  expect(JSON.parse(text)).toEqual({ data: expect.anything() });
});

test('GraphiQL opens with a query that everybody may ask', async () => {
  for (const role of ['clerk', 'reviewer', 'archivist', 'finance', 'statistician', 'auditor', 'worker']) {
    const { text } = await served.ask(QUERY_FOR_ALL, { token: await served.bearer({ role, union: '410502' }) });
    expect([role, JSON.parse(text)]).toEqual([role, { data: { tradeUnions: expect.anything() } }]);
  }
  for (const role of ['partner', 'administrator']) {
    const { text } = await served.ask(QUERY_FOR_ALL, { token: await served.bearer({ role, union: '410500' }) });
    expect([role, JSON.parse(text)]).toEqual([role, { data: { tradeUnions: expect.anything() } }]);
  }
});
