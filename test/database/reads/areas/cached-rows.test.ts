import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../../../../src/database/database.ts';
import { cachedRows } from '../../../../src/database/reads/areas/cached-rows.ts';
import { noteStatement } from '../../../../src/database/reads/recorded-statements.ts';
import { runs } from '../../../support/runs.ts';
import { type Area, fakeDatabase, TABLES } from './fake-database.ts';

/** The area of a key: its letter before the number. */
const areaOf = (key: string): Area => (key.startsWith('r') ? 'REGISTER' : 'MONEY');

function currentRow(key: string, written: Readonly<Record<string, number>>): number | null {
  return key.includes('-') ? null : (written[areaOf(key)] ?? 0);
}

/** A cached read of how often the area of a key was written into; `-` has no row, `x` fails. */
function cachedRead(written: Readonly<Record<string, number>>) {
  const reads: (readonly string[])[] = [];
  const read = cachedRows<string, number | null, { database: Database; day: string }>(
    'test',
    (key, { day }) => `${key} ${day}`,
    async ({ day }, keys) => {
      reads.push(keys);
      for (const area of new Set(keys.map(areaOf))) noteStatement(`select * from ${TABLES[area]}`);
      await Promise.resolve();
      if (keys.includes('rx')) throw new Error('a key fails');
      return new Map(keys.map((key) => [`${key} ${day}`, currentRow(key, written)]));
    },
  );
  return { reads, read };
}

const act = fc.oneof(
  fc.record({ write: fc.constantFrom('REGISTER', 'MONEY', 'DEFINITIONS') }),
  fc.record({
    ask: fc.uniqueArray(fc.constantFrom('r1', 'r2', 'r-', 'm1', 'm2'), { minLength: 1, maxLength: 3 }),
    day: fc.constantFrom('one', 'other'),
  }),
);

test('no cached row is older than its question, and none is read again unless its areas were written into', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 15 }), async (acts) => {
      const { database, written, write } = fakeDatabase();
      const { reads, read } = cachedRead(written);
      const fresh = new Map<string, readonly string[]>();
      for (const one of acts) {
        if ('write' in one) {
          write(one.write);
          for (const [id, areas] of fresh) if (areas.includes(one.write)) fresh.delete(id);
          continue;
        }
        const missing = one.ask.filter((key) => !fresh.has(`${key} ${one.day}`));
        const before = reads.length;
        const rows = await read({ database, day: one.day }, one.ask);
        expect(reads.slice(before)).toEqual([missing].filter(({ length }) => length > 0));
        expect(rows).toEqual(new Map(one.ask.map((key) => [`${key} ${one.day}`, currentRow(key, written)])));
        // What was read together belongs to the areas of all of it.
        const areas = ['DEFINITIONS', ...missing.map(areaOf)];
        for (const key of missing) fresh.set(`${key} ${one.day}`, areas);
      }
    }),
    runs(60, 5000),
  );
});

test('an error is not cached, and leaves what is cached', async () => {
  const { database, written } = fakeDatabase();
  const { reads, read } = cachedRead(written);
  const on = { database, day: 'one' };
  await read(on, ['r1']);
  await expect(read(on, ['r1', 'rx'])).rejects.toThrow('a key fails');
  await expect(read(on, ['rx'])).rejects.toThrow('a key fails');
  await expect(read(on, ['r1', 'r2'])).resolves.toEqual(
    new Map([
      ['r1 one', 0],
      ['r2 one', 0],
    ]),
  );
  expect(reads).toEqual([['r1'], ['rx'], ['rx'], ['r2']]);
});

test('a row that is written while it is read is read again', async () => {
  const { database, written, write } = fakeDatabase();
  let reads = 0;
  const read = cachedRows<string, number, { database: Database }>('test', String, async (_on, keys) => {
    noteStatement('select * from person');
    reads += 1;
    const found = written['REGISTER'] ?? 0;
    if (reads === 1) write('REGISTER');
    await Promise.resolve();
    return new Map(keys.map((key) => [key, found]));
  });
  expect((await read({ database }, ['k'])).get('k')).toBe(0);
  expect((await read({ database }, ['k'])).get('k')).toBe(1);
  expect((await read({ database }, ['k'])).get('k')).toBe(1);
  expect(reads).toBe(2);
});
