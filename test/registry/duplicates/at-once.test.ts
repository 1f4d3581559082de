import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/database/ids.ts';
import { insertChanges } from '../../../src/database/time/change-log.ts';
import { placeFindings } from '../../../src/registry/duplicates/duplicate-case.ts';
import { attemptHouseholds, recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { makeFirstKeys, makeMissingKeys } from '../../../src/registry/search/search-job.ts';
import { registerClerk } from '../../support/register-clerk.ts';
import { DAY, household, householdState, member, membershipState, person } from '../../support/register-household.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';

/** Imports, acts and the walk that makes missing keys run at once, and each sees what the others write. */

let serial = 0;
/** Numbers of persons whom no test has used. */
const fresh = () => (serial += 1);

const alone = (name: string, accountNumber: string | null = null) =>
  household([], {
    household: householdState({ accountNumber }),
    members: [member('m1', fresh(), { person: person(name), membershipState: membershipState({ relation: 'SELF' }) })],
  });

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  const recordNew = async (name: string, over: object = {}, account: string | null = null) =>
    valueOf(await recordHousehold(register.deps, newHousehold(register, alone(name, account), over)));
  const walk = () => {
    const { database, secrets } = register.deps;
    const control = { signal: new AbortController().signal, progress: () => undefined };
    return makeMissingKeys((work) => database.transaction(work), secrets, control);
  };
  const storedKeys = () =>
    register.asOwner(
      `select person_id, name_form, initials, birth_day, encode(telephone, 'hex') as telephone
       from person_search order by 1, 2, 3, 4, 5`,
    );

  test('households that are recorded at once, as the batches of a workbook are, are compared with each other', async () => {
    const { deps } = register;
    const command = (name: string) => newHousehold(register, alone(name, '622848000018'));
    const { first, other } = await deps.database.transaction(async (sql) => {
      const [own] = await attemptHouseholds(sql, deps, [command('同时甲')]);
      const later = recordHousehold(deps, command('同时乙'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { first: own, other: later.then(valueOf) };
    });
    expect(first).toMatchObject({ ok: true, value: { notices: [] } });
    expect((await other).notices.map(({ code }) => code)).toEqual(['SAME_ACCOUNT']);
  });

  test('two of a union who find the same person at once have one case', async () => {
    const { ids, deps } = register;
    const theirs = { actorId: ids['otherClerk'] ?? '', unionId: ids['otherEmployer'] ?? '' };
    const { householdId } = await recordNew('同案', theirs);
    const [row] = await register.asOwner('select person_id from membership_version where household_id = $1', [
      householdId,
    ]);
    const found = [{ finding: 'CONTACT', personId: String(row?.['person_id']), householdId } as const];
    const by = (code: string) => {
      return { actorId: ids[code] ?? '', purpose: '测试', unionId: ids['employer'] ?? '', found };
    };
    const numberOf = (places: Awaited<ReturnType<typeof placeFindings>>) => places[0]?.[0];
    const second = await deps.database.transaction(async (sql) => {
      const first = numberOf(await placeFindings(sql, [by('clerk')], deps.today));
      const other = deps.database.transaction((own) => placeFindings(own, [by('leaver')], deps.today));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(first).toMatchObject({ is: 'OUTSIDE' });
      return { first, other: other.then(numberOf) };
    });
    expect(await second.other).toEqual(second.first);
    expect(await register.asOwner("select count(*)::int as n from duplicate_case where finding = 'CONTACT'")).toEqual([
      { n: 1 },
    ]);
  });

  test('the walk of missing keys runs beside other walks and beside writers, and nobody’s keys are old', async () => {
    const households = await Promise.all(Array.from({ length: 10 }, (_, at) => recordNew(`同时${at}`)));
    const clerk = registerClerk(register, 'clerk');
    await register.asOwner('delete from person_search');
    await register.asOwner('delete from household_search');
    await Promise.all([
      ...[walk(), walk()],
      ...households.flatMap(({ householdId }, at) => [
        clerk.act('changePerson', { householdId, member: 'm1', from: '2026-03-01', person: { name: `改名${at}` } }),
        clerk.act('changeHousehold', { householdId, from: '2026-03-01', state: { accountNumber: `6228480009${at}` } }),
      ]),
    ]);
    const keys = await storedKeys();
    expect(keys.filter(({ name_form: name }) => String(name).startsWith('改名'))).toHaveLength(10);
    await register.asOwner('delete from person_search');
    expect(await walk()).toBeGreaterThan(0);
    expect(await storedKeys()).toEqual(keys);
  });

  test('the walk waits for a writer of somebody without a number, whom only the household names', async () => {
    const { deps } = register;
    const base = alone('户主');
    const child = (name: string) => member('m2', 0, { identityNumber: null, person: person(name) });
    const given = (name: string) => ({ ...base, members: [...base.members, child(name)] });
    const { householdId } = valueOf(await recordHousehold(deps, newHousehold(register, given('婴儿'))));
    await register.asOwner("delete from person_search where name_form = '婴儿'");
    const walked = await deps.database.transaction(async (sql) => {
      const renamed = newHousehold(register, given('取名'), { householdId, from: DAY(2026, 3, 1) });
      const [outcome] = await attemptHouseholds(sql, deps, [renamed]);
      expect(outcome?.ok).toBe(true);
      const walking = walk();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { walking };
    });
    expect(await walked.walking).toBe(1);
    const names = (await storedKeys()).map(({ name_form: name }) => name);
    expect(names).toEqual(expect.arrayContaining(['婴儿', '取名']));
  });

  test('what a process of the version before writes during an upgrade gets its keys by the next walk', async () => {
    const { householdId } = await recordNew('升级前');
    const { database } = register.deps;
    await database.transaction(async (sql) => {
      const change = {
        id: newId(),
        actorId: register.ids['clerk'] ?? '',
        action: 'CHANGE_HOUSEHOLD',
        purpose: '测试',
      } as const;
      await insertChanges(sql, [{ ...change, subjectKind: 'HOUSEHOLD', subjectId: householdId }]);
      const [row] = await sql.query<{ text: object }>(
        `update person_version v set superseded_in = $2 from membership_version m
         where m.household_id = $1 and v.anchor_id = m.person_id and v.superseded_in is null returning to_jsonb(v) as text`,
        [householdId, change.id],
      );
      const next = { ...row?.text, name: '升级时', recorded_in: change.id };
      const columns = Object.keys(next)
        .filter((column) => column !== 'superseded_in')
        .join(', ');
      await sql.query(
        `insert into person_version (${columns})
         select ${columns} from jsonb_populate_record(null::person_version, $1)`,
        [next],
      );
    });
    const names = async () => (await storedKeys()).map(({ name_form: name }) => name);
    expect(await names()).not.toContain('升级时');
    expect(await walk()).toBe(1);
    expect(await names()).toContain('升级时');
    expect(await names()).not.toContain('升级前');
    expect(await walk()).toBe(0);
  });

  test('whoever fills an empty database makes all keys without a lock on each person', async () => {
    await recordNew('示例');
    const keys = await storedKeys();
    await register.asOwner('delete from person_search');
    const { database, secrets } = register.deps;
    await database.transaction(async (sql) => {
      await makeFirstKeys(sql, secrets);
      const locks = await sql.query("select 1 from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'");
      expect(locks).toEqual([]);
    });
    expect(await storedKeys()).toEqual(keys);
  });
});
