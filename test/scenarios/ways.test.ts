import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { buildGraph } from '../../src/graph/schema.ts';
import { asKnownOn, withoutCursors, withoutUnused } from '../support/document-variants.ts';
import { tourSteps } from '../support/readme.ts';
import { runs } from '../support/runs.ts';
import { type Asking, type ServedPlatform, startServed } from '../support/served.ts';
import { Choices } from '../support/served-choices.ts';
import { randomRequest } from '../support/served-documents.ts';
import { poolsOf } from '../support/served-pools.ts';
import type { Pools } from '../support/served-values.ts';

/**
 * An answer does not depend on the way by which it was found: a document's third time, when it is compiled and its rows are
 * read no wider than it asks, is answered as its first; what is read of now, out of derived rows and in set reads, as the
 * same read of the last revision, out of versions alone.
 */
const { numRuns, seed } = runs(2000, 5000);
/** From the third time on documents come often. */
const TIMES = 4;
const schema = buildGraph();

let served: ServedPlatform;
let pools: Pools;
let readers: readonly Asking[];

beforeAll(async () => {
  served = await startServed({ households: 80, counts: true });
  const staff = [
    'clerk.410500',
    'clerk.410502',
    'auditor.410500',
    'finance.410500',
    'statistician.410500',
    'civil-affairs',
  ];
  const [worker] = await served.asOwner(
    "select split_part(subject, '.', 2) as union from worker_login_version order by 1 limit 1",
  );
  readers = await Promise.all([
    ...staff.map(async (name) => ({ token: await served.bearer({ staff: name }) })),
    (async () => ({ token: await served.bearer({ role: 'worker', union: String(worker?.['union']) }) }))(),
  ]);
  pools = await poolsOf(served, readers);
}, 60_000);
afterAll(() => served.close());

interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What came of a question: its data, and its errors in whichever order they befell, wherever in the text that was. Of an
 * answer without data it is a matter of time which of several errors was the first, and there are no others.
 */
async function answerTo({ query, variables }: Question, asking: Asking): Promise<readonly unknown[]> {
  const { status, data, errors } = await served.ask(query, { ...asking, variables });
  if (data === null) return ['no data', errors.length > 0];
  const told = errors.map(({ path, extensions }) => JSON.stringify([path, extensions])).sort();
  return [status, data, told];
}

/** Whether a text is a document of the graph that changes nothing. */
function isQuery(query: string): boolean {
  try {
    return query.startsWith('query') && validate(schema, parse(query)).length === 0;
  } catch {
    return false;
  }
}

async function expectOneAnswer(question: Question, asking: Asking): Promise<boolean> {
  const first = await answerTo(question, asking);
  for (let time = 2; time < TIMES; time += 1) await answerTo(question, asking);
  expect([question, await answerTo(question, asking)]).toEqual([question, first]);
  const now = { ...question, query: withoutUnused(withoutCursors(question.query)) };
  const then = { ...now, query: asKnownOn(schema, now.query, served.today) };
  expect([then, await answerTo(then, asking)]).toEqual([then, await answerTo(now, asking)]);
  return first[0] === 200 && (first[2] as readonly string[]).length === 0;
}

test('from its third time on a document’s rows are read no wider than it asks', async () => {
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
  test.each(tourSteps().map(({ role, document }, at) => [`${at + 1} of the README, as ${role}`, document]))(
    '%s',
    async (_name, query) => {
      if (query.trimStart().startsWith('mutation')) return;
      for (const reader of readers) await expectOneAnswer({ query, variables: {} }, { ...reader, purpose: '核对' });
    },
  );
});

test(
  `${numRuns} random documents are answered alike by every way`,
  async () => {
    let answered = 0;
    const tapes = fc.uint8Array({ minLength: 100, maxLength: 500, size: 'max' });
    const queries = tapes
      .map((tape) => {
        const choices = new Choices(tape);
        const asking = { ...choices.of(readers), signed: choices.chance(40) };
        const purpose = choices.chance(50) ? { purpose: '核对' } : {};
        return { asking: { ...asking, ...purpose }, question: randomRequest(schema, choices, pools) };
      })
      .filter(({ question }) => isQuery(question.query));
    await fc.assert(
      fc.asyncProperty(queries, async ({ asking, question }) => {
        if (await expectOneAnswer(question, asking)) answered += 1;
      }),
      { seed, numRuns, endOnFailure: true },
    );
    // Enough of them came through to something.
    expect(answered).toBeGreaterThan(numRuns / 4);
    console.log(`${answered} of ${numRuns} were answered without an error`);
  },
  120_000 + numRuns * 400,
);
