import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertChanges } from '../../../src/database/time/change-log.ts';
import { newId } from '../../../src/database/ids.ts';
import { addDays, printDay } from '../../../src/kernel/calendar.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { readHouseholds } from '../../support/read-household.ts';
import type { RegisterHousehold } from '../../../src/registry/kinds.ts';
import { recordHousehold, recordHouseholds } from '../../../src/registry/recording/record-household.ts';
import { leave, retract } from '../../support/acts.ts';
import { newHousehold, sealAll, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import {
  bornWith,
  DAY,
  household,
  householdState,
  identityNumber,
  member,
  person,
  record,
  membershipState,
} from '../../support/register-household.ts';

const START = DAY(2015, 1, 1);
const LATER = DAY(2024, 5, 1);
const NOW = DAY(2026, 6, 30);

/** A wage of 2025 in fen. */
const wage = (fen: number, key = 'w1') =>
  record('incomes', key, 'm1', {
    kind: 'WAGE',
    relief: false,
    amountFen: asFen(fen),
    from: (2025 * 12) as never,
    to: (2025 * 12 + 11) as never,
    verified: true,
  });

const withIncomes = (base: RegisterHousehold, ...incomes: ReturnType<typeof wage>[]): RegisterHousehold => ({
  ...base,
  records: { ...base.records, incomes },
});

let serial = 0;
/** Serials of identity numbers that no test has used. */
const fresh = (count: number) => Array.from({ length: count }, () => (serial += 1));

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  const recordNew = async (base: RegisterHousehold) => ({
    ...valueOf(await recordHousehold(register.deps, newHousehold(register, base))),
    revision: await sealAll(register.platform.database),
  });
  const change = (householdId: string, base: RegisterHousehold, over: object = {}) =>
    recordHousehold(register.deps, newHousehold(register, base, { householdId, from: LATER, ...over }));
  const read = async (id: string, asOf = NOW, known: Parameters<typeof readHouseholds>[3] = 'NOW') =>
    (await readHouseholds(register.deps, [id], asOf, known)).get(id);
  const changesOf = async (id: string) =>
    (await register.asApplication('select count(*)::int as n from change_log where subject_id = $1', [id]))[0]?.['n'];

  test('everything a clerk has on paper comes back, secrets and all', async () => {
    const [first = 0, second = 0] = fresh(2);
    const base = withIncomes(
      household([], {
        members: [
          member('m1', first, {
            person: person('王建国', {
              ...bornWith(first),
              politicalStatus: 'PARTY_MEMBER',
              healthStatus: 'CANCER',
              mobile: '19900000000',
              healthNote: '肝癌，每月化疗',
              enrolledYear: 1988,
            }),
            membershipState: membershipState({
              relation: 'SELF',
              countedByDecision: true,
              countedByDecisionReason: '外出务工',
            }),
          }),
          member('m2', second),
        ],
        household: householdState({
          mainCause: 'MAJOR_ILLNESS',
          otherCauses: ['OTHER', 'SCHOOLING'],
          address: '安阳市文峰区\t东大街\n1号',
          accountNumber: '6200000000000000000',
          savingsFen: asFen(1),
          contractKind: 'FIXED_TERM',
          contractFrom: DAY(2020, 1, 1),
          contractTo: DAY(2026, 12, 31),
        }),
      }),
      wage(123_456),
    );
    const { householdId, revision } = await recordNew(base);
    expect(await read(householdId)).toEqual({ household: base, revision });
  });

  test('nothing secret stands in clear in the database', async () => {
    const [first = 0] = fresh(1);
    const secrets = ['19911112222', '鹤壁市山城区九号', '双相情感障碍'];
    const [mobile = '', address = '', healthNote = ''] = secrets;
    await recordNew(
      household([], {
        members: [member('m1', first, { person: person('李四', { mobile, healthNote }) })],
        household: householdState({ address }),
      }),
    );
    const tables = ['person', 'person_version', 'household', 'household_version', 'membership_version', 'change_log'];
    for (const table of tables) {
      for (const secret of [...secrets, identityNumber(first)]) {
        const hexed = Buffer.from(secret).toString('hex');
        const rows = await register.asOwner(
          `select 1 from ${table} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'`,
          [secret, hexed],
        );
        expect(rows).toEqual([]);
      }
    }
  });

  test('the same again writes nothing', async () => {
    const base = withIncomes(household(fresh(2)), wage(100));
    const { householdId, revision } = await recordNew(base);
    expect(await change(householdId, base)).toMatchObject({ value: { changeId: null, kept: [], revision: null } });
    expect(await changesOf(householdId)).toBe(1);
    expect((await read(householdId))?.revision).toBe(revision);
  });

  test('a change holds from its day, and what was before stays as it was', async () => {
    const serials = fresh(1);
    const { householdId } = await recordNew(household(serials));
    const changed = household(serials, { household: householdState({ singleParent: true }) });
    await change(householdId, changed);
    expect((await read(householdId, addDays(LATER, -1)))?.household.household.singleParent).toBe(false);
    expect((await read(householdId, LATER))?.household.household.singleParent).toBe(true);
    expect(await read(householdId, addDays(START, -1))).toBeUndefined();
  });

  test('a correction holds all along, and what was known before is still known', async () => {
    const serials = fresh(1);
    const { householdId, revision } = await recordNew(withIncomes(household(serials), wage(100)));
    const corrected = withIncomes(household(serials, { household: householdState({ migrant: true }) }), wage(200));
    const second = valueOf(await change(householdId, corrected, { correction: true }));
    expect((await read(householdId, START))?.household).toEqual(corrected);
    const before = await read(householdId, START, revision);
    expect(before?.household.household.migrant).toBe(false);
    expect(before?.household.records.incomes[0]?.values.amountFen).toBe(100);
    expect(second.revision).toBeGreaterThan(revision);
    expect(await changesOf(householdId)).toBe(2);
  });

  test('what was known on a day ends with that day’s midnight in China', async () => {
    const { householdId, changeId } = await recordNew(household(fresh(1)));
    await register.asOwner('alter table change_sequence disable trigger user');
    await register.asOwner(
      "update change_sequence set sealed_at = '2026-03-01T23:59:59.9+08:00' where change_id = $1",
      [changeId],
    );
    await register.asOwner(
      "update change_sequence set sealed_at = '2026-02-01' where number < (select number from change_sequence where change_id = $1)",
      [changeId],
    );
    expect(await read(householdId, NOW, { day: DAY(2026, 3, 1) })).toBeDefined();
    expect(await read(householdId, NOW, { day: DAY(2026, 2, 28) })).toBeUndefined();
  });

  test('a member who leaves is of the household until that day, and may join another from it', async () => {
    const [worker = 0, child = 0, other = 0] = fresh(3);
    const { householdId } = await recordNew(household([worker, child]));
    await leave(register, householdId, 'm2', LATER);
    expect((await read(householdId, addDays(LATER, -1)))?.household.members).toHaveLength(2);
    expect((await read(householdId, LATER))?.household.members).toHaveLength(1);
    const joined = newHousehold(register, household([other, child]), { from: LATER });
    expect((await recordHousehold(register.deps, joined)).ok).toBe(true);
  });

  test('a record that is retracted is gone, and comes back under the same anchor', async () => {
    const serials = fresh(1);
    const { householdId } = await recordNew(withIncomes(household(serials), wage(100), wage(7, 'w2')));
    await retract(register, householdId, 'incomes', 'w2');
    expect((await read(householdId))?.household.records.incomes).toHaveLength(1);
    await change(householdId, withIncomes(household(serials), wage(100), wage(9, 'w2')));
    expect((await read(householdId))?.household.records.incomes[1]?.values.amountFen).toBe(9);
    const anchors = await register.asApplication('select id from household_record where household_id = $1', [
      householdId,
    ]);
    expect(anchors).toHaveLength(2);
  });

  test('what is not given stays, and is named', async () => {
    const serials = fresh(2);
    const { householdId } = await recordNew(withIncomes(household(serials), wage(100)));
    const kept = await change(householdId, household(serials.slice(0, 1)));
    expect(valueOf(kept).kept).toEqual(['members.m2', 'incomes.w1']);
    expect((await read(householdId))?.household.members).toHaveLength(2);
  });

  test('a member whose number is left out stays the same person, with the number', async () => {
    const base = household(fresh(2));
    const { householdId } = await recordNew(base);
    const members = base.members.map((one) => ({ ...one, identityNumber: null, person: person('改名') }));
    valueOf(await change(householdId, { ...base, members }));
    const shown = (await read(householdId))?.household.members ?? [];
    expect(shown.map((one) => [one.identityNumber, one.person.name])).toEqual(
      base.members.map(({ identityNumber }) => [identityNumber, '改名']),
    );
  });

  test('a newborn without an identity number is a member, the same one when recorded again', async () => {
    const [worker = 0] = fresh(1);
    const newborn = { ...member('m2', 0), identityNumber: null };
    const base = household([worker]);
    const { householdId } = await recordNew({ ...base, members: [...base.members, newborn] });
    const again = valueOf(await change(householdId, { ...base, members: [...base.members, newborn] }));
    expect(again.changeId).toBeNull();
  });

  test('a person in two households at a time is refused, and nothing of it is written', async () => {
    const [first = 0, second = 0, shared = 0] = fresh(3);
    await recordNew(household([first, shared]));
    const before = await register.asApplication('select count(*)::int as n from person');
    expect(await recordHousehold(register.deps, newHousehold(register, household([second, shared])))).toMatchObject({
      ok: false,
      error: [{ code: 'ALREADY_ON_FILE_ELSEWHERE', path: 'members.1.identityNumber' }],
    });
    expect(await register.asApplication('select count(*)::int as n from person')).toEqual(before);
  });

  test('of 16 clients who record the same person at once exactly one wins', async () => {
    const [shared = 0, ...workers] = fresh(17);
    const outcomes = await Promise.all(
      workers.map((worker) => recordHousehold(register.deps, newHousehold(register, household([worker, shared])))),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.error.map(({ code }) => code)));
    expect(refusals).toEqual(Array<string>(15).fill('ALREADY_ON_FILE_ELSEWHERE'));
    const rows = await register.asApplication(
      `select count(*)::int as n from membership_version v join person p on p.id = v.person_id
       where p.token = $1`,
      [register.deps.secrets.tokens(identityNumber(shared))[0]?.token],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('of 16 who change one household with the same expected revision exactly one wins', async () => {
    const serials = fresh(1);
    const { householdId, revision } = await recordNew(household(serials));
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        change(householdId, withIncomes(household(serials), wage(at + 1)), { expectedRevision: revision }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of outcomes) {
      if (!outcome.ok) expect(outcome.error).toMatchObject([{ code: 'STALE_REVISION', path: 'expectedRevision' }]);
    }
    expect(await changesOf(householdId)).toBe(2);
  });

  test('of several at once one that is refused leaves the others alone', async () => {
    const [a = 0, b = 0, c = 0] = fresh(3);
    const outcomes = await recordHouseholds(register.deps, [
      newHousehold(register, household([a])),
      newHousehold(register, household([b, a])),
      newHousehold(register, household([c])),
    ]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
  });

  test('a request under a key happens once, also when sent 16 times at once', async () => {
    const command = newHousehold(register, household(fresh(2)), { idempotencyKey: 'once' });
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => recordHousehold(register.deps, command)));
    const ids = new Set(outcomes.map((outcome) => valueOf(outcome).householdId));
    expect(ids.size).toBe(1);
    expect(await changesOf([...ids][0] ?? '')).toBe(1);
    const other = { ...command, household: household(fresh(1)) };
    expect(await recordHousehold(register.deps, other)).toMatchObject({ error: [{ code: 'KEY_REUSED' }] });
  });

  test('a foreign union, a missing one, a foreign household and a missing one are refused alike', async () => {
    const { householdId } = await recordNew(household(fresh(1)));
    const foreign = { actorId: register.ids['otherClerk'] ?? '' };
    const nobody = '00000000-0000-7000-8000-000000000000';
    const attempt = (over: object) => recordHousehold(register.deps, newHousehold(register, household(fresh(1)), over));
    const union = { error: [{ code: 'NO_SUCH_UNION', path: 'unionId' }] };
    expect(await attempt(foreign)).toMatchObject(union);
    expect(await attempt({ unionId: nobody })).toMatchObject(union);
    expect(await attempt({ actorId: register.ids['statistician'] ?? '' })).toMatchObject(union);
    const missing = { error: [{ code: 'NO_SUCH_HOUSEHOLD', path: 'householdId' }] };
    expect(await attempt({ ...foreign, householdId })).toMatchObject(missing);
    expect(await attempt({ householdId: nobody })).toMatchObject(missing);
  });

  test('a record of a member of another household is refused, by the use case and by the database', async () => {
    const { householdId } = await recordNew(household(fresh(1)));
    const stranger = withIncomes(household(fresh(1)), { ...wage(1), member: 'm9' });
    expect(await recordHousehold(register.deps, newHousehold(register, stranger))).toMatchObject({
      error: [{ code: 'NO_SUCH_MEMBER', path: 'records.incomes.0.member' }],
    });
    const other = await recordNew(household(fresh(1)));
    const smuggled = register.platform.database.transaction(async (sql) => {
      const [changeId, recordId] = [newId(), newId()];
      const subject = { subjectKind: 'HOUSEHOLD', subjectId: householdId } as const;
      await insertChanges(sql, [
        {
          id: changeId,
          actorId: register.ids['clerk'] ?? '',
          action: 'MAKE_SAMPLE' as const,
          purpose: '测试',
          ...subject,
        },
      ]);
      const anchor = [recordId, householdId, changeId];
      await sql.query("insert into household_record values ($1, $2, 'incomes', 'x', $3)", anchor);
      await sql.query(
        `insert into income_version (anchor_id, household_id, recorded_in, membership_id, kind, relief, amount_fen, "from",
           "to", verified)
         select $1, $2, $3, id, 'WAGE', false, 1, '2025-01-01', '2025-01-01', true from membership where household_id = $4`,
        [...anchor, other.householdId],
      );
    });
    await expect(smuggled).rejects.toThrow('income_version_membership_id_household_id_fkey');
  });

  test('the numbers are dense and in the order of the commits', async () => {
    const rows = await register.asApplication('select min(number), max(number), count(*) from change_sequence');
    expect(rows[0]?.['min']).toBe('1');
    expect(rows[0]?.['max']).toBe(rows[0]?.['count']);
    const [unsealed] = await register.asApplication(
      'select count(*)::int as n from change_log c where not exists (select from change_sequence s where s.change_id = c.id)',
    );
    expect(unsealed).toEqual({ n: 0 });
  });

  test('a change is not numbered while an older transaction is under way', async () => {
    const { database } = register.platform;
    let meanwhile: unknown;
    await database.transaction(async (older) => {
      await older.query('select pg_current_xact_id()');
      const [outcome] = await recordHouseholds(register.deps, [newHousehold(register, household(fresh(1)))]);
      const changeId = outcome?.ok === true ? outcome.value.changeId : null;
      await register.asApplication('select seal_changes()');
      meanwhile = await register.asApplication('select number from change_sequence where change_id = $1', [changeId]);
    });
    expect(meanwhile).toEqual([]);
    await sealAll(database);
    const [left] = await register.asApplication(
      'select count(*)::int as n from change_log c where not exists (select from change_sequence s where s.change_id = c.id)',
    );
    expect(left).toEqual({ n: 0 });
  });

  test('restored into a cluster that counts its transactions anew, changes get their numbers as before', async () => {
    const before = await recordNew(household(fresh(1)));
    await register.asOwner('update sequencer set horizon = 1000000000000');
    const [first, second] = [await recordNew(household(fresh(1))), await recordNew(household(fresh(1)))];
    expect([first.revision, second.revision]).toEqual([before.revision + 1, before.revision + 2]);
    expect(await changesOf(second.householdId)).toBe(1);
  });

  test.each([
    ['nobody', household([]), 'NO_MEMBERS', 'members'],
    ['a worker who is no member', household([1], { worker: 'm7' }), 'NO_SUCH_MEMBER', 'worker'],
    [
      'a member twice',
      household([], { members: [member('m1', 1), member('m1', 2)] }),
      'DUPLICATE_KEY',
      'members.1.key',
    ],
    ['a person twice', household([1, 1]), 'DUPLICATE_PERSON', 'members.1.identityNumber'],
    [
      'a wrong check digit',
      household([], { members: [{ ...member('m1', 1), identityNumber: '410599190001010010' }] }),
      'WRONG_IDENTITY_NUMBER',
      'members.0.identityNumber',
    ],
    [
      'a null character',
      household([], { members: [member('m1', 1, { person: person('王\0') })] }),
      'WRONG_TEXT',
      'members.0.person.name',
    ],
    [
      'an amount beyond the largest',
      withIncomes(household([1]), wage(100_000_000_000)),
      'WRONG_AMOUNT',
      'records.incomes.0.values.amountFen',
    ],
    [
      'two records under one key',
      withIncomes(household([1]), wage(1), wage(2)),
      'DUPLICATE_KEY',
      'records.incomes.1.key',
    ],
    [
      'a contract without its days',
      household([1], { household: householdState({ contractKind: 'OPEN_ENDED' }) }),
      'REQUIRED',
      'household.contractFrom',
    ],
    [
      'an exception without its reason',
      household([1], { household: householdState({ retirementExcepted: true }) }),
      'REASON_REQUIRED',
      'household.retirementException',
    ],
    [
      'a region that is none',
      household([1], { household: householdState({ region: '安阳' }) }),
      'WRONG_REGION',
      'household.region',
    ],
  ])('%s is refused where it stands', async (_, given, code, path) => {
    const outcome = await recordHousehold(register.deps, newHousehold(register, given));
    expect(outcome).toMatchObject({ ok: false, error: [{ code, path }] });
  });

  test('the day that is printed is the day that was given', async () => {
    const { householdId } = await recordNew(household(fresh(1)));
    const text = 'select valid_from::text as day from household_version where anchor_id = $1';
    const [row] = await register.asApplication(text, [householdId]);
    expect(row?.['day']).toBe(printDay(START));
  });
});
