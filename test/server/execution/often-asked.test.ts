import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { OftenAsked } from '../../../src/server/execution/often-asked.ts';

/** Asks for a document so many times; what was noted the last time. */
function noted(often: OftenAsked, text: string, times = 3) {
  const document = parse(text);
  const answers = Array.from({ length: times }, () => often.note(document));
  return { document, last: answers.at(-1) ?? null };
}

/** Whether a document is still known as it was noted: what is forgotten gets another id when it comes again. */
function isKept(often: OftenAsked, { document, last }: ReturnType<typeof noted>): boolean {
  return often.note(document)?.id === last?.id;
}

describe('documents that come often', () => {
  test('are those that come the third time, and no sooner', () => {
    const often = new OftenAsked();
    const twice = noted(often, '{ hello }', 2);
    expect(twice.last).toBeNull();
    expect([...(often.note(twice.document)?.names ?? [])]).toEqual(['hello']);
  });

  test('are two hundred at a time: the one that was asked for the longest ago goes first', () => {
    const often = new OftenAsked();
    const [first, second] = [noted(often, '{ first: hello }'), noted(often, '{ second: hello }')];
    for (let at = 0; at < 198; at += 1) noted(often, `{ a${at}: hello }`);
    often.note(first.document);
    noted(often, '{ last: hello }');
    expect(isKept(often, first)).toBe(true);
    expect(isKept(often, second)).toBe(false);
  });

  test('are fewer where they are long', () => {
    const often = new OftenAsked();
    const long = (at: number) => noted(often, `{ hello } # ${String(at).padEnd(60_000, 'x')}`);
    const documents = Array.from({ length: 12 }, (_, at) => long(at));
    // The newest first: a document that was forgotten and comes again pushes another out.
    const kept = documents.reverse().filter((document) => isKept(often, document));
    expect(kept).toHaveLength(8);
    expect(kept).toEqual(documents.slice(0, 8));
  });
});
