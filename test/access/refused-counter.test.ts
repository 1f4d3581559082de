import { describe, expect, test } from '@jest/globals';
import { type Refusal, RefusedCounter } from '../../src/access/audit/refused-counter.ts';
import type { Database, Sql } from '../../src/database/database.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 5, 30, 4);

const CLERK: Refusal = {
  ...{ kind: 'RIGHT', code: 'FORBIDDEN', field: 'staff', operation: 'Staff', trace: 'first' },
  ...{ staffId: '00000000-0000-7000-8000-000000000001', personId: null, gateway: null },
};

/** A database that keeps what is inserted, and refuses it while it is down. */
function store() {
  const rows: { readonly times: number; readonly field: string | null; readonly trace: string }[] = [];
  const state = { isDown: false };
  const sql = {
    query: (text: string, values: readonly (readonly (string | null)[])[]) => {
      if (state.isDown) throw new Error('down');
      const names = /\(([^)]*)\)/.exec(text)?.[1]?.split(', ') ?? [];
      const at = (name: string, row: number) => values[names.indexOf(name)]?.[row] ?? null;
      (values[0] ?? []).forEach((_, row) => {
        rows.push({ times: Number(at('times', row)), field: at('field', row), trace: String(at('trace', row)) });
      });
      return Promise.resolve([]);
    },
  } as unknown as Sql;
  const database = { transaction: (work: (on: Sql) => Promise<unknown>) => Promise.resolve().then(() => work(sql)) };
  const reported: unknown[] = [];
  const counter = new RefusedCounter(database as unknown as Database, (error) => reported.push(error));
  return { rows, state, reported, counter };
}

const total = (rows: readonly { readonly times: number }[]) => rows.reduce((sum, { times }) => sum + times, 0);

// Teleport's audit stopped at 10,000 events a day of one client (gravitational/teleport#4177): repeats are counted here.
describe('refused attempts', () => {
  test('are on record at the first, and repeats take few rows, with none lost', async () => {
    const { rows, counter } = store();
    for (let at = 0; at < HOUR; at += 100) {
      counter.note({ ...CLERK, trace: at === 0 ? 'first' : 'later' }, NOON + at);
      await counter.write(NOON + at);
      if (at === 0) expect(rows).toEqual([{ times: 1, field: 'staff', trace: 'first' }]);
    }
    await counter.write(NOON + HOUR);
    expect([rows.length <= 7, total(rows)]).toEqual([true, 36_000]);
  });

  // Distinct values of an attacker's choice evicted or multiplied rows elsewhere (p2pool-starter-stack/pithead#724).
  test('of one sender in every way there is take no more rows than fifty and one, and leave others theirs', async () => {
    const { rows, counter } = store();
    for (let one = 0; one < 5000; one += 1) {
      counter.note({ ...CLERK, field: `field${one}`, operation: `Operation${one}` }, NOON);
    }
    const other = { ...CLERK, staffId: '00000000-0000-7000-8000-000000000002' };
    counter.note(other, NOON);
    await counter.write(NOON, true);
    expect([rows.length, total(rows)]).toEqual([52, 5001]);
    expect(rows.filter(({ field }) => field === null)).toEqual([{ times: 4950, field: null, trace: 'first' }]);
    expect(rows.filter(({ field }) => field === 'staff')).toHaveLength(1);
  });

  test('that cannot be written are kept until they can, over the end of the hour too', async () => {
    const { rows, state, reported, counter } = store();
    state.isDown = true;
    counter.note(CLERK, NOON);
    counter.note(CLERK, NOON + 1);
    await counter.write(NOON + 2);
    counter.note(CLERK, NOON + 3);
    await counter.write(NOON + HOUR);
    counter.note(CLERK, NOON + HOUR + 1);
    expect(rows).toEqual([]);
    // It fails for another reason than an outage: somebody has to look.
    expect(reported).toEqual([new Error('down'), new Error('down')]);
    state.isDown = false;
    await counter.write(NOON + HOUR + 2);
    expect(rows.map(({ times }) => times)).toEqual([2, 1, 1]);
  });

  test('are noted without a wait: a hundred thousand repeats take less than a few seconds', () => {
    const { counter } = store();
    const from = performance.now();
    for (let one = 0; one < 100_000; one += 1) counter.note(CLERK, NOON);
    expect(performance.now() - from).toBeLessThan(5000);
  });
});
