import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { HotDocuments } from '../../../src/server/execution/hot-documents.ts';

const SCHEMA = buildSchema('type Query { hello: String }');

/** Asks for a document so many times; what was noted the last time. */
function noted(hot: HotDocuments, text: string, times = 3) {
  const document = parse(text);
  const answers = Array.from({ length: times }, () => hot.note(document));
  return { document, last: answers.at(-1) ?? null };
}

/** Whether a document is still known as it was noted: what is forgotten gets another id when it comes again. */
function isKept(hot: HotDocuments, { document, last }: ReturnType<typeof noted>): boolean {
  return hot.note(document)?.id === last?.id;
}

describe('documents that come often', () => {
  test('are those that come the third time, and no sooner', () => {
    const hot = new HotDocuments(SCHEMA);
    const twice = noted(hot, '{ hello }', 2);
    expect(twice.last).toBeNull();
    expect([...(hot.note(twice.document)?.keys ?? [])]).toEqual(['hello']);
  });

  test('are two hundred at a time: the one that was asked for the longest ago goes first', () => {
    const hot = new HotDocuments(SCHEMA);
    const [first, second] = [noted(hot, '{ first: hello }'), noted(hot, '{ second: hello }')];
    for (let at = 0; at < 198; at += 1) noted(hot, `{ a${at}: hello }`);
    hot.note(first.document);
    noted(hot, '{ last: hello }');
    expect(isKept(hot, first)).toBe(true);
    expect(isKept(hot, second)).toBe(false);
  });

  test('are fewer where they are long', () => {
    const hot = new HotDocuments(SCHEMA);
    const long = (at: number) => noted(hot, `{ hello } # ${String(at).padEnd(60_000, 'x')}`);
    const documents = Array.from({ length: 12 }, (_, at) => long(at));
    // The newest first: a document that was forgotten and comes again pushes another out.
    const kept = documents.reverse().filter((document) => isKept(hot, document));
    expect(kept).toHaveLength(8);
    expect(kept).toEqual(documents.slice(0, 8));
  });
});
