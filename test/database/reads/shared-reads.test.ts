import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Database, Sql } from '../../../src/database/database.ts';
import { coalescedRead } from '../../../src/database/reads/coalesced-read.ts';
import { serially } from '../../../src/database/reads/serially.ts';
import { runs } from '../../support/runs.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A database that is nothing but a place in memory: what is written into it, and who reads it. */
function fakeDatabase(): Database {
  return { session: <T>(work: (sql: Sql) => Promise<T>) => work({} as Sql) } as unknown as Database;
}

/** A read of what was last written, in statements that take some turns; a key with an x fails its statement. */
function sharedRead() {
  const statements: { readonly database: Database; readonly keys: readonly string[]; readonly at: number }[] = [];
  let written = 0;
  const read = coalescedRead<string, number>({
    cacheKey: (key) => key,
    groupKey: (key) => key.charAt(0),
    load: async ({ database }, keys) => {
      const at = written;
      statements.push({ database, keys, at });
      await turn();
      await turn();
      if (keys.some((key) => key.includes('x'))) throw new Error('a key fails');
      return new Map(keys.filter((key) => !key.includes('-')).map((key) => [key, at]));
    },
  });
  return { statements, read, write: () => (written += 1), written: () => written };
}

const call = fc.tuple(
  fc.nat(4),
  fc.constantFrom('a', 'b'),
  fc.array(fc.constantFrom('1', '2', '3', '-', 'x'), { minLength: 1, maxLength: 3 }),
);

describe('a read that is shared', () => {
  test('answers each call with what it asks for, as it was when it asked or later, and fails nobody for another’s key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
        const { statements, read, write, written } = sharedRead();
        const database = fakeDatabase();
        const asked = calls.map(async ([turns, group, names]) => {
          for (let waited = 0; waited < turns; waited += 1) await turn();
          const keys = names.map((name) => group + name);
          write();
          const before = written();
          const answer = await read({ database }, keys).catch(() => undefined);
          expect(answer === undefined).toBe(keys.some((one) => one.includes('x')));
          for (const one of answer === undefined ? [] : keys) {
            expect(answer?.has(one)).toBe(!one.includes('-'));
            if (!one.includes('-')) expect(answer?.get(one)).toBeGreaterThanOrEqual(before);
          }
        });
        await Promise.all(asked);
        for (const { keys } of statements) {
          expect(new Set(keys.map((one) => one.charAt(0))).size).toBe(1);
        }
        const sound = calls.every(([, , names]) => !names.includes('x'));
        if (sound) for (const { keys } of statements) expect(new Set(keys).size).toBe(keys.length);
        expect(statements.length).toBeLessThanOrEqual(2 * calls.length);
      }),
      runs(60, 5000),
    );
  });

  test('is one statement for all who call at about the same time, and the next for those who call meanwhile', async () => {
    const { statements, read } = sharedRead();
    const database = fakeDatabase();
    const first = [read({ database }, ['a1']), read({ database }, ['a2', 'a1'])];
    await turn();
    first.push(read({ database }, ['a3']));
    await turn();
    await turn();
    const second = [read({ database }, ['a1']), read({ database }, ['a2'])];
    await Promise.all([...first, ...second]);
    expect(statements.map(({ keys }) => keys)).toEqual([
      ['a1', 'a2', 'a3'],
      ['a1', 'a2'],
    ]);
    await read({ database }, ['a1']);
    expect(statements).toHaveLength(3);
  });

  test('does not keep an error, and fails once for a call alone', async () => {
    const { statements, read } = sharedRead();
    const database = fakeDatabase();
    await expect(read({ database }, ['ax'])).rejects.toThrow('a key fails');
    expect(statements).toHaveLength(1);
    await expect(read({ database }, ['a1'])).resolves.toEqual(new Map([['a1', 0]]));
    await Promise.allSettled([read({ database }, ['ax']), read({ database }, ['a1'])]);
    expect(statements.slice(2).map(({ keys }) => keys)).toEqual([['ax', 'a1'], ['ax'], ['a1']]);
  });

  test('is of one database', async () => {
    const { statements, read } = sharedRead();
    const [one, other] = [fakeDatabase(), fakeDatabase()];
    await Promise.all([read({ database: one }, ['a1']), read({ database: other }, ['a1'])]);
    expect(statements.map(({ database }) => database)).toEqual([one, other]);
  });

  test('has statements of at most 500 keys, unless one call has more, which goes alone at once', async () => {
    const { statements, read } = sharedRead();
    const database = fakeDatabase();
    const many = (count: number) => Array.from({ length: count }, (_, at) => `a${at}`);
    const all = [read({ database }, many(501))];
    expect(statements.map(({ keys }) => keys.length)).toEqual([501]);
    const parts = [[...many(250)], many(500).slice(250), ['a1'], many(500), ['a2']];
    all.push(...parts.map((keys) => read({ database }, keys)), read({ database }, []));
    expect(statements.map(({ keys }) => keys.length)).toEqual([501, 0]);
    const answers = await Promise.all(all);
    expect(answers.at(-1)).toEqual(new Map());
    expect(statements.slice(2).map(({ keys }) => keys.length)).toEqual([500, 1, 500, 1]);
  });
});

describe('long work', () => {
  test('of one queue runs one after the other, also after what failed, and queues do not wait for each other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('LISTS', 'FIGURES'), fc.nat(3), fc.boolean())),
        async (works) => {
          const database = fakeDatabase();
          const other = fakeDatabase();
          const busy = { LISTS: 0, FIGURES: 0 };
          const ended: Record<string, number[]> = { LISTS: [], FIGURES: [] };
          const done = works.map(([queue, turns, fails], at) =>
            serially(database, queue, async () => {
              busy[queue] += 1;
              expect(busy[queue]).toBe(1);
              for (let waited = 0; waited < turns; waited += 1) await turn();
              busy[queue] -= 1;
              ended[queue]?.push(at);
              if (fails) throw new Error('it fails');
              return at;
            }),
          );
          let isFree = false;
          void serially(other, 'LISTS', () => {
            isFree = true;
            return Promise.resolve();
          });
          const settled = await Promise.allSettled(done);
          expect(settled.map(({ status }) => status === 'rejected')).toEqual(works.map(([, , fails]) => fails));
          for (const queue of ['LISTS', 'FIGURES'] as const) {
            expect(ended[queue]).toEqual([...works.keys()].filter((at) => works[at]?.[0] === queue));
          }
          await turn();
          expect(isFree).toBe(true);
        },
      ),
      runs(40, 3000),
    );
  });

  test('of one queue does not hold up another', async () => {
    const database = fakeDatabase();
    let release: () => void = () => undefined;
    const held = serially(database, 'LISTS', () => new Promise<void>((resolve) => (release = resolve)));
    await expect(serially(database, 'FIGURES', () => Promise.resolve(3))).resolves.toBe(3);
    await turn();
    release();
    await held;
  });

  test('that waits while the database fails, fails with it at once; what comes later tries again', async () => {
    const database = fakeDatabase();
    let begun = 0;
    const outage = Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' });
    const gone = async () => {
      begun += 1;
      await turn();
      throw outage;
    };
    const waiting = ['LISTS', 'LISTS', 'FIGURES'] as const;
    const settled = await Promise.allSettled(waiting.map((queue) => serially(database, queue, gone)));
    expect(settled.map((one) => one.status === 'rejected' && one.reason === outage)).toEqual([true, true, true]);
    expect(begun).toBe(2);
    await turn();
    await expect(serially(database, 'LISTS', () => Promise.resolve('back'))).resolves.toBe('back');
  });

  test('that comes while work of an outage waits, fails too; a fault of the work itself is its own', async () => {
    const database = fakeDatabase();
    const outage = Object.assign(new Error('no connection'), { code: '57P01' });
    const first = serially(database, 'LISTS', () => Promise.reject(outage));
    const second = serially(database, 'LISTS', () => Promise.resolve('second'));
    const ends = Promise.allSettled([first, second]);
    const fault = serially(database, 'FIGURES', () => Promise.reject(new Error('its own fault')));
    const next = serially(database, 'FIGURES', () => Promise.resolve('next'));
    await expect(fault).rejects.toThrow('its own fault');
    await expect(next).resolves.toBe('next');
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
