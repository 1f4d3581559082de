import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/database/ids.ts';
import { checkLedger } from '../../../src/fund/ledger/check-ledger.read.ts';
import { CLOSE_HOUSEHOLD } from '../../../src/registry/recording/lives/close-household.ts';
import { RECORD_DEATH } from '../../../src/registry/recording/lives/death-acts.ts';
import { CHANGE_HOUSEHOLD } from '../../../src/registry/recording/acts/state-acts.ts';
import { acted } from '../../support/acts.ts';
import { sealAll, SERVER, valueOf } from '../../support/register.ts';
import { LOGIN } from '../../archive/procedure/step-desk.ts';
import { asStaff } from '../../support/relief.ts';
import { DAY } from '../../support/register-household.ts';
import { tidy } from '../sources/relief-desk.ts';
import { batchDesk, type Officer } from './batch-desk.ts';

let desk: Awaited<ReturnType<typeof batchDesk>>;
/** Accounts with right check digits, of unassigned prefixes. */
const ACCOUNTS = ['6221000000000018', '6221000000000026', '6221000000000034', '6221000000000042'] as const;
const MORE = ['6221000000000059', '6221000000000067', '6221000000000075'] as const;
const homes: string[] = [];
const home = (at: number) => homes[at] ?? '';

beforeAll(async () => {
  desk = await batchDesk(SERVER);
  for (const account of ACCOUNTS) homes.push(await desk.recorded(account));
  await sealAll(desk.register.platform.database);
}, 120_000);
afterAll(() => desk.drop());

const BATCH = `id state preparedOn lineCount struckCount total union { code }
  steps { state on actor minutesNumber rejectionReason confirmationDocument }
  lines { totalCount nodes { number amount name payee bank accountNumber identityNumber basisKind periodFrom fileLevel ownAccount
    struckReason withheld allocation { id } } }`;

const shown = async (
  batch: string,
  who: Officer = 'maker',
  asOf: string | null = null,
  purpose: string | null = '办理',
) => {
  const data = await desk.ask(
    who,
    `query ($asOf: Date) { reliefBatches(asOf: $asOf) { nodes { ${BATCH} } } }`,
    { asOf },
    purpose,
  );
  const { nodes } = data['reliefBatches'] as { readonly nodes: readonly Readonly<Record<string, unknown>>[] };
  return nodes.find(({ id }) => String(id).startsWith(desk.idOf(batch)));
};

/** A step by which payments to a household's file are suspended. */
const suspend = (household: string) =>
  asStaff(desk.register, 'clerk', (sql, recordedIn, actorId) =>
    sql.query(
      `insert into archive_file_step (id, file_id, household_id, number, actor_id, union_id, from_state, to_state, act, body, "on", recorded_in)
       select $1, f.id, f.household_id, 1, $2, $3, 'RECORDED', 'RECORDED', 'SUSPEND', 'CENTRE', '2026-06-29', $4
       from archive_file f where f.household_id = $5`,
      [newId(), actorId, desk.ids['county'], recordedIn, household],
    ),
  );

const ledgerOf = async (batch: string) => {
  const [row] = await desk.register.asApplication(
    `select count(*) filter (where t.kind = 'HOLD')::int as held, count(*) filter (where t.kind = 'PAY')::int as paid,
       count(*) filter (where t.kind = 'RELEASE')::int as released, count(distinct t.receipt_id)::int as receipts
     from relief_transaction t left join relief_transaction h on h.id = t.follows_id
     join relief_batch_line l on l.payment_id = coalesce(t.payment_id, h.payment_id) where l.batch_id = $1`,
    [desk.idOf(batch)],
  );
  return row;
};

test('a batch is prepared, submitted, reviewed, approved and released by four people', async () => {
  const prepared = await desk.prepare(
    'a',
    [
      [home(0), '100.00'],
      [home(1), '50.00'],
    ],
    { on: '2026-06-20' },
  );
  expect(desk.statusOf(prepared)).toBe('OK');
  const table = tidy(`
    stranger submit  a -> NO_SUCH_BATCH batch
    maker    submit  nothing -> NO_SUCH_BATCH batch
    checker  submit  a -> ANOTHER_PERSON batch
    maker    submit  a 2026-06-19 -> BEFORE_LAST_STEP on
    maker    submit  a 2026-07-01 -> AFTER_TODAY on
    maker    approve a -> WRONG_BATCH_STATE batch
    maker    submit  a 2026-06-21 -> OK
    maker    submit  a -> WRONG_BATCH_STATE batch
    maker    review  a -> ANOTHER_PERSON batch
    checker  review  a -> OK
    checker  approve a -> ANOTHER_PERSON batch
    approver approve a -> OK
    approver release a -> ANOTHER_PERSON batch
    cashier  release a -> OK
    maker    reject  a -> WRONG_BATCH_STATE batch`);
  expect(await desk.carryOut(table)).toBe(table);
  expect(await ledgerOf('a')).toEqual({ held: 2, paid: 2, released: 0, receipts: 4 });
  await sealAll(desk.register.platform.database);
  expect(await shown('a')).toMatchObject({
    ...{ state: 'RELEASED', preparedOn: '2026-06-20', lineCount: 2, struckCount: 0, total: '150.00' },
    union: { code: 'COUNTY' },
    steps: [
      { state: 'PREPARED', on: '2026-06-20', actor: 'maker' },
      {
        state: 'SUBMITTED',
        on: '2026-06-21',
        minutesNumber: '纪要〔2026〕6号',
        confirmationDocument: '文工办〔2026〕7号',
      },
      { state: 'REVIEWED', actor: 'checker' },
      { state: 'APPROVED', actor: 'approver' },
      { state: 'RELEASED', actor: 'cashier', on: '2026-06-30' },
    ],
    lines: {
      totalCount: 2,
      nodes: [
        {
          ...{ number: 1, amount: '100.00', name: '职工1', payee: '职工1', bank: '安阳银行', ownAccount: true },
          ...{ accountNumber: ACCOUNTS[0], basisKind: 'MONTHS', periodFrom: '2026-06-01', fileLevel: 'NATIONAL' },
          ...{ struckReason: null, withheld: [], allocation: { id: desk.allocation } },
        },
        { number: 2, amount: '50.00' },
      ],
    },
  });
  expect(await shown('a', 'maker', '2026-06-21')).toMatchObject({ state: 'SUBMITTED', steps: [{}, {}] });
  expect(await shown('a', 'maker', '2026-06-19')).toBeUndefined();
  expect(await shown('a', 'stranger')).toBeUndefined();
  expect(await shown('a', 'maker', null, null)).toMatchObject({
    lines: {
      nodes: [
        { accountNumber: `************${ACCOUNTS[0].slice(-4)}`, withheld: ['accountNumber', 'identityNumber'] },
        {},
      ],
    },
  });
});

test('one bad line refuses the batch, and every bad line is named with its reasons', async () => {
  const tooMuch = '99999.00';
  await desk.prepare('b', [
    [home(0), '1.00'],
    [home(1), tooMuch],
    [home(2), '1.00', { accountNote: '同一账号' }],
    [home(3), '1.00'],
  ]);
  valueOf(
    await acted(desk.register, home(3), CHANGE_HOUSEHOLD, {
      ...{ from: DAY(2026, 6, 25), correction: false },
      state: { accountNumber: ACCOUNTS[2] },
    }),
  );
  const refused = await desk.act('maker', 'submit', 'b');
  expect(desk.statusOf(refused)).toBe('OVER_ROOM lines.2, ACCOUNT_CHANGED lines.4');
  expect(await ledgerOf('b')).toMatchObject({ held: 0, receipts: 0 });

  const twice = await desk.act('maker', 'strike', 'b', { lines: [2, 9] });
  expect(desk.statusOf(twice)).toBe('NO_SUCH_LINE lines.1');
  expect(desk.statusOf(await desk.act('maker', 'strike', 'b', { lines: [2, 4], idempotencyKey: 'k' }))).toBe('OK');
  expect(desk.statusOf(await desk.act('maker', 'strike', 'b', { lines: [2, 4], idempotencyKey: 'k' }))).toBe('OK');
  expect(desk.statusOf(await desk.act('maker', 'strike', 'b', { lines: [2] }))).toBe('NO_SUCH_LINE lines.0');
  const submitted = await desk.act('maker', 'submit', 'b', { idempotencyKey: 'submit b' });
  expect(submitted).toMatchObject({ problems: [], batch: { lineCount: 2, struckCount: 2, total: '2.00' } });
  const again = await desk.act('maker', 'submit', 'b', { idempotencyKey: 'submit b' });
  expect([desk.statusOf(again), again.batch.id]).toEqual(['OK', submitted.batch.id]);
  const other = { idempotencyKey: 'submit b', minutesNumber: '纪要〔2026〕7号' };
  expect(desk.statusOf(await desk.act('maker', 'submit', 'b', other))).toBe('KEY_REUSED idempotencyKey');

  expect(desk.statusOf(await desk.act('checker', 'reject', 'b'))).toBe('OK');
  expect(await ledgerOf('b')).toMatchObject({ held: 2, released: 2, paid: 0 });
});

test('what is prepared is refused with the path of each fault', async () => {
  const stranger = await desk.prepare('c', [[home(0), '1.00']], {}, 'stranger');
  expect(desk.statusOf(stranger)).toBe('NO_SUCH_UNION union');
  const empty = { lines: [] };
  expect(desk.statusOf(await desk.act('maker', 'prepare', 'c', { union: 'COUNTY', aidType: 'LIVING', ...empty }))).toBe(
    'NO_LINES lines',
  );
  const document = { basisKind: 'DOCUMENT', basisNumber: '票1' };
  const payee = { name: '王某', relation: '女儿', document: '委托书〔2026〕1号', accountNumber: '12' };
  const faults = await desk.prepare('c', [
    [home(0), '0.00'],
    [home(1), '1.00', document],
    [home(1), '1.00', { periodTo: '2026-05-31' }],
    [home(1), '1.00', { otherPayee: payee }],
    [home(1), '1.00', { accountNote: ACCOUNTS[0] }],
  ]);
  expect(desk.statusOf(faults)).toBe(
    'AMOUNT_ABOVE_ZERO lines.0.amount, REQUIRED lines.1.basisIssuer, ENDS_BEFORE_IT_BEGINS lines.2.periodTo, ' +
      'WRONG_ACCOUNT lines.3.otherPayee.accountNumber, NUMBER_IN_CLEAR lines.4.accountNote',
  );
  const unknown = await desk.prepare('c', [
    [desk.idOf('a'), '1.00'],
    [home(1), '1.00', { member: home(0) }],
    [home(1), '1.00', { allocation: home(0) }],
  ]);
  expect(desk.statusOf(unknown)).toBe(
    'NO_SUCH_HOUSEHOLD lines.0.household, NO_SUCH_MEMBER lines.1.member, NO_SUCH_ALLOCATION lines.2.allocation',
  );
});

describe('at its release', () => {
  const approved = async (batch: string, lines: Parameters<typeof desk.prepare>[1], over: object = {}) => {
    expect(desk.statusOf(await desk.prepare(batch, lines, over))).toBe('OK');
    const table = tidy(`
      maker    submit  ${batch} -> OK
      checker  review  ${batch} -> OK
      approver approve ${batch} -> OK`);
    expect(await desk.carryOut(table)).toBe(table);
  };

  test('an account that has changed since voids the approval', async () => {
    await approved('d', [[home(1), '1.00']]);
    const change = { from: DAY(2026, 6, 30), correction: false, state: { accountNumber: ACCOUNTS[3] } };
    valueOf(await acted(desk.register, home(1), CHANGE_HOUSEHOLD, change));
    const table = tidy(`
      cashier  release d -> ACCOUNT_CHANGED lines.1
      approver reject  d -> OK`);
    expect(await desk.carryOut(table)).toBe(table);
  });

  test('nobody is paid who died, whose household is closed or whose payments are suspended since', async () => {
    const own = [await desk.recorded(MORE[0]), await desk.recorded(MORE[1]), await desk.recorded(MORE[2])] as const;
    await approved(
      'e',
      own.map((household) => [household, '1.00']),
    );
    const on = DAY(2026, 6, 29);
    const death = { member: 'm1', on, source: 'CERTIFICATE', worker: null } as const;
    valueOf(await acted(desk.register, own[0], RECORD_DEATH, death));
    valueOf(await acted(desk.register, own[1], CLOSE_HOUSEHOLD, { on, reason: 'OTHER' }));
    await suspend(own[2]);
    const table = tidy(`
      cashier release e -> BENEFICIARY_DEAD lines.1, HOUSEHOLD_CLOSED lines.1, NOT_DECIDED_THEN lines.1, ROOM_UNKNOWN lines.1, HOUSEHOLD_CLOSED lines.2, NOT_DECIDED_THEN lines.2, ROOM_UNKNOWN lines.2, PAYMENTS_SUSPENDED lines.3`);
    expect(await desk.carryOut(table)).toBe(table);
    expect(await ledgerOf('e')).toMatchObject({ held: 3, paid: 0 });
  });
});

test('what is held and paid takes the room of later batches, and no cap on file needs a document', async () => {
  const room = `query ($id: ID!) { household(id: $id) { reliefRoom { projects { aidType paid left } } } }`;
  const data = (await desk.ask('maker', room, { id: home(0) }))['household'] as {
    reliefRoom: { projects: readonly { aidType: string; paid: string; left: string | null }[] };
  };
  const living = data.reliefRoom.projects.find(({ aidType }) => aidType === 'LIVING');
  expect(living?.paid).toBe('100.00');
  await desk.prepare('f', [
    [home(0), living?.left ?? ''],
    [home(0), '0.01'],
  ]);
  expect(desk.statusOf(await desk.act('maker', 'submit', 'f'))).toBe('OVER_ROOM lines.2');
  await desk.act('maker', 'strike', 'f', { lines: [2] });
  expect(desk.statusOf(await desk.act('maker', 'submit', 'f'))).toBe('OK');
  await desk.prepare('g', [[home(0), '0.01']]);
  expect(desk.statusOf(await desk.act('maker', 'submit', 'g'))).toBe('OVER_ROOM lines.1');
  const warm = { aidType: 'WARMTH' };
  await desk.prepare('h', [[home(0), '5.00', { basisKind: 'FESTIVAL', basisNumber: '端午节' }]], warm);
  expect(desk.statusOf(await desk.act('maker', 'submit', 'h'))).toBe('ROOM_UNKNOWN lines.1');
  await desk.prepare('i', [[home(0), '5.00', { basisKind: 'FESTIVAL', basisNumber: '端午节' }]], {
    ...{ ...warm, amountDocument: '文工〔2026〕2号' },
  });
  expect(desk.statusOf(await desk.act('maker', 'submit', 'i'))).toBe('OK');
});

test('nobody acts on a batch that pays their own household', async () => {
  await desk.prepare('j', [[home(2), '1.00', { accountNote: '已核实' }]]);
  await asStaff(desk.register, 'clerk', (sql, recordedIn) =>
    sql.query(
      `insert into worker_login_version (anchor_id, valid_from, issuer, subject, recorded_in)
       select m.person_id, '2026-01-01', $3, $4, $2 from membership_version m where m.household_id = $1`,
      [home(2), recordedIn, LOGIN.issuer, LOGIN.subject],
    ),
  );
  const table = tidy(`
    maker    submit j -> OK
    kin      review j -> OWN_HOUSEHOLD batch`);
  expect(await desk.carryOut(table)).toBe(table);
  const own = await desk.prepare(
    'k',
    [
      [home(0), '1.00'],
      [home(2), '1.00'],
    ],
    {},
    'kin',
  );
  expect(desk.statusOf(own)).toBe('OWN_HOUSEHOLD lines.1.household');
});

test('another payee has a relation, a document and an account; an account of two households is refused until explained', async () => {
  const otherPayee = { name: '王某', relation: '女儿', document: '委托书〔2026〕1号', accountNumber: ACCOUNTS[0] };
  await desk.prepare('l', [[home(3), '1.00', { otherPayee }]]);
  expect(desk.statusOf(await desk.act('maker', 'submit', 'l'))).toBe('ACCOUNT_SHARED lines.1');
  await desk.prepare('m', [[home(3), '1.00', { otherPayee, accountNote: '女儿为另一家庭成员' }]]);
  expect(desk.statusOf(await desk.act('maker', 'submit', 'm'))).toBe('OK');
  await sealAll(desk.register.platform.database);
  expect(await shown('m')).toMatchObject({
    lines: { nodes: [{ payee: '王某', accountNumber: ACCOUNTS[0], ownAccount: false, name: '职工4' }] },
  });
});

test('without the confirmation of a centre nothing is paid on a provisional standard', async () => {
  await desk.prepare('n', [[home(0), '1.00']]);
  const none = await desk.act('maker', 'submit', 'n', { confirmation: null });
  expect(desk.statusOf(none)).toContain('NOT_CONFIRMED lines.1');
  const employer = { confirmation: { union: 'EMPLOYER', document: '文〔2026〕1号' } };
  expect(desk.statusOf(await desk.act('maker', 'submit', 'n', employer))).toBe('NOT_A_CENTRE confirmation.union');
});

test('the invariants of the ledger hold', async () => {
  expect(await checkLedger(desk.register.platform.url)).toEqual([]);
});
