import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../../src/access/viewer.ts';
import { asFen } from '../../../../src/kernel/fen.ts';
import { recordHousehold } from '../../../../src/registry/recording/record-household.ts';
import { storedOf } from '../../../support/acts.ts';
import { answerOf } from '../../../support/graph.ts';
import { newHousehold, testRegister, type TestRegister, valueOf } from '../../../support/register.ts';
import { DAY, household, record } from '../../../support/register-household.ts';

/** A payment is never altered: it is reversed by an entry of its own, whole and once. */

const today = '2026-06-30';
let register: TestRegister;
let clerk: Viewer;
beforeAll(async () => {
  register = await testRegister('18');
  const grants = [{ role: 'UNION_CLERK', unionId: register.ids['county'] ?? '' }] as const;
  clerk = { staffId: register.ids['clerk'] ?? '', personId: null, grants, purpose: '测试' };
}, 60_000);
afterAll(() => register.drop());

const ask = async (source: string, variables: object = {}, viewer = clerk) =>
  answerOf(register.platform, source, { viewer, today, variables: { ...variables } });

interface Answer {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly revision: number | null;
}

async function reverse(input: object): Promise<Answer> {
  const source = `mutation ($input: ArchiveReversePaymentInput!) {
    reversePayment(input: $input) { problems { code path } revision } }`;
  return (await ask(source, { input }))['reversePayment'] as Answer;
}

const told = ({ problems }: Answer) => problems.map(({ code, path }) => `${code} ${path}`);

let serial = 900;
/** A household since 2025 that was paid 500.00 on 2025-12-20, and 7.00 before it was known; the ids of the payments. */
async function paid() {
  serial += 10;
  const base = household([serial, serial + 1]);
  const payment = (key: string, fen: number, paidOn = DAY(2025, 12, 20)) =>
    record('disbursements', key, 'm2', {
      ...{ source: 'DONATION', aidType: 'LIVING', amountFen: asFen(fen), paidOn, bank: '示例银行', note: '春节' },
      accountNumber: '9999990000000000000',
    });
  const records = { ...base.records, disbursements: [payment('p', 50_000), payment('old', 700, DAY(2012, 1, 1))] };
  const command = newHousehold(register, { ...base, records }, { from: DAY(2025, 1, 1) });
  const { householdId } = valueOf(await recordHousehold(register.deps, command));
  const idOf = async (key: string) =>
    (await storedOf(register.deps, householdId)).records.find((one) => one.key === key)?.id ?? '';
  return { householdId, id: await idOf('p'), old: await idOf('old'), idOf };
}

const SHOWN = 'id key amount paidOn bank note accountNumber reason reverses { key } reversedBy { key } member { key }';
const paymentsOf = async (id: string, asOf = today, viewer = clerk) =>
  (
    (
      await ask(
        `query ($id: ID!, $asOf: Date) { household(id: $id, asOf: $asOf) { disbursements { ${SHOWN} } } }`,
        { id, asOf },
        viewer,
      )
    )['household'] as { disbursements: readonly Record<string, unknown>[] }
  ).disbursements.filter(({ key }) => key !== 'old');

test('the payment stays, an entry of its own has its negative and the reason, and the history says why', async () => {
  const { householdId, id } = await paid();
  const [before] = await paymentsOf(householdId);
  const done = await reverse({ householdId, id, on: '2026-02-01', reason: '张三重复领取' });
  expect(done).toEqual({ problems: [], revision: expect.any(Number) });
  expect(await paymentsOf(householdId)).toEqual([
    { ...before, reversedBy: { key: '冲销 p' } },
    {
      ...before,
      ...{ id: expect.any(String), key: '冲销 p', amount: '-500.00', paidOn: '2026-02-01', note: null },
      ...{ reason: '张三重复领取', reverses: { key: 'p' } },
    },
  ]);
  // Asked as of a day before it, nothing has changed.
  const earlier = await paymentsOf(householdId, '2026-01-31');
  expect(earlier).toMatchObject([{ key: 'p', amount: '500.00', reversedBy: null }]);
  const shown = await ask(
    `query ($id: ID!) { household(id: $id) { history(first: 1) { nodes { action purpose } } }
      disbursements(filter: { paidFrom: "2026-02-01" }) { totalCount nodes { amount reverses { amount } } } }`,
    { id: householdId },
  );
  expect(shown).toEqual({
    household: { history: { nodes: [{ action: 'REVERSE_PAYMENT', purpose: '测试：张三重复领取' }] } },
    disbursements: { totalCount: 1, nodes: [{ amount: '-500.00', reverses: { amount: '500.00' } }] },
  });
  // The reason may name people: finance staff, who may not read narratives, do not see it.
  const finance = { ...clerk, grants: [{ role: 'FINANCE_OFFICER', unionId: register.ids['county'] ?? '' }] as const };
  expect((await paymentsOf(householdId, today, finance)).map(({ reason }) => reason)).not.toContain('张三重复领取');
});

describe('what cannot be reversed is refused with its place, and nothing is written', () => {
  test('days, reasons and what is no payment of the household', async () => {
    const [own, other] = [await paid(), await paid()];
    const { householdId, id } = own;
    const fine = { householdId, id, on: '2026-02-01', reason: '误' };
    const counted = 'select count(*)::int as n from change_log';
    const before = await register.asOwner(counted);
    expect(told(await reverse({ ...fine, on: '2025-12-19' }))).toEqual(['BEFORE_THE_PAYMENT on']);
    expect(told(await reverse({ ...fine, on: '2026-07-01' }))).toEqual(['AFTER_TODAY on']);
    expect(told(await reverse({ ...fine, on: '1899-12-31' }))).toEqual([
      'BEFORE_1900 on',
      'BEFORE_THE_PAYMENT on',
      'NOT_ON_RECORD_THEN on',
    ]);
    expect(told(await reverse({ ...fine, id: own.old, on: '2013-01-01' }))).toEqual(['NOT_ON_RECORD_THEN on']);
    expect(told(await reverse({ ...fine, reason: ' \u3000' }))).toEqual(['REASON_REQUIRED reason']);
    expect(told(await reverse({ ...fine, reason: '\u0007' }))).toEqual(['WRONG_TEXT reason']);
    expect(told(await reverse({ ...fine, id: other.id }))).toEqual(['NO_SUCH_RECORD id']);
    expect(told(await reverse({ ...fine, id: `${id}@2026-01-01` }))).toEqual(['PAST_VIEW id']);
    expect(told(await reverse({ ...fine, expectedRevision: 1 }))).toEqual(['STALE_REVISION expectedRevision']);
    expect(await register.asOwner(counted)).toEqual(before);
  });

  test('a payment twice, its reversal, and any other way to alter either', async () => {
    const { householdId, id, idOf } = await paid();
    const input = { householdId, id, on: '2026-02-01', reason: '误', idempotencyKey: `k${serial}` };
    const first = await reverse(input);
    expect(first.problems).toEqual([]);
    expect(await reverse(input)).toEqual(first);
    expect(told(await reverse({ ...input, idempotencyKey: null }))).toEqual(['REVERSED_ALREADY id']);
    const reversal = await idOf('冲销 p');
    expect(told(await reverse({ ...input, id: reversal, idempotencyKey: null }))).toEqual(['IS_A_REVERSAL id']);
    const retract = `mutation ($input: ArchiveRetractRecordsInput!) {
      retractRecords(input: $input) { problems { code path } revision } }`;
    const { retractRecords } = await ask(retract, { input: { householdId, ids: [id, reversal], reason: '误' } });
    expect(told(retractRecords as Answer)).toEqual(['PAYMENT_ON_RECORD ids.0', 'PAYMENT_ON_RECORD ids.1']);
  });

  test('of 16 clients at once one does, and the others are told', async () => {
    const { householdId, id } = await paid();
    const input = { householdId, id, on: '2026-02-01', reason: '误' };
    const answers = await Promise.all(Array.from({ length: 16 }, () => reverse(input)));
    expect(answers.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
    expect(answers.flatMap(told)).toEqual(Array(15).fill('REVERSED_ALREADY id'));
  });
});

test('the database itself refuses a second reversal, a part of one, a negative payment, and a payment that is superseded', async () => {
  const { householdId, id } = await paid();
  await reverse({ householdId, id, on: '2026-02-01', reason: '误' });
  const COPIED = 'household_id, membership_id, source, aid_type, sealed';
  /** Writes a copy of the payment as the application would, under a change of its own. */
  const write = (fen: number, reverses: string, on = '2026-03-01') =>
    register.platform.database.transaction((sql) =>
      sql.query(
        `with c as (insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
            values (gen_random_uuid(), $1, 'TRY', 'HOUSEHOLD', $2, '测试') returning id),
          a as (insert into household_record (id, household_id, kind, key, recorded_in)
            select gen_random_uuid(), $2, 'disbursements', gen_random_uuid()::text, id from c returning id, recorded_in)
         insert into disbursement_version (anchor_id, recorded_in, reverses, amount_fen, paid_on, ${COPIED})
         select a.id, a.recorded_in, ${reverses}, $3, $4, ${COPIED.replaceAll(/(\w+)/g, 'p.$1')}
         from a, disbursement_version p where p.anchor_id = $5`,
        [register.ids['clerk'], householdId, fen, on, id],
      ),
    );
  const other = await paid();
  await expect(write(-50_000, 'p.anchor_id')).rejects.toThrow('one_reversal_a_payment');
  await expect(write(-1, 'null')).rejects.toThrow('disbursement_version_amount_fen_check');
  await expect(write(1, 'p.anchor_id')).rejects.toThrow('disbursement_version_amount_fen_check');
  const whole = 'is the whole negative of a payment';
  const reversal = `(select anchor_id from disbursement_version where reverses = '${id}')`;
  for (const wrong of [`'${other.id}'::uuid`, `'${other.old}'::uuid`, reversal]) {
    await expect(write(-50_000, wrong)).rejects.toThrow(whole);
  }
  const supersede = `update disbursement_version set superseded_in = recorded_in where anchor_id = '${id}'`;
  await expect(register.asApplication(supersede)).rejects.toThrow('never superseded');
});
