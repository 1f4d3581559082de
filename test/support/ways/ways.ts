import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { asKnownOn, withoutCursors, withoutUnused } from '../document-variants.ts';
import { type Asking, type ServedPlatform, startServed } from '../served/platform.ts';
import { Choices } from '../served/choices.ts';
import { randomRequest } from '../served/documents.ts';
import { poolsOf } from '../served/pools.ts';
import type { Pools } from '../served/values.ts';

/** A document with its variables. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The platform, and viewers of every kind. */
export interface Ways {
  readonly served: ServedPlatform;
  readonly schema: GraphQLSchema;
  readonly pools: Pools;
  readonly readers: readonly Asking[];
}

/** How often a request is sent; a document counts as frequent from the third time on. */
const TIMES = 6;
/** The percentages of spoiled values; most are 0, so that most documents are answered without an error. */
const SPOILED = [0, 0, 0, 0, 2, 8];

export async function startWays(schema: GraphQLSchema, households: number): Promise<Ways> {
  const served = await startServed({ households, counts: true, statistics: true });
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
  const readers = await Promise.all([
    ...staff.map(async (name) => ({ token: await served.bearer({ staff: name }) })),
    (async () => ({ token: await served.bearer({ role: 'worker', union: String(worker?.['union']) }) }))(),
  ]);
  return { served, schema, readers, pools: await poolsOf(served, readers) };
}

/**
 * What came of a question: its status, its data byte by byte, and its errors in whichever order they befell, wherever in
 * the text that was. Of an answer without data it is a matter of time which of several errors was the first, and there
 * are no others.
 */
async function answerTo(
  { served }: Ways,
  { query, variables }: Question,
  asking: Asking,
): Promise<readonly [status: unknown, data: unknown, errors: readonly string[]]> {
  const { status, data, errors } = await served.ask(query, { ...asking, variables });
  if (data === null) return ['no data', errors.length > 0, []];
  const told = errors.map(({ path, extensions }) => JSON.stringify([path, extensions])).sort();
  return [status, JSON.stringify(data), told];
}

/** Asks a question six times, and once more in words that must come to the same; whether it was answered without an error. */
export async function expectOneAnswer(ways: Ways, question: Question, asking: Asking): Promise<boolean> {
  const first = await answerTo(ways, question, asking);
  for (let time = 2; time <= TIMES; time += 1) {
    expect([time, question, await answerTo(ways, question, asking)]).toEqual([time, question, first]);
  }
  const now = { ...question, query: withoutUnused(withoutCursors(question.query)) };
  const then = { ...now, query: asKnownOn(ways.schema, now.query, ways.served.today) };
  expect([then, await answerTo(ways, then, asking)]).toEqual([then, await answerTo(ways, now, asking)]);
  return first[0] === 200 && first[2].length === 0;
}

/** Whether a text is a document of the graph that changes nothing. */
function isQuery(schema: GraphQLSchema, query: string): boolean {
  try {
    return query.startsWith('query') && validate(schema, parse(query)).length === 0;
  } catch {
    return false;
  }
}

/** What was read and refused is another with every question. */
const ASKS_OF_ITSELF = /\b(?:sensitiveReads|refusedAttempts|maskedLists|ownMaskedLists|ownReads|ownRefusals)\b/;

/** Random requests, each of one viewer. */
export function randomQuestions({ schema, pools, readers }: Ways) {
  return fc
    .uint8Array({ minLength: 100, maxLength: 500, size: 'max' })
    .map((tape) => {
      const choices = new Choices(tape);
      const asking = { ...choices.of(readers), signed: choices.chance(40) };
      const purpose = choices.chance(50) ? { purpose: '资格核对' } : {};
      return { asking: { ...asking, ...purpose }, question: randomRequest(schema, choices, pools, SPOILED) };
    })
    .filter(({ question }) => isQuery(schema, question.query) && !ASKS_OF_ITSELF.test(question.query));
}
