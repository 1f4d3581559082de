import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Viewer } from '../../../src/access/viewer.ts';
import { openCursor, type Position, signCursor, type Walk } from '../../../src/graph/page/cursor.ts';
import { runs } from '../../support/runs.ts';
import { testSecrets } from '../../support/test-secrets.ts';

const secrets = testSecrets(1, 2);
const staff = (id: string): Viewer => ({ staffId: id, personId: null, grants: [], purpose: null });
const worker = (id: string): Viewer => ({ ...staff(''), staffId: null, personId: id });

const position: fc.Arbitrary<Position> = fc.record({
  after: fc.array(fc.option(fc.string({ unit: 'grapheme' }), { nil: null }), { maxLength: 4 }),
  revision: fc.nat(),
});
const walk: fc.Arbitrary<Walk> = fc.record({
  list: fc.constantFrom('Query.households', 'Household.payments'),
  of: fc.jsonValue({ maxDepth: 2 }),
  viewer: fc.oneof(fc.uuid().map(staff), fc.uuid().map(worker)),
});

/** The code with which a cursor is refused; `undefined` if it is not. */
function refusal(of: Walk, cursor: string, by = secrets): unknown {
  try {
    openCursor(by, of, cursor);
    return undefined;
  } catch (error) {
    return (error as { extensions: Readonly<Record<string, unknown>> }).extensions['code'];
  }
}

test('a cursor opens as the position it was signed for, and none begins at the first row', () => {
  fc.assert(
    fc.property(walk, position, (of, given) => {
      expect(openCursor(secrets, of, signCursor(secrets, of, given))).toEqual(given);
      expect([openCursor(secrets, of, null), openCursor(secrets, of, undefined)]).toEqual([null, null]);
    }),
    runs(40, 5000),
  );
});

test('a cursor with any other character, or one more, is refused', () => {
  fc.assert(
    fc.property(walk, position, fc.nat(), fc.constantFrom(...Array.from('Aa0_-.!\0一')), (of, given, place, other) => {
      const cursor = signCursor(secrets, of, given);
      const at = place % cursor.length;
      fc.pre(cursor.charAt(at) !== other);
      const changes = [
        cursor.slice(0, at) + other + cursor.slice(at + 1),
        cursor.slice(0, at) + other + cursor.slice(at),
      ];
      expect([...changes, cursor + other].map((changed) => refusal(of, changed))).toEqual([
        'INVALID_CURSOR',
        'INVALID_CURSOR',
        'INVALID_CURSOR',
      ]);
    }),
    runs(200, 20_000),
  );
});

test('a cursor that is cut off or no cursor is refused', () => {
  const of: Walk = { list: 'Query.households', of: null, viewer: staff('a') };
  const cursor = signCursor(secrets, of, { after: ['x'], revision: 3 });
  for (let length = 0; length < cursor.length; length += 1) {
    expect(refusal(of, cursor.slice(0, length))).toBe('INVALID_CURSOR');
  }
  const [version = '', payload = '', mac = ''] = cursor.split('.');
  for (const wrong of [
    `.${payload}.${mac}`,
    `1.${payload}.${mac}`,
    `3.${payload}.${mac}`,
    `${version}.${payload}.`,
    '...',
  ]) {
    expect(refusal(of, wrong)).toBe('INVALID_CURSOR');
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(refusal(of, text)).toBe('INVALID_CURSOR');
    }),
    runs(60, 5000),
  );
});

test('a cursor of another list, other arguments or another viewer is refused', () => {
  fc.assert(
    fc.property(walk, walk, position, (one, other, given) => {
      const cursor = signCursor(secrets, one, given);
      const walks: readonly Walk[] = [
        { ...one, list: `${one.list}.` },
        { ...one, of: [one.of] },
        { ...one, viewer: other.viewer },
      ];
      expect(walks.map((of) => refusal(of, cursor))).toEqual(walks.map(() => 'INVALID_CURSOR'));
      expect(refusal({ ...one, viewer: { ...one.viewer, purpose: '核对' } }, cursor)).toBeUndefined();
    }),
    runs(40, 5000),
  );
});

test('a cursor is valid as long as there is its key, and is signed under the newest', () => {
  const of: Walk = { list: 'Query.households', of: { first: 3 }, viewer: staff('a') };
  const cursor = signCursor(testSecrets(1), of, { after: ['x'], revision: 3 });
  expect(openCursor(secrets, of, cursor)).toEqual({ after: ['x'], revision: 3 });
  expect(signCursor(secrets, of, { after: ['x'], revision: 3 })).toMatch(/^2\./);
  expect(refusal(of, cursor, testSecrets(2))).toBe('INVALID_CURSOR');
});
