import { expect, test } from '@jest/globals';
import { areaCache, areaCaches } from '../../../../src/database/reads/areas/area-cache.ts';
import type { Sql } from '../../../../src/database/database.ts';
import { areaStates } from '../../../../src/database/time/area-marks.ts';
import { fakeDatabase } from './fake-database.ts';

const PERSONS = ['select * from person'];
const PAYMENTS = ['select * from payment'];

/** A cache of at most three numbers, of one database. */
function smallCache() {
  const fake = fakeDatabase();
  const cache = areaCache<number>('numbers', 3);
  const find = async (key: string) => cache.find(fake.database, await areaStates(fake.database), key)?.value;
  const keep = async (entries: Readonly<Record<string, number>>, texts: readonly string[] = PERSONS) => {
    const value = new Map(Object.entries(entries));
    await cache.keep(fake.database, await areaStates(fake.database), { value, texts: new Set(texts) });
  };
  return { ...fake, cache, find, keep };
}

test('a value is found until one of its areas is written into', async () => {
  const { find, keep, write } = smallCache();
  await keep({ a: 1 });
  await keep({ b: 2 }, PAYMENTS);
  await keep({ c: 3 }, [...PAYMENTS, ...PERSONS]);
  write('MONEY');
  expect([await find('a'), await find('b'), await find('c'), await find('d')]).toEqual([
    1,
    undefined,
    undefined,
    undefined,
  ]);
  write('REGISTER');
  expect(await find('a')).toBeUndefined();
});

test('a value belongs to the states before it was read', async () => {
  const { cache, database, find, write } = smallCache();
  const before = await areaStates(database);
  write('REGISTER');
  await cache.keep(database, before, { value: new Map([['a', 1]]), texts: new Set(PERSONS) });
  expect(await find('a')).toBeUndefined();
  expect(cache.find(database, before, 'a')).toMatchObject({ value: 1, texts: new Set(PERSONS) });
});

test('it holds the values that were kept last, each once', async () => {
  const { cache, database, find, keep } = smallCache();
  expect(cache.size(database)).toBe(0);
  await keep({ a: 1, b: 2 });
  await keep({ c: 3 });
  expect(cache.size(database)).toBe(3);
  await keep({ a: 4 });
  expect([cache.size(database), await find('a'), await find('b')]).toEqual([3, 4, 2]);
  await keep({ d: 5 });
  expect([await find('a'), await find('b'), await find('c'), await find('d')]).toEqual([4, undefined, 3, 5]);
  await keep({ e: 6, f: 7, g: 8, h: 9 });
  expect([cache.size(database), await find('d'), await find('e'), await find('h')]).toEqual([
    3,
    undefined,
    undefined,
    9,
  ]);
});

test('values of two databases are apart, and each cache is known by its name', async () => {
  const { cache, database, keep } = smallCache();
  const other = fakeDatabase().database;
  await keep({ a: 1 });
  expect([cache.size(database), cache.size(other)]).toEqual([1, 0]);
  expect(cache.find(other, await areaStates(database), 'a')).toBeUndefined();
  expect(areaCaches()).toContain(cache);
  expect(cache.name).toBe('numbers');
});

test('the definitions of a database are asked for once, and again after they changed', async () => {
  const { definitionsAsked, find, keep, write } = smallCache();
  await keep({ a: 1 });
  await keep({ b: 2 }, PAYMENTS);
  expect(definitionsAsked()).toBe(1);
  write('DEFINITIONS');
  expect([await find('a'), await find('b')]).toEqual([undefined, undefined]);
  await keep({ a: 3 });
  expect([await find('a'), definitionsAsked()]).toEqual([3, 2]);
});

test('definitions that could not be read are asked for again', async () => {
  const { database, keep, find } = smallCache();
  const session = database.session.bind(database);
  let isGone = true;
  Object.assign(database, {
    session: <T>(work: (sql: Sql) => Promise<T>) =>
      session((sql) => {
        const query = (text: string) =>
          isGone && !text.includes('area_mark') ? Promise.reject(new Error('gone')) : sql.query(text);
        return work({ query } as unknown as Sql);
      }),
  });
  await expect(keep({ a: 1 })).rejects.toThrow('gone');
  isGone = false;
  await keep({ a: 2 });
  expect(await find('a')).toBe(2);
});
