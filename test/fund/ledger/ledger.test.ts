import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { insertRows } from '../../../src/database/table.ts';
import { newId } from '../../../src/database/ids.ts';
import { reliefAllocationTable, reliefFundTable } from '../../../src/fund/ledger/ledger.entity.ts';
import { checkLedger } from '../../../src/fund/ledger/check-ledger.read.ts';
import { INVARIANTS } from '../../../src/fund/ledger/invariants.read.ts';
import { violatedConstraint } from '../../../src/kernel/error-code.ts';
import { SERVERS, type TestRegister, testRegister } from '../../support/register.ts';
import { asStaff, funded, type Posting, post } from '../../support/relief.ts';

const AMOUNT = 100_000;

describe.each(SERVERS)('the ledger on PostgreSQL %s', (server) => {
  let register: TestRegister;
  /** Two allocations: the city's, and what the county got of it. */
  let [city, county] = ['', ''];
  const made: Record<string, string> = {};

  const refusal = async (postings: readonly Posting[], staff?: string) =>
    post(register, postings, staff).then(
      () => 'POSTED',
      (error: unknown) => violatedConstraint(error) ?? String(error),
    );
  const balances = async (allocationId: string): Promise<Readonly<Record<string, number>>> => {
    const rows = await register.asApplication(
      'select account, balance_fen from relief_account where allocation_id = $1 order by account',
      [allocationId],
    );
    return Object.fromEntries(rows.map(({ account, balance_fen: fen }) => [String(account), Number(fen)] as const));
  };
  const posted = async (name: string, posting: Posting, staff?: string) => {
    made[name] = (await post(register, [posting], staff))[0] ?? '';
  };

  beforeAll(async () => {
    register = await testRegister(server);
    const { ids } = register;
    city = await funded(register, ids['city'] ?? '', { fundYear: 2026, amountFen: AMOUNT });
    county = await funded(register, ids['county'] ?? '', { fundYear: 2026, amountFen: 40_000, fromId: city });
    const own = { allocationId: county };
    await posted('hold', { ...own, kind: 'HOLD', amountFen: 6000, day: '2026-03-02' });
    await posted('payment', { ...own, kind: 'PAY', amountFen: 4000, followsId: made['hold'], day: '2026-03-03' });
    await posted('return', { ...own, kind: 'RETURN', amountFen: 1500, followsId: made['payment'], day: '2026-03-09' });
    await posted('release', { ...own, kind: 'RELEASE', amountFen: 500, followsId: made['hold'], day: '2026-03-09' });
    await posted('other', { ...own, kind: 'HOLD', amountFen: 10_000, day: '2026-03-09' });
    await posted('paid', { ...own, kind: 'PAY', amountFen: 1000, followsId: made['other'], day: '2026-03-09' });
    await posted('second', { ...own, kind: 'HOLD', amountFen: 700, day: '2026-03-10' });
    const reverses = { ...own, kind: 'HOLD', amountFen: 700, day: '2026-03-11', reversesId: made['second'] } as const;
    await posted('reversal', reverses, 'archivist');
  });
  afterAll(() => register.drop());

  test('money is allocated, remitted, received, held, paid, returned and released', async () => {
    expect(await balances(city)).toEqual({
      ALLOCATED: 60_000,
      ORIGIN: -AMOUNT,
      IN_TRANSIT: 0,
      OUTSIDE: -AMOUNT,
      AVAILABLE: 60_000,
    });
    expect(await balances(county)).toEqual({
      ALLOCATED: 40_000,
      IN_TRANSIT: 0,
      AVAILABLE: 26_000,
      HELD: 10_500,
      PAID: 3500,
    });
    expect(await checkLedger(register.platform.url)).toEqual([]);
  });

  test('each refusal has a name', async () => {
    const hold = { kind: 'HOLD', allocationId: county, amountFen: 100, day: '2026-03-12' } as const;
    const follow = { ...hold, amountFen: 1, followsId: made['hold'] };
    const reversal = {
      ...hold,
      amountFen: 1500,
      kind: 'RETURN',
      followsId: made['payment'],
      reversesId: made['return'],
    } as const;
    const cases: readonly [name: string, postings: readonly Posting[], staff?: string][] = [
      ['relief_overdrawn', [{ ...hold, amountFen: 26_001 }]],
      [
        'relief_overdrawn',
        [
          { ...hold, amountFen: 20_000 },
          { ...hold, amountFen: 20_000 },
        ],
      ],
      ['relief_overdrawn', [{ ...hold, kind: 'RECEIVE', amountFen: 1 }]],
      ['relief_beyond_allocation', [{ ...hold, kind: 'REMIT', amountFen: 1 }]],
      ['relief_allocated_once', [{ ...hold, kind: 'ALLOCATE', amountFen: 1 }]],
      ['relief_day_ahead', [{ ...hold, day: '2999-01-01', endsOn: '2999-01-01' }]],
      ['relief_hold_ends', [{ ...hold, endsOn: '2026-03-11' }]],
      ['relief_hold_ends', [{ ...hold, endsOn: null }]],
      ['relief_before_allocation', [{ ...hold, day: '2026-02-28' }]],
      ['relief_transaction_amount_fen_check', [{ ...hold, amountFen: 0 }]],
      ['relief_follows', [{ ...hold, kind: 'PAY' }]],
      ['relief_reason', [{ ...follow, kind: 'RELEASE', reason: null }]],
      ['relief_document', [{ ...hold, kind: 'RECEIVE', documentNumber: null }]],
      ['relief_key_digest', [{ ...hold, key: 'k' }]],
      ['relief_not_forward', [{ ...follow, kind: 'RETURN' }]],
      ['relief_not_forward', [{ ...follow, kind: 'PAY', allocationId: city }]],
      ['relief_not_forward', [{ ...follow, kind: 'PAY', day: '2026-03-01' }]],
      ['relief_not_forward', [{ ...follow, kind: 'PAY', day: '2026-04-02' }]],
      ['relief_not_forward', [{ ...follow, kind: 'PAY', followsId: made['reversal'] }]],
      ['relief_beyond_original', [{ ...follow, kind: 'PAY', amountFen: 1501 }]],
      ['relief_beyond_original', [{ ...follow, kind: 'PAY', followsId: made['second'] }]],
      ['relief_beyond_original', [{ ...follow, kind: 'RETURN', followsId: made['payment'], amountFen: 2501 }]],
      ['relief_same_person', [reversal]],
      ['relief_beyond_original', [{ ...reversal, amountFen: 1501 }], 'archivist'],
      ['relief_reversal_differs', [{ ...reversal, followsId: made['hold'] }], 'archivist'],
      ['relief_reversal_differs', [{ ...reversal, day: '2026-03-08' }], 'archivist'],
      ['relief_of_reversal', [{ ...hold, amountFen: 700, reversesId: made['reversal'] }]],
      ['relief_reversed_once', [{ ...hold, amountFen: 700, reversesId: made['second'] }], 'archivist'],
      // What was paid of a hold stands: the hold itself cannot be taken back beneath it.
      ['relief_beyond_original', [{ ...hold, amountFen: 6000, reversesId: made['hold'] }], 'archivist'],
      ['relief_actor', [{ ...hold, actorId: register.ids['archivist'] ?? '' }]],
    ];
    for (const [name, postings, staff] of cases) expect([name, await refusal(postings, staff)]).toEqual([name, name]);
    expect(await checkLedger(register.platform.url)).toEqual([]);
  });

  test('what is passed down stays the same money', async () => {
    const passed = (money: object) =>
      asStaff(register, 'clerk', async (sql, recordedIn) => {
        const id = newId();
        const fund = {
          id,
          unionId: register.ids['otherCounty'] ?? '',
          source: 'CENTRAL_FINANCE',
          subFund: 'ASSISTANCE',
        };
        await insertRows(sql, reliefFundTable, [{ ...fund, fundYear: 2026, recordedIn, ...money }]);
        await insertRows(sql, reliefAllocationTable, [{ id: newId(), fundId: id, fromId: city, recordedIn }]);
      });
    for (const money of [{ source: 'UNION_FUNDS' }, { subFund: 'WARMTH' }, { fundYear: 2025 }]) {
      await expect(passed(money)).rejects.toMatchObject({ constraint: 'relief_other_money' });
    }
  });

  test('nothing is recorded in an earlier change, nor under another isolation', async () => {
    const lone = asStaff(register, 'clerk', (sql, recordedIn) =>
      sql.query(
        `insert into relief_transaction (id, kind, allocation_id, amount_fen, day, ends_on, actor_id, recorded_in)
         select gen_random_uuid(), 'HOLD', $1::uuid, 1, '2026-03-12', '2026-03-12', actor_id, id from change_log
         where id <> $2 limit 1`,
        [county, recordedIn],
      ),
    );
    await expect(lone).rejects.toMatchObject({ constraint: 'relief_actor' });
    const repeatable = asStaff(register, 'clerk', async (sql) => {
      await sql.query('rollback; begin isolation level repeatable read');
      await sql.query(
        `insert into relief_transaction (id, kind, allocation_id, amount_fen, day, ends_on, actor_id, recorded_in)
         select gen_random_uuid(), 'HOLD', $1::uuid, 1, '2026-03-12', '2026-03-12', actor_id, id from change_log limit 1`,
        [county],
      );
    });
    await expect(repeatable).rejects.toMatchObject({ constraint: 'relief_isolation' });
  });

  test.each([
    'insert into relief_entry select * from relief_entry',
    "insert into relief_account select allocation_id, 'PAID', 1 from relief_account",
    'update relief_account set balance_fen = 0',
    'update relief_entry set amount_fen = 1',
    'update relief_transaction set amount_fen = 1',
    'delete from relief_entry',
    'delete from relief_account',
    'update relief_fund_state set last = 0',
    'truncate relief_transaction cascade',
    'alter table relief_transaction disable trigger user',
    `insert into relief_closing (union_id, through, lasts) select id, '2020-01-01', '{}' from trade_union`,
    'create or replace function refuse_relief(fault text) returns void language sql as $$ $$',
  ])('the application role cannot: %s', async (text) => {
    await expect(register.asApplication(text)).rejects.toThrow(/permission denied|must be owner/);
  });

  /** Sixteen clients of their own, so that none waits for a connection. */
  const sixteen = async (work: (at: number) => Promise<unknown>) => {
    const settled = await Promise.allSettled(Array.from({ length: 16 }, (_, at) => work(at)));
    return settled.filter(({ status }) => status === 'fulfilled').length;
  };
  const heldBy = (client: pg.Pool, allocationId: string, amountFen: number, key: string | null = null) =>
    client.query(
      `with act as (insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
         values (gen_random_uuid(), $3, 'MAKE_SAMPLE', 'STAFF', $3, '测试') returning id)
       insert into relief_transaction (id, kind, allocation_id, amount_fen, day, ends_on, actor_id, key, digest, recorded_in)
       select gen_random_uuid(), 'HOLD', $1, $2, '2026-03-12', '2026-03-12', $3, $4,
         case when $4::text is null then null else sha256('x') end, id from act`,
      [allocationId, amountFen, register.ids['clerk'], key],
    );

  test('16 clients claim twice what a fund holds: half of it is refused, and nothing is left', async () => {
    const allocationId = await funded(register, register.ids['city'] ?? '', { fundYear: 2024, amountFen: 8000 });
    const clients = new pg.Pool({ connectionString: register.platform.url, max: 16 });
    expect(await sixteen(() => heldBy(clients, allocationId, 1000))).toBe(8);
    await clients.end();
    expect(await balances(allocationId)).toMatchObject({ AVAILABLE: 0, HELD: 8000 });
    expect(await checkLedger(register.platform.url)).toEqual([]);
  });

  test('one key is posted once, however often it is sent at the same time', async () => {
    const { HELD = 0 } = await balances(county);
    const clients = new pg.Pool({ connectionString: register.platform.url, max: 16 });
    const sent = Array.from({ length: 50 }, () => heldBy(clients, county, 1, 'one key'));
    const settled = await Promise.allSettled(sent);
    await clients.end();
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await balances(county)).toMatchObject({ HELD: HELD + 1 });
  });

  test('of two who reverse one transaction, one wins; so does paying against closing', async () => {
    const own = { allocationId: county, amountFen: 5, day: '2026-03-12' } as const;
    const [held = ''] = await post(register, [{ ...own, kind: 'HOLD' }]);
    const reversal = [{ ...own, kind: 'HOLD', reversesId: held }] as const;
    const both = await Promise.all([refusal(reversal, 'archivist'), refusal(reversal, 'secondArchivist')]);
    expect(both.toSorted()).toEqual(['POSTED', 'relief_reversed_once']);
    const close = (through: string) =>
      asStaff(register, 'clerk', (sql, recordedIn) =>
        sql.query('insert into relief_closing (union_id, through, recorded_in) values ($1, $2, $3)', [
          ...[register.ids['county'], through, recordedIn],
        ]),
      );
    await Promise.all([refusal([{ ...own, kind: 'HOLD' }]), close('2026-03-31')]);
    expect(await checkLedger(register.platform.url)).toEqual([]);
    expect(await refusal([{ ...own, kind: 'HOLD' }])).toBe('relief_closed_period');
    expect(await refusal([{ ...own, kind: 'HOLD', day: '2026-04-01' }])).toBe('POSTED');
    for (const through of ['2026-03-31', '2026-02-28', '2999-12-31']) {
      await expect(close(through)).rejects.toMatchObject({ constraint: 'relief_closed_period' });
    }
  });

  describe('planted as the owner', () => {
    const of = (name: string) => `'${made[name] ?? ''}'`;
    const entry = (set: string, where = '') =>
      `update relief_entry set ${set} where transaction_id = ${of('hold')} ${where}`;
    const transaction = (set: string, name = 'hold') => `update relief_transaction set ${set} where id = ${of(name)}`;
    const without = (constraint: string, statement: string, table = 'relief_transaction') =>
      `alter table ${table} drop constraint ${constraint}; ${statement}`;
    const OTHER = "(select id from staff where code = 'otherClerk')";
    const PLANTED: Readonly<Record<string, () => string>> = {
      ENTRIES_SUM_TO_ZERO: () => `delete from relief_entry where transaction_id = ${of('hold')} and place = 2`,
      LEDGER_SUMS_TO_ZERO: () => entry('amount_fen = amount_fen + 1', 'and place = 1'),
      AMOUNTS_ABOVE_ZERO: () => without('relief_entry_amount', entry('amount_fen = 0'), 'relief_entry'),
      ENTRIES_AS_POSTED: () => entry("account = 'PAID'", 'and place = 1'),
      NEVER_OVERDRAWN: () => entry('amount_fen = 40001'),
      BALANCE_AFTER_ENTRY: () => entry('balance_after_fen = balance_after_fen + 1', 'and place = 1'),
      SEQUENCE_WITHOUT_GAPS: () => entry('fund_sequence = 99999', 'and place = 1'),
      BALANCES_EQUAL_SUMS: () => "update relief_account set balance_fen = balance_fen + 1 where account = 'HELD'",
      REVERSED_ONCE: () =>
        without('relief_reversed_once', transaction(`reverses_id = ${of('second')}, reason = 'x', ends_on = null`)),
      REVERSAL_OF_ITS_ORIGINAL: () => transaction('amount_fen = 701', 'reversal'),
      STATES_FORWARD: () => transaction(`follows_id = ${of('release')}`, 'payment'),
      WITHIN_WHAT_THEY_FOLLOW: () => transaction('amount_fen = 5501', 'payment'),
      HOLDS_END: () => without('relief_hold_ends', transaction("ends_on = '2026-03-02'")),
      WITHIN_ALLOCATED: () =>
        `update relief_transaction set amount_fen = 39999 where kind = 'ALLOCATE' and allocation_id = '${county}'`,
      ONE_ALLOCATION_ACT: () =>
        'insert into relief_allocation select gen_random_uuid(), fund_id, null, recorded_in from relief_allocation limit 1',
      AFTER_ITS_ALLOCATION: () =>
        `update relief_transaction set day = '2026-03-04' where kind = 'ALLOCATE' and allocation_id = '${city}'`,
      KEY_ONCE: () => without('relief_key_digest', transaction("key = 'k'")),
      BY_ITS_ACTOR: () => transaction(`actor_id = ${OTHER}`),
      DAY_NOT_AHEAD: () => transaction("day = '2999-01-01', ends_on = '2999-01-01'"),
      WITH_ITS_DOCUMENT: () =>
        without('relief_document', "update relief_transaction set document_title = null where kind = 'REMIT'"),
      CLOSED_TAKES_NOTHING: () =>
        "insert into relief_closing select union_id, '2026-12-01', '{}', recorded_in from relief_fund limit 1",
    };

    test('each invariant has a violation here', () => {
      expect(Object.keys(PLANTED)).toEqual(INVARIANTS.map(({ name }) => name));
    });

    test('each invariant returns its violation, and no row of what is whole', async () => {
      const owner = new pg.Client({ connectionString: register.platform.ownerUrl });
      await owner.connect();
      for (const { name, violations } of INVARIANTS) {
        await owner.query('begin');
        for (const table of ['entry', 'transaction', 'allocation', 'closing', 'account']) {
          await owner.query(`alter table relief_${table} disable trigger user`);
        }
        const before = await owner.query(violations);
        await owner.query(PLANTED[name]?.() ?? '');
        const after = await owner.query(violations);
        await owner.query('rollback');
        expect([name, before.rowCount, (after.rowCount ?? 0) > 0]).toEqual([name, 0, true]);
      }
      await owner.end();
    });
  });
});
