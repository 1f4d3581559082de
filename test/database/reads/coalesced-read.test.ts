import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { coalescedRead } from '../../../src/database/reads/coalesced-read.ts';
import { emptyRegister } from '../../support/register.ts';

let register: Awaited<ReturnType<typeof emptyRegister>>;
beforeAll(async () => {
  register = await emptyRegister('18');
});
afterAll(() => register.drop());

/** Counts what lies in a table under names, and tells with how many keys each statement came. */
function countingRead() {
  const statements: number[] = [];
  const read = coalescedRead<string, number>({
    cacheKey: (name) => name,
    groupKey: (name) => name.slice(0, 1),
    load: ({ database }, names) =>
      database.session(async (sql) => {
        statements.push(names.length);
        const rows = await sql.query<{ code: string; length: string }>(
          `select name as code, length(name)::text as length, (select pg_sleep(0.002)), 1 / (case name when 'a poison' then 0 else 1 end)
           from unnest($1::text[]) as asked (name) where name <> 'a nobody'`,
          [names],
        );
        return new Map(rows.map(({ code, length }) => [code, Number(length)]));
      }),
  });
  return { statements, read: (...names: readonly string[]) => read(register.deps, names) };
}

test('whoever comes while a statement is under way is answered by the next, all of them by one', async () => {
  const { statements, read } = countingRead();
  const first = read('a first');
  while (statements.length === 0) await new Promise(setImmediate);
  const asked = Array.from({ length: 16 }, (_, at) => `a ${'x'.repeat(at % 8)}`);
  const answers = await Promise.all([...asked.map((name) => read(name)), read('b'), read('a nobody')]);
  asked.forEach((name, at) => {
    expect(answers[at]?.get(name)).toBe(name.length);
  });
  expect(answers.at(-2)?.get('b')).toBe(1);
  expect(answers.at(-1)?.get('a nobody')).toBeUndefined();
  expect((await first).get('a first')).toBe(7);
  // The first, `b` in a group of its own, and the eight different names together, with the one that is not there.
  expect([...statements].sort((one, other) => one - other)).toEqual([1, 1, 9]);
});

test('an answer is never older than the question', async () => {
  const { database } = register.deps;
  await register.asOwner('create table shared (n integer); insert into shared values (0)');
  await register.asOwner('grant select on shared to public');
  const read = coalescedRead<string, string>({
    cacheKey: (key) => key,
    groupKey: () => '',
    load: (_on, keys) =>
      database.session(async (sql) => {
        const [row] = await sql.query<{ n: string }>('select n::text, pg_sleep(0.01) from shared');
        return new Map(keys.map((key) => [key, row?.n ?? '']));
      }),
  });
  const older = Array.from({ length: 5 }, () => read(register.deps, ['k']));
  for (let n = 1; n <= 20; n += 1) {
    await register.asOwner('update shared set n = $1', [n]);
    const answers = await Promise.all([read(register.deps, ['k']), read(register.deps, ['k'])]);
    for (const answer of answers) expect(answer.get('k')).toBe(String(n));
  }
  await Promise.all(older);
});

test('nobody fails for what another asked', async () => {
  const { statements, read } = countingRead();
  const settled = await Promise.allSettled([read('a'), read('a 1'), read('a poison'), read('a 2')]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(statements).toEqual([4, 1, 1, 1, 1]);
  expect((await read('a 3')).get('a 3')).toBe(3);
});

test('who asks for very much goes alone, and what waits comes in statements of a bounded size', async () => {
  const { statements, read } = countingRead();
  const many = (n: number, mark: string) => Array.from({ length: n }, (_, at) => `a${mark}${at}`);
  const all = await Promise.all([
    read('a'),
    ...['b', 'c', 'd'].map((mark) => read(...many(400, mark))),
    read(...many(501, 'e')),
    read(),
  ]);
  expect(all.map(({ size }) => size)).toEqual([401, 401, 400, 400, 501, 0]);
  expect([...statements].sort((one, other) => one - other)).toEqual([0, 400, 400, 401, 501]);
});
