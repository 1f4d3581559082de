import { describe, expect, test } from '@jest/globals';
import { buildSchema, OperationTypeNode, parse } from 'graphql';
import { OftenAsked } from '../../../src/graph/execution/often-asked.ts';

const schema = buildSchema('type Query { hello: String } type Mutation { write: String }');
const { QUERY, MUTATION } = OperationTypeNode;

/** Asked so many times. */
function asked(often: OftenAsked, text: string, times = 3) {
  const document = parse(text);
  const answers = Array.from({ length: times }, () => often.note(document));
  return { document, last: answers.at(-1) };
}

describe('documents that come often', () => {
  test('are those that come the third time, and no sooner', () => {
    const often = new OftenAsked(schema);
    const twice = asked(often, '{ hello }', 2);
    expect(twice.last).toBeNull();
    expect(often.queryOf(twice.document, QUERY, null)).toBeNull();
    expect([...(often.note(twice.document)?.names ?? [])]).toEqual(['hello']);
    expect(often.queryOf(twice.document, QUERY, null)).toBeInstanceOf(Function);
  });

  test('are compiled where they ask, never where they change anything', () => {
    const often = new OftenAsked(schema);
    const { document } = asked(often, 'query A { hello } mutation B { write }');
    expect(often.queryOf(document, QUERY, 'A')).toBeInstanceOf(Function);
    expect(often.queryOf(document, MUTATION, 'B')).toBeNull();
  });

  test('are two hundred at a time: the one that was asked for the longest ago goes first', () => {
    const often = new OftenAsked(schema);
    const [first, second] = [asked(often, '{ first: hello }'), asked(often, '{ second: hello }')];
    for (let at = 0; at < 198; at += 1) asked(often, `{ a${at}: hello }`);
    often.note(first.document);
    asked(often, '{ last: hello }');
    expect(often.queryOf(first.document, QUERY, null)).not.toBeNull();
    expect(often.queryOf(second.document, QUERY, null)).toBeNull();
  });

  test('are fewer where they are long', () => {
    const often = new OftenAsked(schema);
    const long = (at: number) => asked(often, `{ hello } # ${String(at).padEnd(60_000, 'x')}`).document;
    const documents = Array.from({ length: 12 }, (_, at) => long(at));
    const left = documents.filter((document) => often.queryOf(document, QUERY, null) !== null);
    expect(left).toEqual(documents.slice(-8));
  });
});
