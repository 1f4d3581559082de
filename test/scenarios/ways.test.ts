import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { servedGraph } from '../../src/app/schema.ts';
import { tourSteps } from '../support/tours.ts';
import { runs } from '../support/runs.ts';
import { expectOneAnswer, type Question, randomQuestions, startWays, type Ways } from '../support/ways/ways.ts';

/**
 * An answer does not depend on the way by which it was found: a document's third time, when its rows are read no wider
 * than it asks, is answered as its first; what is read of now, out of derived rows and in set reads, as the same read of
 * the last revision, out of versions alone.
 */
const { numRuns, seed } = runs(220, 5000);

let ways: Ways;

beforeAll(async () => {
  ways = await startWays(servedGraph(), 80);
}, 60_000);
afterAll(() => ways.served.close());

test('from its third time on a document’s rows are read no wider than it asks', async () => {
  const { served, readers } = ways;
  const statements = async () => {
    const before = served.statements.length;
    await served.ask('{ households(first: 3) { nodes { region worker { person { name } } } } }', readers[0]);
    return served.statements.slice(before).join('\n');
  };
  const [first, , third] = [await statements(), await statements(), await statements()];
  expect(first).toMatch(/"region"[^]*"savings_fen"/);
  expect(first).toContain('data_key');
  expect(third).toContain('"region"');
  expect(third).not.toMatch(/savings_fen|data_key|birth_day/);
});

describe('documents that are shipped are answered alike by every way', () => {
  // Statistics are read in one way alone.
  const steps = tourSteps().filter(({ page }) => page !== 'docs/dashboards.md');
  test.each(steps.map(({ page, role, document }, at) => [`${at + 1}, of ${page}, as ${role}`, document]))(
    '%s',
    async (_name, query) => {
      if (query.trimStart().startsWith('mutation')) return;
      for (const reader of ways.readers) {
        await expectOneAnswer(ways, { query, variables: {} }, { ...reader, purpose: '资格核对' });
      }
    },
  );
});

/** What an executor of compiled queries answered otherwise from the third time on (graphql-jit 0.8). */
describe('documents on which another executor was caught', () => {
  const money = { totals: expect.any(Object), incomes: expect.any(Array) };
  const number = expect.any(String);

  const ask = async (name: string, variables: Question['variables']) => {
    const text = readFileSync(join(__dirname, 'documents', `${name}.graphql`), 'utf8');
    const [file] = await ways.served.asOwner("select min(number) as own from archive_file where number like '410502%'");
    const question = { query: text.replaceAll('4105022022000001', String(file?.['own'])), variables };
    const clerk = ways.readers[1] ?? {};
    const { data, codes } = await ways.served.ask(question.query, { ...clerk, variables });
    await expectOneAnswer(ways, question, clerk);
    return { data, codes };
  };

  test.each([
    ['fragment-skipped-first', {}, { household: { region: '410502' } }],
    ['fragment-twice', { full: false }, { household: { fileNumber: number, ...money } }],
    ['fragment-twice', { full: true }, { household: { fileNumber: number, asOf: expect.any(String), ...money } }],
    ['variable-in-json', { savings: '0.00' }, { assessHousehold: { assessment: { outcome: number }, problems: [] } }],
  ])('%s, %j', async (name, variables, expected) => {
    expect(await ask(name, variables)).toEqual({ data: expected, codes: [] });
  });

  test('nullable-variable-default: left out, given, null', async () => {
    const name = 'nullable-variable-default';
    const leftOut = await ask(name, { union: '410502' });
    expect(leftOut).toEqual(await ask(name, { union: '410502', level: 'NATIONAL' }));
    const counts = Object.values(leftOut.data ?? {}) as readonly { readonly totalCount: number }[];
    const all = await ways.served.ask('{ households(filter: { union: "410502" }) { totalCount } }', ways.readers[1]);
    const sum = counts.reduce((total, { totalCount }) => total + totalCount, 0);
    expect(all.data).toEqual({ households: { totalCount: sum } });
    expect(sum).toBeGreaterThan(0);
    expect(await ask(name, { union: '410502', level: null })).toMatchObject({
      codes: ['INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'INVALID_ARGUMENT'],
    });
  });
});

test(
  `${numRuns} random documents are answered alike by every way`,
  async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(randomQuestions(ways), async ({ asking, question }) => {
        if (await expectOneAnswer(ways, question, asking)) answered += 1;
      }),
      { seed, numRuns, endOnFailure: true },
    );
    // Enough of them came through to something.
    expect(answered).toBeGreaterThan(numRuns / 4);
    console.log(`${answered} of ${numRuns} were answered without an error`);
  },
  120_000 + numRuns * 400,
);
