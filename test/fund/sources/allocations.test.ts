import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkLedger } from '../../../src/fund/ledger/check-ledger.read.ts';
import { lastRevision } from '../../../src/database/time/change-log.ts';
import { sealAll, SERVER } from '../../support/register.ts';
import { asStaff, post } from '../../support/relief.ts';
import { unionSettler } from '../../support/union-changes.ts';
import { reliefDesk, tidy } from './relief-desk.ts';

let desk: Awaited<ReturnType<typeof reliefDesk>>;
let revision = 0;
beforeAll(async () => {
  desk = await reliefDesk(SERVER);
  const table = tidy(WAY);
  expect(await desk.carryOutAll(table)).toBe(table);
  revision = await sealAll(desk.register.platform.database);
}, 60_000);
afterAll(() => desk.drop());

/** Money comes to the city, is passed down to a county and on to an employer: 下达, 拨付, 到账 are three acts each. */
const WAY = `
city     allocate a to=CITY amount=1000.00 on=2026-03-01 source=CENTRAL_FINANCE sub=ASSISTANCE year=2026 -> OK
city     remit    a amount=700.00 on=2026-03-02                                                        -> OK
city     receive  a amount=600.00 on=2026-03-05                                                        -> OK
city     allocate b to=COUNTY from=a amount=400.00 on=2026-03-06                                       -> OK
city     remit    b amount=300.00 on=2026-03-07                                                        -> OK
county   receive  b amount=250.00 on=2026-03-09                                                        -> OK
county   allocate c to=EMPLOYER from=b amount=100.00 on=2026-03-10 aid=LIVING                          -> OK
county   allocate d to=COUNTY amount=50.00 on=2026-04-01 source=DONATION sub=OTHER year=2025           -> OK
city     allocate e to=OTHER-COUNTY from=a amount=100.00 on=2026-04-02                                 -> OK`;

const SUMS = 'allocated remitted arrived passedDown remittedDown held paid left';
const LIST = `query ($filter: ReliefAllocationFilterInput, $asOf: Date, $revision: Revision, $after: String, $first: Int) {
  reliefAllocations(filter: $filter, asOf: $asOf, revision: $revision, after: $after, first: $first) {
    totalCount pageInfo { endCursor hasNextPage }
    nodes { id asOf union { code } source subFund fundYear aidType allocatedOn documentNumber ${SUMS} from { id } } } }`;

interface Listed {
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  readonly nodes: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
}

const list = async (who: string, variables: object = {}) =>
  (await desk.ask(who, LIST, { ...variables }))['reliefAllocations'] as Listed;
const sumsOf = (node: Readonly<Record<string, unknown>> | undefined) =>
  SUMS.split(' ')
    .map((name) => `${name} ${String(node?.[name])}`)
    .join(', ');

describe('an allocation', () => {
  test('tells what was allocated, remitted, arrived, passed down, and what is left', async () => {
    const { nodes, totalCount } = await list('city');
    const named = ['e', 'c', 'b', 'a', 'd'];
    expect(nodes.map(({ id }) => id)).toEqual(named.map(desk.idOf));
    expect(totalCount).toBe(5);
    expect(nodes[3]).toMatchObject({
      ...{ union: { code: 'CITY' }, source: 'CENTRAL_FINANCE', subFund: 'ASSISTANCE', fundYear: 2026, aidType: null },
      ...{ allocatedOn: '2026-03-01', documentNumber: '安工〔2026〕3号', from: null, asOf: '2026-06-30' },
    });
    expect(sumsOf(nodes[3])).toBe(
      'allocated 1000.00, remitted 700.00, arrived 600.00, passedDown 500.00, remittedDown 300.00, held 0.00, paid 0.00, left 300.00',
    );
    expect(sumsOf(nodes[2])).toBe(
      'allocated 400.00, remitted 300.00, arrived 250.00, passedDown 100.00, remittedDown 0.00, held 0.00, paid 0.00, left 250.00',
    );
    expect(nodes[1]).toMatchObject({ aidType: 'LIVING', source: 'CENTRAL_FINANCE', from: { id: desk.idOf('b') } });
  });

  test('is told as it was on a day, and as it was known', async () => {
    const { nodes } = await list('city', { asOf: '2026-03-06' });
    expect(nodes.map(({ id }) => id)).toEqual(['b', 'a'].map((name) => `${desk.idOf(name)}@2026-03-06`));
    expect(sumsOf(nodes[1])).toContain('arrived 600.00, passedDown 400.00, remittedDown 0.00');
    const id = String(nodes[0]?.id);
    const { node } = await desk.ask(
      'city',
      '{ node(id: "ID") { id ... on ReliefAllocation { allocated arrived } } }'.replace('ID', id),
    );
    expect(node).toEqual({ id, allocated: '400.00', arrived: '0.00' });
    expect((await list('city', { revision: 1 })).nodes).toEqual([]);
  });

  test('shows the acts by which its money came, with their documents', async () => {
    const source = `query ($id: ID!) { node(id: $id) { ... on ReliefAllocation {
      acts { kind on amount documentNumber documentDay documentTitle reversalReason reversesId actor } } } }`;
    const { node } = await desk.ask('county', source, { id: desk.idOf('b') });
    const document = {
      documentNumber: '安工〔2026〕3号',
      documentDay: '2026-01-20',
      documentTitle: '关于下达帮扶资金的通知',
    };
    const own = { ...document, reversalReason: null, reversesId: null };
    expect(node).toEqual({
      acts: [
        { ...own, kind: 'ALLOCATE', on: '2026-03-06', amount: '400.00', actor: 'city' },
        { ...own, kind: 'REMIT', on: '2026-03-07', amount: '300.00', actor: 'city' },
        { ...own, kind: 'RECEIVE', on: '2026-03-09', amount: '250.00', actor: 'county' },
      ],
    });
  });

  test('is listed by union, source and fund year, in pages, within the territory of its reader', async () => {
    const names = async (who: string, filter: object) => (await list(who, { filter })).nodes.map(({ id }) => id);
    const of = (...named: readonly string[]) => named.map(desk.idOf);
    expect(await names('city', { union: 'COUNTY' })).toEqual(of('c', 'b', 'd'));
    expect(await names('city', { source: 'DONATION' })).toEqual(of('d'));
    expect(await names('city', { fundYear: 2026, union: 'EMPLOYER' })).toEqual(of('c'));
    expect(await names('county', {})).toEqual(of('c', 'b', 'd'));
    expect(await names('other', {})).toEqual(of('e'));
    const first = await list('city', { first: 3 });
    const second = await list('city', { first: 3, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(of('e', 'c', 'b', 'a', 'd'));
    // The county sees that its money was passed down to it, and not what the city has.
    expect((await list('county', { filter: { source: 'CENTRAL_FINANCE' } })).nodes[1]).toMatchObject({ from: null });
  });

  test('holds and payments are in its sums', async () => {
    const { register } = desk;
    const own = { allocationId: desk.idOf('b'), day: '2026-05-02' } as const;
    const [followsId = ''] = await post(register, [{ ...own, kind: 'HOLD', amountFen: 6000, endsOn: '2026-06-01' }]);
    const [paid = ''] = await post(register, [{ ...own, kind: 'PAY', amountFen: 4000, followsId }]);
    await post(register, [{ ...own, kind: 'RELEASE', amountFen: 500, followsId }]);
    await post(register, [{ ...own, kind: 'RETURN', amountFen: 1500, followsId: paid }]);
    await sealAll(register.platform.database);
    const now = (await list('county', { filter: { fundYear: 2026 } })).nodes[1];
    expect(sumsOf(now)).toContain('held 15.00, paid 25.00, left 210.00');
    const before = (await list('county', { filter: { fundYear: 2026 }, asOf: '2026-05-01' })).nodes[1];
    expect(sumsOf(before)).toContain('held 0.00, paid 0.00, left 250.00');
    const known = (await list('county', { filter: { fundYear: 2026 }, revision })).nodes[1];
    expect(sumsOf(known)).toContain('held 0.00, paid 0.00, left 250.00');
  });
});

const OUTSIDE = 'source=DONATION sub=OTHER year=2026';

/** Every refusal, in its order: the input, the right, the union, the ledger. */
const REFUSALS = `
city     allocate x to=CITY amount=0.00 on=2026-07-01 documentDay=2026-07-02 documentNumber=  -> AMOUNT_ABOVE_ZERO amount, AFTER_TODAY on, AFTER_TODAY documentDay, WRONG_TEXT documentNumber, REQUIRED source, REQUIRED subFund, REQUIRED fundYear
city     allocate x to=CITY amount=1.00 on=2026-05-01 source=DONATION sub=OTHER year=1999     -> WRONG_FUND_YEAR fundYear
city     allocate x to=CITY amount=1.00 on=2026-05-01 ${OUTSIDE} documentTitle=6222021234567890128 -> NUMBER_IN_CLEAR documentTitle
county   allocate x to=CITY amount=1.00 on=2026-05-01 ${OUTSIDE}                              -> NO_SUCH_UNION union
city     allocate x to=NOWHERE amount=1.00 on=2026-05-01 ${OUTSIDE}                           -> NO_SUCH_UNION union
county   allocate x to=EMPLOYER from=a amount=1.00 on=2026-05-01                              -> NO_SUCH_ALLOCATION from
city     allocate x to=COUNTY from=nothing amount=1.00 on=2026-05-01                          -> NO_SUCH_ALLOCATION from
city     allocate x to=COUNTY from=00000000-0000-7000-8000-00000000000f amount=1.00 on=2026-05-01 -> NO_SUCH_ALLOCATION from
city     allocate x to=CITY from=a amount=1.00 on=2026-05-01                                  -> NOT_UNDER_ITS_PAYER union
county   allocate x to=OTHER-EMPLOYER from=b amount=1.00 on=2026-05-01                        -> NOT_UNDER_ITS_PAYER union
county   allocate x to=CITY from=b amount=1.00 on=2026-05-01                                  -> NOT_UNDER_ITS_PAYER union
city     allocate x to=NOWHERE from=a amount=1.00 on=2026-05-01                               -> NOT_UNDER_ITS_PAYER union
city     allocate x to=COUNTY from=a amount=1.00 on=2026-05-01 source=DONATION                -> OTHER_MONEY from
city     allocate x to=COUNTY from=a amount=1.00 on=2026-05-01 year=2025                      -> OTHER_MONEY from
city     allocate x to=COUNTY from=a amount=1.00 on=2026-02-28                                -> BEFORE_ALLOCATION on
city     allocate x to=COUNTY from=a amount=500.01 on=2026-05-01                              -> MORE_THAN_ALLOCATED amount
county   remit    b amount=1.00 on=2026-05-01                                                 -> NO_SUCH_ALLOCATION allocation
other    remit    a amount=1.00 on=2026-05-01                                                 -> NO_SUCH_ALLOCATION allocation
city     remit    00000000-0000-7000-8000-00000000000f amount=1.00 on=2026-05-01              -> NO_SUCH_ALLOCATION allocation
city     remit    b amount=1.00 on=2026-03-05                                                 -> BEFORE_ALLOCATION on
city     remit    a amount=300.01 on=2026-05-01                                               -> MORE_THAN_ALLOCATED amount
city     remit    e amount=300.01 on=2026-05-01                                               -> MORE_THAN_ARRIVED amount
city     remit    e amount=100.01 on=2026-05-01                                               -> MORE_THAN_ALLOCATED amount
employer receive  b amount=1.00 on=2026-05-01                                                 -> NO_SUCH_ALLOCATION allocation
county   receive  b amount=50.01 on=2026-05-01                                                -> MORE_THAN_REMITTED amount`;

describe('what is refused', () => {
  test('is named, in its order, and leaves nothing behind', async () => {
    const { register } = desk;
    const count = async () => (await register.asOwner('select count(*) from relief_transaction'))[0];
    const before = await count();
    const table = tidy(REFUSALS);
    expect(await desk.carryOutAll(table)).toBe(table);
    expect(await count()).toEqual(before);
    expect(await checkLedger(register.platform.url)).toEqual([]);
  });

  test('a period that is closed takes nothing, of the union that has the money or gets it', async () => {
    await asStaff(desk.register, 'clerk', (sql, recordedIn) =>
      sql.query("insert into relief_closing (union_id, through, recorded_in) values ($1, '2026-03-31', $2)", [
        ...[desk.register.ids['otherCounty'], recordedIn],
      ]),
    );
    expect(await desk.carryOut('city remit e amount=1.00 on=2026-03-31')).toBe('PERIOD_CLOSED on');
    expect(await desk.carryOut('other receive e amount=1.00 on=2026-03-31')).toBe('PERIOD_CLOSED on');
    expect(await desk.carryOut('city allocate x to=OTHER-COUNTY from=a amount=1.00 on=2026-03-31')).toBe(
      'PERIOD_CLOSED on',
    );
  });
});

describe('a key', () => {
  const command = `county allocate k to=COUNTY amount=5.00 on=2026-05-01 ${OUTSIDE} key=k1`;

  test('is carried out once, however often it is sent and although its answer has expired', async () => {
    const sent = await Promise.all(Array.from({ length: 8 }, () => desk.carryOut(command)));
    expect(new Set(sent)).toEqual(new Set(['OK']));
    const first = desk.idOf('k');
    await desk.register.asOwner('delete from idempotency_key');
    expect(await desk.carryOut(command)).toBe('OK');
    expect(desk.idOf('k')).toBe(first);
    const [row] = await desk.register.asOwner(
      'select count(*)::int as keys from relief_transaction where key is not null',
    );
    expect(row).toEqual({ keys: 1 });
  });

  test('of other content is refused, also when its answer has expired', async () => {
    const other = command.replace('5.00', '6.00');
    expect(await desk.carryOut(other)).toBe('KEY_REUSED idempotencyKey');
    await desk.register.asOwner('delete from idempotency_key');
    expect(await desk.carryOut(other)).toBe('KEY_REUSED idempotencyKey');
  });
});

test('two who pass down what only one of them can: one wins', async () => {
  await desk.carryOut(`county allocate w to=COUNTY amount=10.00 on=2026-05-01 ${OUTSIDE}`);
  const pass = (amount: string) => desk.carryOut(`county allocate v to=EMPLOYER from=w amount=${amount} on=2026-05-02`);
  const both = await Promise.all([pass('6.00'), pass('6.01')]);
  expect(both.toSorted()).toEqual(['MORE_THAN_ALLOCATED amount', 'OK']);
});

test('money of a union that is dissolved is passed down by the union above it, and none is allocated to it any more', async () => {
  const settle = await unionSettler(desk.register);
  await settle({ kind: 'DISSOLVE', union: 'otherEmployer', from: '2026-06-01' });
  await desk.carryOut('other receive e amount=0.00 on=2026-05-01');
  await settle({ kind: 'MERGE', union: 'otherCounty', target: 'county', from: '2026-06-02' });
  const table = tidy(`
    city   allocate y to=OTHER-COUNTY from=a amount=1.00 on=2026-06-10 -> UNION_DISSOLVED union
    city   allocate y to=OTHER-COUNTY amount=1.00 on=2026-06-10 ${OUTSIDE} -> UNION_DISSOLVED union
    county allocate y to=COUNTY from=e amount=60.00 on=2026-06-10      -> OK
    county allocate z to=EMPLOYER from=e amount=30.00 on=2026-06-10    -> OK
    county receive  e amount=1.00 on=2026-06-10                        -> MORE_THAN_REMITTED amount
    city   remit    e amount=100.00 on=2026-06-10                      -> OK
    county receive  e amount=100.00 on=2026-06-11                      -> OK
    county remit    y amount=60.00 on=2026-06-12                       -> OK`);
  expect(await desk.carryOutAll(table)).toBe(table);
  expect(await checkLedger(desk.register.platform.url)).toEqual([]);
  expect(await lastRevision(desk.register.platform.database)).toBeGreaterThan(revision);
});
