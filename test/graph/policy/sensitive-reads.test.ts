import { expect, test } from '@jest/globals';
import type { GraphContext } from '../../../src/graph/context.ts';
import { sensitiveReads } from '../../../src/graph/policy/sensitive-reads.ts';

const newAnswer = () => ({ reads: { current: {} } }) as unknown as GraphContext;
const person = (id: string) => ({ kind: 'Person', id }) as const;
const household = (id: string) => ({ kind: 'Household', id }) as const;
const shownIn = (answer: GraphContext) =>
  sensitiveReads(answer)
    .shown()
    .map(({ kind, id, fields }) => [kind, id, ...fields]);

test('an answer notes of each person and household which sensitive values it shows, each once', () => {
  const answer = newAnswer();
  const reads = sensitiveReads(answer);
  reads.noteShown(person('a'), 'IDENTITY');
  reads.noteShown(household('a'), 'ACCOUNT');
  reads.noteShown(person('b'), 'HEALTH');
  reads.noteShown(person('a'), 'HEALTH');
  reads.noteShown(person('a'), 'IDENTITY');
  expect(shownIn(answer)).toEqual([
    ['Person', 'a', 'IDENTITY', 'HEALTH'],
    ['Household', 'a', 'ACCOUNT'],
    ['Person', 'b', 'HEALTH'],
  ]);
  expect(reads.shown()[0]).toMatchObject(person('a'));
  expect([shownIn(newAnswer()), reads.masked()]).toEqual([[], 0]);
});

test('who was named by key is noted whatever is shown, and loses nothing that was', () => {
  const answer = newAnswer();
  const reads = sensitiveReads(answer);
  reads.noteNamed(person('a'));
  reads.noteShown(person('b'), 'CONTACT');
  reads.noteNamed(person('b'));
  reads.noteNamed(household('a'));
  expect(shownIn(answer)).toEqual([
    ['Person', 'a'],
    ['Person', 'b', 'CONTACT'],
    ['Household', 'a'],
  ]);
  reads.noteShown(person('a'), 'IDENTITY');
  expect(shownIn(answer)[0]).toEqual(['Person', 'a', 'IDENTITY']);
});

test('it counts those whose values were masked, each once', () => {
  const reads = sensitiveReads(newAnswer());
  for (const id of ['a', 'b', 'a']) reads.noteMasked(person(id));
  expect([reads.masked(), reads.shown()]).toEqual([2, []]);
});
