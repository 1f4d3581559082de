import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Refusal, RefusedCounter } from '../../src/access/audit/refused-counter.ts';
import { SERVER, type TestRegister, testRegister } from '../support/register.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 5, 30, 4);

let register: TestRegister;
beforeAll(async () => {
  register = await testRegister(SERVER);
});
afterAll(() => register.drop());

/** A counter over an empty record, what it has reported, and what is on record. */
async function store() {
  await register.asOwner('delete from audit_pending; delete from refused_attempt');
  const reported: unknown[] = [];
  const counter = new RefusedCounter(register.deps.database, (error) => reported.push(error));
  const rows = async () =>
    (await register.asOwner(
      'select times::int, field, trace from refused_attempt order by at, times desc',
    )) as unknown as readonly Recorded[];
  return { rows, reported, counter };
}

interface Recorded {
  readonly times: number;
  readonly field: string | null;
  readonly trace: string;
}

const clerk = (): Refusal => ({
  ...{ kind: 'RIGHT', code: 'FORBIDDEN', field: 'staff', operation: 'Staff', trace: 'first' },
  ...{ staffId: register.ids['clerk'] ?? '', personId: null, gateway: null },
});

const total = (rows: readonly { readonly times: number }[]) => rows.reduce((sum, { times }) => sum + times, 0);

// Teleport's audit stopped at 10,000 events a day of one client (gravitational/teleport#4177): repeats are counted here.
describe('refused attempts', () => {
  test('are on record at the first, and repeats take few rows, with none lost', async () => {
    const { rows, counter } = await store();
    for (let at = 0; at < HOUR; at += 100) {
      counter.note({ ...clerk(), trace: at === 0 ? 'first' : 'later' }, NOON + at);
      await counter.write(NOON + at);
      if (at === 0) expect(await rows()).toEqual([{ times: 1, field: 'staff', trace: 'first' }]);
    }
    await counter.write(NOON + HOUR);
    const found = await rows();
    expect([found.length <= 7, total(found)]).toEqual([true, 36_000]);
  });

  // Distinct values of an attacker's choice evicted or multiplied rows elsewhere (p2pool-starter-stack/pithead#724).
  test('of one sender in every way there is take no more rows than fifty and one, and leave others theirs', async () => {
    const { rows, counter } = await store();
    for (let one = 0; one < 5000; one += 1) {
      counter.note({ ...clerk(), field: `field${one}`, operation: `Operation${one}` }, NOON);
    }
    const other = { ...clerk(), staffId: register.ids['archivist'] ?? '' };
    counter.note(other, NOON);
    await counter.write(NOON, true);
    const found = await rows();
    expect([found.length, total(found)]).toEqual([52, 5001]);
    expect(found.filter(({ field }) => field === null)).toEqual([{ times: 4950, field: null, trace: 'first' }]);
    expect(found.filter(({ field }) => field === 'staff')).toHaveLength(1);
  });

  test('that cannot be written are kept until they can, over the end of the hour too', async () => {
    const { rows, reported, counter } = await store();
    await register.asOwner('revoke insert on refused_attempt from test_application');
    counter.note(clerk(), NOON);
    counter.note(clerk(), NOON + 1);
    await counter.write(NOON + 2);
    counter.note(clerk(), NOON + 3);
    await counter.write(NOON + HOUR);
    counter.note(clerk(), NOON + HOUR + 1);
    expect(await rows()).toEqual([]);
    // It fails for another reason than an outage: somebody has to look.
    expect(reported.map(String)).toEqual(Array(2).fill(expect.stringContaining('permission denied')));
    await register.asOwner('grant insert on refused_attempt to test_application');
    await counter.write(NOON + HOUR + 2);
    expect((await rows()).map(({ times }) => times)).toEqual([2, 1, 1]);
  });
});
