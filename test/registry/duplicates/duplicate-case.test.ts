import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '../../../src/kernel/calendar.ts';
import type { Result } from '../../../src/kernel/result.ts';
import { readHouseholds } from '../../support/read-household.ts';
import type { RegisterHousehold } from '../../../src/registry/kinds.ts';
import type { Problem } from '../../../src/usecase/problem.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { leave } from '../../support/acts.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { DAY, household, householdState, member, person } from '../../support/register-household.ts';

const LATER = DAY(2024, 5, 1);
const NOW = DAY(2026, 6, 30);

let serial = 0;
/** Serials of identity numbers that no test has used. */
const fresh = (count: number) => Array.from({ length: count }, () => (serial += 1));
const problemsOf = (outcome: Result<unknown, readonly Problem[]>) => (outcome.ok ? [] : outcome.error);

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  const recordNew = async (base: RegisterHousehold) =>
    valueOf(await recordHousehold(register.deps, newHousehold(register, base)));
  const theirs = () => ({ actorId: register.ids['otherClerk'] ?? '', unionId: register.ids['otherEmployer'] ?? '' });

  test('somebody on file with another union is told under a case for the common superior, nothing else is written', async () => {
    const [first = 0, second = 0, shared = 0] = fresh(3);
    const { householdId } = await recordNew(household([first, shared]));
    const told = await recordHousehold(register.deps, newHousehold(register, household([second, shared]), theirs()));
    const [found] = problemsOf(told);
    expect(found).toMatchObject({
      ...{ code: 'ALREADY_ON_FILE_ELSEWHERE', caseNumber: expect.stringMatching(/^20260630-[0-9A-F]{8}$/) },
      zh: expect.stringMatching(/协查编号 20260630-/),
    });
    const [row] = await register.asApplication(
      `select d.staff_id, d.household_id, d.union_id, u.code as superior, c.action, c.subject_kind
       from duplicate_case d join trade_union u on u.id = d.superior_id join change_log c on c.id = d.recorded_in
       where d.number = $1`,
      [found?.caseNumber],
    );
    expect(row).toEqual({
      ...{ staff_id: theirs().actorId, household_id: householdId, union_id: theirs().unionId, superior: 'CITY' },
      ...{ action: 'FIND_ELSEWHERE', subject_kind: 'PERSON' },
    });
    const own = await recordHousehold(register.deps, newHousehold(register, household([second, shared])));
    expect(own).toMatchObject({ error: [{ code: 'ALREADY_ON_FILE_ELSEWHERE' }] });
    expect(problemsOf(own)[0]).not.toHaveProperty('caseNumber');
  });

  test('nobody looks through the register by recording others’ persons', async () => {
    const serials = fresh(300);
    const deps = { ...register.deps, today: '2026-06-29' };
    for (let at = 0; at < 300; at += 30) await recordNew(household(serials.slice(at, at + 30)));
    const looker = theirs();
    const tried = async (some: readonly number[], over: object = {}) => {
      const given = newHousehold(register, household(some), { ...looker, ...over });
      return problemsOf(await recordHousehold(deps, given)).map(({ code }) => code);
    };
    const many = await tried(serials.slice(0, 100));
    expect(many).toEqual([...Array<string>(5).fill('ALREADY_ON_FILE_ELSEWHERE'), 'MORE_ELSEWHERE']);
    const [own = 0, next = 0] = fresh(2);
    const { householdId } = valueOf(await recordHousehold(deps, newHousehold(register, household([own]), looker)));
    const found: string[] = [...many];
    for (let at = 5; at < 300; at += 5) found.push(...(await tried(serials.slice(at, at + 5))));
    expect(found.filter((code) => code === 'ALREADY_ON_FILE_ELSEWHERE')).toHaveLength(200);
    expect(await tried([next])).toEqual(['TOO_MANY_ELSEWHERE']);
    const changed = household([own], { household: householdState({ migrant: true }) });
    const about = newHousehold(register, changed, { ...looker, householdId, from: LATER });
    expect((await recordHousehold(deps, about)).ok).toBe(true);
    expect((await recordNew(household([next]))).changeId).not.toBeNull();
  });

  test('a correction leaves alone what others recorded of a person who was theirs then', async () => {
    const [first = 0, second = 0, mover = 0] = fresh(3);
    const named = (name: string) => ({ ...member('m2', mover), person: person(name) });
    const before = household([first]);
    const { householdId: left } = await recordNew({ ...before, members: [...before.members, named('原名')] });
    await leave(register, left, 'm2', LATER);
    const after = household([second]);
    const joined = { ...after, members: [...after.members, named('原名')] };
    const { householdId } = valueOf(
      await recordHousehold(register.deps, newHousehold(register, joined, { ...theirs(), from: LATER })),
    );
    const wrong = { ...after, members: [...after.members, named('改名')] };
    const correction = { ...theirs(), householdId, from: NOW, correction: true };
    valueOf(await recordHousehold(register.deps, newHousehold(register, wrong, correction)));
    const nameIn = async (id: string, day: typeof NOW) => {
      const found = (await readHouseholds(register.deps, [id], day, 'NOW')).get(id);
      return found?.household.members.find(({ key }) => key === 'm2')?.person.name;
    };
    expect(await nameIn(left, addDays(LATER, -1))).toBe('原名');
    expect(await nameIn(householdId, LATER)).toBe('改名');
    expect(await nameIn(householdId, NOW)).toBe('改名');
  });
});
