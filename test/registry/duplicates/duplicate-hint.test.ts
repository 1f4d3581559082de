import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFile } from '../../../src/archive/open-file.ts';
import { importWorkbook } from '../../../src/intake/import-workbook.ts';
import { makeMissingKeys } from '../../../src/registry/search/search-job.ts';
import { type RegisterClerk, registerClerk } from '../../support/register-clerk.ts';
import {
  DAY,
  household,
  householdState,
  identityNumber,
  member,
  membershipState,
  person,
} from '../../support/register-household.ts';
import { SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { rowsOf, writeWorkbook } from '../../support/workbook.ts';

/** Where one may be on record twice: who records it is told, once, and nothing is refused. */

const NOTICES = 'notices { code path zh caseNumber household { id } } household { id }';
const FROM = '2026-01-01';
const UNVERIFIED = { dwellingsKnown: false, vehiclesKnown: false, schoolingKnown: false, dibaoKnown: false };

interface Told {
  readonly code: string;
  readonly path: string;
  readonly zh: string;
  readonly caseNumber: string | null;
  readonly household: { readonly id: string } | null;
}

let serial = 0;
/** Numbers of persons of one birth day whom no test has used. */
const fresh = () => (serial += 1);

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let clerk: RegisterClerk;
  let other: RegisterClerk;
  let folder = '';
  beforeAll(async () => {
    register = await testRegister(server);
    clerk = registerClerk(register, 'clerk');
    other = registerClerk(register, 'otherClerk');
    folder = mkdtempSync(join(tmpdir(), 'bangfu-hints-'));
  });
  afterAll(async () => {
    await register.drop();
    rmSync(folder, { recursive: true });
  });

  const entered = (key: string, name: string, of: object = {}, relation = 'OTHER') => ({
    ...{ key, identityNumber: identityNumber(fresh()), person: { name, ...of } },
    membershipState: { relation, inRegister: true, livesTogether: true, employmentKnown: false },
  });
  const recordNew = async (
    who: RegisterClerk,
    name: string,
    of: object = {},
    state: object = {},
    others: object[] = [],
    from = FROM,
  ) => {
    const union = who === clerk ? 'EMPLOYER' : 'OTHER-EMPLOYER';
    const members = [entered('m1', name, of, 'SELF'), ...others];
    const own = {
      worker: 'm1',
      state: { ...UNVERIFIED, region: who === clerk ? '410502' : '410581', ...state },
      members,
    };
    const answer = await who.act('recordHousehold', { union, from, household: own }, NOTICES);
    expect(answer.problems).toEqual([]);
    return { id: (answer['household'] as { id: string }).id, told: answer['notices'] as readonly Told[] };
  };
  const codes = (told: readonly Told[]) => told.map(({ code, path }) => `${code} ${path}`);
  const casesOf = (number: string | null | undefined) =>
    register.asOwner(
      `select d.finding, d.household_id, u.code as superior from duplicate_case d join trade_union u on u.id = d.superior_id
       where d.number = $1`,
      [number],
    );

  test('the same account within the territory is told with where the other household is', async () => {
    const first = await recordNew(clerk, '账户甲', {}, { accountNumber: '6228 4800 0018' });
    expect(first.told).toEqual([]);
    const { ids, deps } = register;
    const state = { level: 'NATIONAL', category: null, hardshipClass: null, state: 'APPLIED', reason: null } as const;
    const command = { actorId: ids['archivist'] ?? '', idempotencyKey: null, purpose: '测试', expectedRevision: null };
    const file = { ...command, householdId: first.id, on: DAY(2026, 1, 2), state, stewardId: ids['employer'] ?? '' };
    valueOf(await openFile(deps, file));
    const [row] = await register.asOwner('select number from archive_file where household_id = $1', [first.id]);
    const { told } = await recordNew(clerk, '账户乙', {}, { accountNumber: '６２２８４８０００ ０１８' });
    expect(told).toEqual([
      {
        ...{
          code: 'SAME_ACCOUNT',
          path: 'household.state.accountNumber',
          caseNumber: null,
          household: { id: first.id },
        },
        zh: expect.stringContaining(`档案编号 ${String(row?.['number'])}`),
      },
    ]);
  });

  test('an account or a telephone outside the territory is told under one case, however often it is tried', async () => {
    const account = { accountNumber: '622848000026' };
    const theirs = await recordNew(other, '同名', { mobile: '13800000001' }, account);
    const { told } = await recordNew(clerk, '同 名', { mobile: '+86 138-0000-0001' }, account);
    expect(codes(told)).toEqual([
      'SAME_ACCOUNT household.state.accountNumber',
      'SAME_CONTACT household.members.0.person.name',
    ]);
    for (const { caseNumber, household: shown, zh } of told) {
      expect([shown, zh]).toEqual([null, expect.stringContaining(`协查编号 ${caseNumber}`)]);
    }
    expect(told.map(({ zh }) => zh).join('')).not.toContain(theirs.id);
    const findings = await Promise.all(told.map(({ caseNumber }) => casesOf(caseNumber)));
    expect(findings.flat()).toEqual([
      { finding: 'ACCOUNT', household_id: theirs.id, superior: 'CITY' },
      { finding: 'CONTACT', household_id: theirs.id, superior: 'CITY' },
    ]);
    const again = await recordNew(clerk, '同名', { mobile: '13800000001' }, account);
    expect(again.told.flatMap(({ caseNumber }) => caseNumber ?? [])).toEqual(told.map(({ caseNumber }) => caseNumber));
  });

  test('a name and birth day alone are told within the territory, and nothing is told of those outside', async () => {
    const theirs = await recordNew(other, '王建国');
    const mine = await recordNew(clerk, '王建国');
    expect(mine.told).toEqual([]);
    const { told, id } = await recordNew(clerk, '王 建 国');
    expect(told).toMatchObject([
      { code: 'SAME_NAME_AND_BIRTH_DAY', path: 'household.members.0.person.name', household: { id: mine.id } },
    ]);
    expect(await casesOf(told[0]?.caseNumber)).toEqual([]);
    // A newborn without a number has the same birth day as whom it is like.
    const born = { ...entered('m2', '李小宝', { birthDay: '2025-12-01' }), identityNumber: null };
    expect(codes((await recordNew(clerk, '李甲', {}, {}, [born])).told)).toEqual([]);
    const twice = await clerk.act(
      'addMember',
      { householdId: id, from: '2026-02-01', member: { ...born, key: 'm9' } },
      NOTICES,
    );
    expect(codes(twice['notices'] as Told[])).toEqual(['SAME_NAME_AND_BIRTH_DAY member.person.name']);
    expect(theirs.told).toEqual([]);
  });

  test('what is recorded again or moves is told nothing of', async () => {
    const account = { accountNumber: '622848000034' };
    const child = entered('m2', '搬家', { mobile: '13800000002' });
    const own = await recordNew(clerk, '不搬', { mobile: '13800000002' }, account, [child]);
    expect(own.told).toEqual([]);
    const householdId = own.id;
    const change = { householdId, from: '2026-02-01', state: { singleParent: true, ...account } };
    expect((await clerk.act('changeHousehold', change, NOTICES))['notices']).toEqual([]);
    const left = await clerk.act('endMembership', { householdId, member: 'm2', on: '2026-03-01', reason: 'DIVORCED' });
    expect(left.problems).toEqual([]);
    const moved = await recordNew(clerk, '户主', {}, {}, [{ ...child, key: 'm5' }], '2026-03-01');
    expect(moved.told).toEqual([]);
  });

  test('somebody who is added again to their own household under the number that was wrong is told', async () => {
    const child = entered('m2', '改号');
    const { id: householdId } = await recordNew(clerk, '号主', {}, {}, [child]);
    const right = {
      householdId,
      member: 'm2',
      identityNumber: identityNumber(fresh()),
      correction: true,
      reason: '登记有误',
    };
    expect((await clerk.act('setIdentityNumber', right)).problems).toEqual([]);
    const again = { householdId, from: '2026-02-01', member: { ...child, key: 'm3' } };
    expect((await clerk.act('addMember', again, NOTICES))['notices']).toMatchObject([
      { code: 'SAME_NAME_AND_BIRTH_DAY', household: { id: householdId } },
    ]);
  });

  test('who shares a name and a birth day is told once, and not again with each new telephone', async () => {
    await recordNew(clerk, '同日');
    const { id, told } = await recordNew(clerk, '同日');
    expect(codes(told)).toEqual(['SAME_NAME_AND_BIRTH_DAY household.members.0.person.name']);
    const own = { householdId: id, member: 'm1' };
    const given = { name: '同日', mobile: '13800000009' };
    const changed = await clerk.act('changePerson', { ...own, from: '2026-02-01', person: given }, NOTICES);
    expect([changed.problems, changed['notices']]).toEqual([[], []]);
    const third = await recordNew(clerk, '同日', { mobile: '13800000009' });
    expect(codes(third.told)).toEqual([
      'SAME_CONTACT household.members.0.person.name',
      'SAME_NAME_AND_BIRTH_DAY household.members.0.person.name',
    ]);
  });

  test('an act that gives a new telephone, account or name is told too', async () => {
    const { id: first } = await recordNew(clerk, '赵一', { mobile: '13800000003' }, { accountNumber: '622848000042' });
    const { id: householdId } = await recordNew(clerk, '赵二');
    const own = { householdId, from: '2026-02-01' };
    const person = await clerk.act(
      'changePerson',
      { ...own, member: 'm1', person: { name: '赵一', mobile: '13800000003' } },
      NOTICES,
    );
    expect(person['notices']).toMatchObject([{ code: 'SAME_CONTACT', path: 'person', household: { id: first } }]);
    const changed = await clerk.act('changeHousehold', { ...own, state: { accountNumber: '622848000042' } }, NOTICES);
    expect(changed['notices']).toMatchObject([
      { code: 'SAME_ACCOUNT', path: 'state.accountNumber', household: { id: first } },
    ]);
  });

  const importOf = async (names: readonly string[], actor = 'clerk') => {
    const given = names.map((name) =>
      household([], {
        household: householdState({ accountNumber: '622848000059' }),
        members: [
          member('m1', fresh(), {
            person: person(name, { mobile: '13800000004' }),
            membershipState: membershipState({ relation: 'SELF' }),
          }),
        ],
      }),
    );
    const workbook = await writeWorkbook(join(folder, `${serial}.xlsx`), rowsOf(given));
    const union = { id: register.ids['employer'] ?? '', region: '410502' };
    const request = { workbook, actorId: register.ids[actor] ?? '', union, on: DAY(2026, 1, 1), purpose: '测试' };
    const control = { signal: new AbortController().signal, progress: () => undefined };
    const run = () => importWorkbook(register.deps, request, control);
    return { first: await run(), again: await run() };
  };

  test('a workbook is told at the cell, and not again when it is imported again', async () => {
    const { first, again } = await importOf(['导入甲', '导入甲']);
    expect(first.households.recorded).toBe(2);
    const cells = first.notices.map(({ code, sheet, column }) => `${code} ${sheet} ${column}`);
    expect(new Set(cells)).toEqual(new Set(['SAME_ACCOUNT 困难职工 银行卡号', 'SAME_CONTACT 困难职工 姓名']));
    expect(again).toMatchObject({ noticeCount: 0, households: { unchanged: 2 } });
  });

  test('an import obeys the quota of single acts, counted as it goes, and says what it did not look for', async () => {
    const deps = { ...register.deps, today: '2026-06-29' };
    const theirs = Array.from({ length: 203 }, (_, at) => `配额${at}`);
    for (const name of theirs) await recordNew(other, name, { mobile: '13800000005' });
    const given = theirs.map((name) =>
      household([], {
        members: [
          member('m1', fresh(), {
            person: person(name, { mobile: '13800000005' }),
            membershipState: membershipState({ relation: 'SELF' }),
          }),
        ],
      }),
    );
    const workbook = await writeWorkbook(join(folder, 'quota.xlsx'), rowsOf(given));
    const union = { id: register.ids['employer'] ?? '', region: '410502' };
    const request = { workbook, actorId: register.ids['clerk'] ?? '', union, on: DAY(2026, 1, 1), purpose: '测试' };
    const control = { signal: new AbortController().signal, progress: () => undefined };
    const answer = await importWorkbook(deps, request, control);
    expect(answer.households).toEqual({ recorded: 203, unchanged: 0, refused: 0 });
    const count = (code: string) => answer.notices.filter((one) => one.code === code).length;
    expect(count('SAME_CONTACT')).toBe(200);
    expect(count('DUPLICATES_NOT_LOOKED_FOR')).toBeGreaterThanOrEqual(3);
    const [cases] = await register.asOwner(
      "select count(*)::int as n from duplicate_case where found_on = '2026-06-29'",
    );
    expect(cases).toEqual({ n: 200 });
  }, 120_000);

  test('what was on record before there were keys gets them online, and a walk that was killed goes on', async () => {
    const { id } = await recordNew(clerk, '旧档', { mobile: '13800000006' }, { accountNumber: '622848000067' });
    await register.asOwner('delete from person_search');
    await register.asOwner('delete from household_search');
    const { database, secrets } = register.deps;
    const walk = (signal: AbortSignal) =>
      makeMissingKeys((work) => database.transaction(work), secrets, { signal, progress: () => undefined });
    const killed = new AbortController();
    let batches = 0;
    const killedAfterOne = makeMissingKeys((work) => database.transaction(work), secrets, {
      signal: killed.signal,
      progress: () => {
        batches += 1;
        killed.abort(new Error('killed'));
      },
    });
    await expect(killedAfterOne).rejects.toThrow('killed');
    expect(batches).toBe(1);
    const [before] = await register.asOwner('select count(distinct person_id)::int as n from person_search');
    expect(before?.['n']).toBeGreaterThan(0);
    expect(await walk(new AbortController().signal)).toBeGreaterThan(0);
    expect(await walk(new AbortController().signal)).toBe(0);
    const { told } = await recordNew(clerk, '旧档', { mobile: '13800000006' }, { accountNumber: '622848000067' });
    expect(told.map(({ code, household: shown }) => [code, shown?.id])).toEqual([
      ['SAME_ACCOUNT', id],
      ['SAME_CONTACT', id],
    ]);
  });
});
