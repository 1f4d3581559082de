import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { emptyRegister } from '../support/register.ts';

let register: Awaited<ReturnType<typeof emptyRegister>>;
beforeAll(async () => {
  register = await emptyRegister('18');
});
afterAll(() => register.drop());

/** The plan of a read of more than half of a large table, as a transaction plans it. */
function planned(options?: { readonly bulk: boolean }): Promise<string> {
  return register.deps.database.transaction(async (sql) => {
    await sql.query('create temporary table large (id integer primary key, name text) on commit drop');
    await sql.query("insert into large select n, repeat('x', 100) from generate_series(1, 5000) n");
    await sql.query('analyze large');
    const rows = await sql.query<{ 'QUERY PLAN': string }>('explain select * from large where id > 1000');
    return rows.map((row) => row['QUERY PLAN']).join(' ');
  }, options);
}

test('a transaction reads by keys, a bulk transaction may read a table whole', async () => {
  expect(await planned()).toContain('Index Scan');
  expect(await planned({ bulk: true })).toContain('Seq Scan');
});
