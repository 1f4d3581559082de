import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decideRegister } from '../../../src/assessment/spans/run/decide-register.ts';
import { readState } from '../../../src/assessment/spans/decision-state.store.ts';
import { followChanges } from '../../../src/assessment/spans/follow-changes.store.ts';
import { hasUndecided } from '../../../src/assessment/spans/undecided.read.ts';
import { faultOf, retryUndecided } from '../../../src/assessment/spans/undecided.store.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { newHousehold, sealAll, SERVER, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { DAY, household, record, survey } from '../../support/register-household.ts';
import { decisionsOfSpans } from '../../support/single-decisions.ts';
import { asFen } from '../../../src/kernel/fen.ts';

/** A household whose decision fails keeps no other back, and is not passed over in silence. */

const TODAY = DAY(2026, 6, 30);
const never = { signal: new AbortController().signal, progress: () => undefined };

let register: TestRegister;
beforeAll(async () => {
  register = await testRegister(SERVER);
  valueOf(await decideRegister(register.deps.database, TODAY, never));
});
afterAll(() => register.drop());

async function enter(serial: number): Promise<string> {
  const base = household([serial, serial + 1]);
  const records = {
    ...base.records,
    surveys: [survey(DAY(2026, 5, 2))],
    events: [
      record('events', 'e', null, {
        ...{ kind: 'DISASTER', date: DAY(2026, 3, 1), grave: true },
        ...{ costFen: asFen(100_000), compensatedFen: asFen(0) },
      }),
    ],
  } as const;
  const given = newHousehold(register, { ...base, records }, { from: DAY(2026, 5, 2) });
  return valueOf(await recordHousehold(register.deps, given)).householdId;
}

const follow = async () => {
  let followed = await followChanges(register.deps.database, TODAY);
  while (followed === 'MORE') followed = await followChanges(register.deps.database, TODAY);
  return followed;
};
const read = <T>(work: Parameters<typeof register.deps.database.session<T>>[0]) => register.deps.database.session(work);
const noted = () =>
  register.asOwner(
    `select u.household_id as id, u.revision::int, u.fault from undecided_household u join decision_state using (slot)`,
  );
/** What no rule of the register lets anybody record. */
const spoil = (id: string, cost: string) =>
  register.asOwner(
    `with marked as (insert into decision_write values (0, '${id}') on conflict do nothing)
     update event_version set cost_fen = ${cost} where household_id = '${id}'`,
  );

test('others are decided, and it is until then what it was', async () => {
  const [bad, good] = [await enter(100), await enter(200)];
  const known = await sealAll(register.deps.database);
  expect(await follow()).toBe('UP_TO_DATE');
  const before = await read((sql) => decisionsOfSpans(sql, [bad], TODAY, known));
  expect(before.get(bad)).toBeDefined();

  await register.asOwner(
    'alter table event_version disable trigger user, drop constraint event_version_cost_fen_check',
  );
  await spoil(bad, '9007199254740993');
  const later = await enter(300);
  const last = await sealAll(register.deps.database);
  expect(await follow()).toBe('UP_TO_DATE');
  expect((await read(readState))?.revision).toBe(last);
  const now = await read((sql) => decisionsOfSpans(sql, [bad, good, later], TODAY, known));
  expect(now.get(bad)).toEqual(before.get(bad));
  const latest = await read((sql) => decisionsOfSpans(sql, [good, later], TODAY, last));
  expect([...latest.keys()].toSorted()).toEqual([good, later].toSorted());
  expect(await noted()).toEqual([{ id: bad, revision: last, fault: expect.stringMatching(/^\w+ at /) }]);
  expect(await read(hasUndecided)).toBe(true);
});

test('a run over the whole register ends, and says how many failed', async () => {
  const decided = valueOf(await decideRegister(register.deps.database, TODAY, never));
  expect(decided).toMatchObject({ households: 2, undecided: 1 });
  expect(await noted()).toHaveLength(1);
  const rows = await register.asOwner(
    `select from decision_span s join decision_state using (slot) join undecided_household u using (slot, household_id)`,
  );
  expect(rows).toEqual([]);
});

test('at the next start it is tried again, and is decided once it can be', async () => {
  const [{ id } = { id: '' }] = (await noted()) as { id: string }[];
  await read(retryUndecided);
  expect(await follow()).toBe('UP_TO_DATE');
  expect(await noted()).toHaveLength(1);
  await register.asOwner(`update event_version set cost_fen = 100000 where household_id = '${id}'`);
  await read(retryUndecided);
  expect(await follow()).toBe('UP_TO_DATE');
  expect(await noted()).toEqual([]);
  expect(await read(hasUndecided)).toBe(false);
  const last = (await read(readState))?.revision ?? 0;
  expect((await read((sql) => decisionsOfSpans(sql, [id], TODAY, last))).get(id)).toBeDefined();
});

test('a fault names a place in the program, and nothing that an error quotes', () => {
  const fault = faultOf(new RangeError('410599199001010011'));
  expect(fault).toMatch(/^RangeError at .*undecided\.test\.[jt]s:\d+:\d+\)?$/);
  expect(fault).not.toContain('/');
});
