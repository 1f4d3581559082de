import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serially } from '../../../src/database/reads/serially.ts';
import { emptyRegister } from '../../support/register.ts';

let register: Awaited<ReturnType<typeof emptyRegister>>;
beforeAll(async () => {
  register = await emptyRegister('18');
});
afterAll(() => register.drop());

test('long work waits for its like alone, and goes on after what failed', async () => {
  const { database } = register.deps;
  const order: string[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const work = (name: string, before: Promise<unknown>) => async () => {
    await before;
    order.push(name);
    if (name === 'broken') throw new Error(name);
  };
  const now = Promise.resolve();
  const first = serially(database, 'LISTS', work('first', held));
  const broken = serially(database, 'LISTS', work('broken', now));
  const last = serially(database, 'LISTS', work('last', now));
  await serially(database, 'FIGURES', work('figure', now));
  expect(order).toEqual(['figure']);
  expect(database.pool().busy).toBe(1);
  release();
  await expect(broken).rejects.toThrow('broken');
  await Promise.all([first, last]);
  expect(order).toEqual(['figure', 'first', 'broken', 'last']);
});
