import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { confirmGrant } from '../../src/staff/grants/confirm-grant.ts';
import { deactivateStaff } from '../../src/staff/deactivate-staff.ts';
import { endGrant } from '../../src/staff/grants/end-grant.ts';
import { proposeGrant, type ProposeGrant } from '../../src/staff/grants/propose-grant.ts';
import { registerStaff } from '../../src/staff/register-staff.ts';
import { PROPOSAL_LIST, readList, STAFF_LIST } from '../../src/staff/staff-list.read.ts';
import { viewerOf } from '../support/viewer-of.ts';
import { newId } from '../../src/database/ids.ts';
import type { Result } from '../../src/kernel/result.ts';
import { insertGrants } from '../../src/staff/staff-write.store.ts';
import type { Problem } from '../../src/usecase/problem.ts';
import { SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { ownerTransaction } from '../support/owner-transaction.ts';
import { DAY } from '../support/register-household.ts';

const ISSUER = 'https://idp.example';
const NOWHERE = '00000000-0000-7000-8000-000000000000';
const TODAY = DAY(2026, 6, 30);

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  const id = (name: string) => register.ids[name] ?? '';
  const by = (actor: string) => ({ actorId: id(actor), idempotencyKey: null, purpose: '测试' });
  const codesOf = (result: Result<unknown, readonly Problem[]>) =>
    result.ok ? [] : result.error.map(({ code, path }) => `${code} ${path}`);

  const hire = async (code: string, actor = 'chief') => {
    const registered = await registerStaff(register.deps, {
      ...by(actor),
      code,
      name: code,
      issuer: ISSUER,
      subject: code,
    });
    (register.ids as Record<string, string>)[code] = valueOf(registered).staffId;
  };
  const propose = (actor: string, staff: string, union: string, over: Partial<ProposeGrant> = {}) =>
    proposeGrant(register.deps, {
      ...{
        ...by(actor),
        staffId: id(staff),
        role: 'UNION_CLERK',
        unionId: id(union),
        from: TODAY,
        to: null,
        deputyFor: null,
      },
      ...over,
    });
  const confirm = (actor: string, grantId: string, today = register.deps.today) =>
    confirmGrant({ ...register.deps, today }, { ...by(actor), grantId });
  const proposed = async (...given: Parameters<typeof propose>) => valueOf(await propose(...given)).grantId;
  const grantsOf = async (subject: string, today = register.deps.today) => {
    const viewer = await register.deps.database.session((sql) =>
      viewerOf(sql, { issuer: ISSUER, subject }, today, null),
    );
    return viewer?.grants.map(({ role, unionId }) => [role, unionId]);
  };

  /** An administrator of a union, put there by hand. */
  const appoint = async (code: string, union: string) => {
    await hire(code);
    await ownerTransaction(register.platform.ownerUrl, async (sql) => {
      const changeId = newId();
      await sql.query(
        `insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
         values ($1, $2, 'TEST', 'STAFF', $2, '测试')`,
        [changeId, id('chief')],
      );
      const people = { grantedBy: id('admin'), confirmedBy: id('chief') };
      await insertGrants(sql, changeId, [
        { id: newId(), staffId: id(code), role: 'ADMINISTRATOR', unionId: id(union), from: '2020-01-01', ...people },
      ]);
    });
  };

  beforeAll(async () => {
    register = await testRegister(server);
    await appoint('second', 'city');
    await appoint('countyAdmin', 'county');
    await appoint('otherAdmin', 'otherCounty');
  });
  afterAll(() => register.drop());

  test('a grant takes two administrators, neither of them who gets it', async () => {
    await hire('newcomer');
    const grantId = await proposed('chief', 'newcomer', 'employer');
    expect(await grantsOf('newcomer')).toEqual([]);
    expect(codesOf(await confirm('chief', grantId))).toEqual(['ANOTHER_PERSON grantId']);
    expect(await confirm('countyAdmin', grantId)).toMatchObject({ ok: true });
    expect(await grantsOf('newcomer')).toEqual([['UNION_CLERK', id('employer')]]);
    expect(codesOf(await confirm('second', grantId))).toEqual(['NO_SUCH_GRANT grantId']);
    const people = await register.asOwner(
      'select granted_by, confirmed_by from staff_grant_version where anchor_id = $1',
      [grantId],
    );
    expect(people).toEqual([{ granted_by: id('chief'), confirmed_by: id('countyAdmin') }]);
    const log = await register.asOwner('select actor_id, action from change_log where subject_id = $1 order by id', [
      id('newcomer'),
    ]);
    expect(log).toEqual([
      { actor_id: id('chief'), action: 'REGISTER_STAFF' },
      { actor_id: id('chief'), action: 'PROPOSE_GRANT' },
      { actor_id: id('countyAdmin'), action: 'CONFIRM_GRANT' },
    ]);
  });

  test('nobody grants to themselves, neither as the first nor as the second person', async () => {
    expect(codesOf(await propose('chief', 'chief', 'city'))).toEqual(['NOT_FOR_ONESELF staffId']);
    const grantId = await proposed('chief', 'second', 'city', { role: 'STATISTICIAN' });
    expect(codesOf(await confirm('second', grantId))).toEqual(['NOT_FOR_ONESELF grantId']);
    expect(await grantsOf('second')).toEqual([['ADMINISTRATOR', id('city')]]);
  });

  test('an administrator grants within their own subtree; elsewhere is like nowhere', async () => {
    await hire('local');
    for (const union of ['city', 'otherCounty', 'otherEmployer']) {
      expect(codesOf(await propose('countyAdmin', 'local', union))).toEqual(['NO_SUCH_UNION unionId']);
    }
    expect(codesOf(await propose('chief', 'local', 'city', { unionId: NOWHERE }))).toEqual(['NO_SUCH_UNION unionId']);
    expect(codesOf(await propose('chief', 'local', 'city', { staffId: NOWHERE }))).toEqual(['NO_SUCH_STAFF staffId']);
    expect(codesOf(await propose('clerk', 'local', 'county'))).toEqual(['NO_SUCH_UNION unionId']);
    const grantId = await proposed('chief', 'local', 'county');
    for (const actor of ['otherAdmin', 'clerk', 'archivist', 'local']) {
      expect(codesOf(await confirm(actor, grantId))).toEqual(['NO_SUCH_GRANT grantId']);
    }
    expect(codesOf(await confirm('second', NOWHERE))).toEqual(['NO_SUCH_GRANT grantId']);
    expect(await grantsOf('local')).toEqual([]);
  });

  test('what is asked for is checked', async () => {
    await hire('checked');
    const wrong = { role: 'KING' as 'AUDITOR', from: DAY(2026, 6, 29), to: DAY(2026, 6, 29) };
    expect(codesOf(await propose('chief', 'checked', 'city', wrong))).toEqual([
      ...['WRONG_CODE role', 'BEFORE_TODAY from', 'ENDS_BEFORE_IT_BEGINS to'],
    ]);
    const bad = { ...by('chief'), code: 'a b', name: ' ', issuer: '', subject: 'x'.repeat(201) };
    expect(codesOf(await registerStaff(register.deps, bad))).toEqual([
      ...['WRONG_KEY code', 'WRONG_TEXT name', 'WRONG_TEXT issuer', 'WRONG_TEXT subject'],
    ]);
    const good = { ...by('clerk'), code: 'new', name: '新人', issuer: ISSUER, subject: 'new' };
    expect(codesOf(await registerStaff(register.deps, good))).toEqual(['NOT_ADMINISTRATOR ']);
    const chiefs = { ...good, ...by('chief') };
    expect(codesOf(await registerStaff(register.deps, { ...chiefs, code: 'clerk' }))).toEqual(['CODE_TAKEN code']);
    expect(codesOf(await registerStaff(register.deps, { ...chiefs, subject: 'checked' }))).toEqual([
      'LOGIN_TAKEN subject',
    ]);
  });

  test('a grant holds from its day to its end, and never before it was confirmed', async () => {
    await hire('bounded');
    const grantId = await proposed('chief', 'bounded', 'county', { from: DAY(2026, 7, 2), to: DAY(2026, 7, 4) });
    valueOf(await confirm('second', grantId));
    const days = ['2026-07-01', '2026-07-02', '2026-07-03', '2026-07-04'];
    const counts: unknown[] = [];
    for (const day of days) counts.push((await grantsOf('bounded', day))?.length);
    expect(counts).toEqual([0, 1, 1, 0]);
    const late = await proposed('chief', 'bounded', 'employer', { from: TODAY });
    valueOf(await confirm('second', late, '2026-07-10'));
    expect([await grantsOf('bounded', '2026-07-09'), await grantsOf('bounded', '2026-07-10')]).toEqual([
      ...[[], [['UNION_CLERK', id('employer')]]],
    ]);
    const missed = await proposed('chief', 'bounded', 'city', { to: DAY(2026, 7, 1) });
    expect(codesOf(await confirm('second', missed, '2026-07-01'))).toEqual(['NO_SUCH_GRANT grantId']);
  });

  test('who proposed must still be allowed to when it is confirmed, and who gets it be there', async () => {
    await appoint('fleeting', 'city');
    await hire('unlucky');
    const grantId = await proposed('fleeting', 'unlucky', 'county');
    const ofUnlucky = await proposed('chief', 'unlucky', 'county');
    valueOf(await deactivateStaff(register.deps, { ...by('chief'), staffId: id('fleeting') }));
    expect(codesOf(await confirm('second', grantId))).toEqual(['NO_SUCH_GRANT grantId']);
    valueOf(await deactivateStaff(register.deps, { ...by('chief'), staffId: id('unlucky') }));
    expect(codesOf(await confirm('second', ofUnlucky))).toEqual(['NO_SUCH_GRANT grantId']);
  });

  test('of two who confirm at once one does', async () => {
    await hire('wanted');
    const grantId = await proposed('chief', 'wanted', 'employer');
    const answers = await Promise.all(
      ['second', 'countyAdmin', 'second', 'countyAdmin'].map((one) => confirm(one, grantId)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await grantsOf('wanted')).toHaveLength(1);
  });

  test('an administrator ends a grant of their subtree, nobody their own', async () => {
    await hire('ended');
    const grantId = await proposed('chief', 'ended', 'employer');
    valueOf(await confirm('second', grantId));
    const end = (actor: string, grant = grantId, today = '2026-07-05') =>
      endGrant({ ...register.deps, today }, { ...by(actor), grantId: grant });
    for (const actor of ['otherAdmin', 'clerk']) expect(codesOf(await end(actor))).toEqual(['NO_SUCH_GRANT grantId']);
    expect(codesOf(await end('chief', NOWHERE))).toEqual(['NO_SUCH_GRANT grantId']);
    expect(await end('countyAdmin')).toMatchObject({ ok: true });
    expect([await grantsOf('ended', '2026-07-04'), await grantsOf('ended', '2026-07-05')]).toEqual([
      ...[[['UNION_CLERK', id('employer')]], []],
    ]);
    expect(codesOf(await end('countyAdmin'))).toEqual(['NO_SUCH_GRANT grantId']);
    const [own] = await register.asOwner(
      `select g.id from staff_grant g join staff_grant_version v on v.anchor_id = g.id and v.role = 'ADMINISTRATOR'
       where g.staff_id = $1`,
      [id('second')],
    );
    expect(codesOf(await end('second', String(own?.['id'])))).toEqual(['NOT_FOR_ONESELF grantId']);
  });

  test('a deactivated member is nobody from that day on; their login may be given to another', async () => {
    await hire('leaving');
    valueOf(await confirm('second', await proposed('chief', 'leaving', 'employer')));
    const leave = (actor: string, today = '2026-07-05') =>
      deactivateStaff({ ...register.deps, today }, { ...by(actor), staffId: id('leaving') });
    expect(codesOf(await leave('otherAdmin'))).toEqual(['NO_SUCH_STAFF staffId']);
    expect(codesOf(await leave('clerk'))).toEqual(['NO_SUCH_STAFF staffId']);
    expect(codesOf(await deactivateStaff(register.deps, { ...by('chief'), staffId: NOWHERE }))).toEqual([
      'NO_SUCH_STAFF staffId',
    ]);
    expect(codesOf(await deactivateStaff(register.deps, { ...by('chief'), staffId: id('chief') }))).toEqual([
      'NOT_FOR_ONESELF staffId',
    ]);
    expect(await leave('countyAdmin')).toMatchObject({ ok: true });
    expect(codesOf(await leave('countyAdmin'))).toEqual(['NO_SUCH_STAFF staffId']);
    expect([await grantsOf('leaving', '2026-07-04'), await grantsOf('leaving', '2026-07-05')]).toEqual([
      ...[[['UNION_CLERK', id('employer')]], undefined],
    ]);
    const heir = { ...by('chief'), code: 'heir', name: '继任', issuer: ISSUER, subject: 'leaving' };
    expect(await registerStaff({ ...register.deps, today: '2026-07-05' }, heir)).toMatchObject({ ok: true });
    expect(await grantsOf('leaving', '2026-07-05')).toEqual([]);
  });

  test('a county’s administrator does not end one of the city', async () => {
    const end = deactivateStaff(register.deps, { ...by('countyAdmin'), staffId: id('second') });
    expect(codesOf(await end)).toEqual(['NO_SUCH_STAFF staffId']);
  });

  test('a request that is repeated happens once', async () => {
    await hire('once');
    const over = { idempotencyKey: 'k1' };
    const [first, again] = [
      await propose('chief', 'once', 'county', over),
      await propose('chief', 'once', 'county', over),
    ];
    expect(again).toEqual(first);
    expect(codesOf(await propose('chief', 'once', 'employer', over))).toEqual(['KEY_REUSED idempotencyKey']);
    const rows = await register.asOwner('select 1 from grant_proposal where staff_id = $1', [id('once')]);
    expect(rows).toHaveLength(1);
  });

  test('a key of one act is refused for another act of the same content', async () => {
    await hire('keyed');
    const grantId = await proposed('chief', 'keyed', 'county');
    const command = { ...by('second'), idempotencyKey: 'one key', grantId };
    valueOf(await confirmGrant(register.deps, command));
    expect(codesOf(await endGrant(register.deps, command))).toEqual(['KEY_REUSED idempotencyKey']);
    valueOf(await endGrant(register.deps, { ...command, idempotencyKey: 'another key' }));
  });

  test('administrators see the staff and the open proposals of their subtree', async () => {
    await hire('idle');
    const open = await proposed('countyAdmin', 'idle', 'employer');
    const list = (unions: readonly string[], after: string | null = null, first = 200) =>
      register.deps.database.session(async (sql) => {
        const administered = { unions: unions.map(id), today: register.deps.today };
        return {
          staff: await readList(sql, STAFF_LIST, administered, 'NOW', after, first),
          proposals: await readList(sql, PROPOSAL_LIST, administered, 'NOW', null, first),
        };
      });
    const codes = async (...given: Parameters<typeof list>) => (await list(...given)).staff.map(({ code }) => code);
    const city = await codes(['city']);
    expect(city).toEqual(expect.arrayContaining(['archivist', 'chief', 'clerk', 'idle', 'otherAdmin', 'second']));
    expect(city).not.toContain('fleeting');
    const county = await list(['county']);
    expect(county.staff.map(({ code }) => code)).toEqual(expect.arrayContaining(['clerk', 'countyAdmin', 'idle']));
    for (const foreign of ['otherAdmin', 'otherClerk', 'chief']) {
      expect(county.staff.map(({ code }) => code)).not.toContain(foreign);
    }
    expect(county.staff.find(({ code }) => code === 'clerk')).toMatchObject({
      ...{ name: 'clerk', issuer: null, subject: null },
      grants: [{ role: 'UNION_CLERK', unionId: id('county'), from: '2018-01-01', to: null, grantedBy: id('admin') }],
    });
    expect(county.proposals.find((one) => one.id === open)).toMatchObject({
      ...{ id: open, staffId: id('idle'), role: 'UNION_CLERK', unionId: id('employer') },
      ...{ from: '2026-06-30', to: null, proposedBy: id('countyAdmin') },
    });
    expect((await list(['otherCounty'])).proposals).toEqual([]);
    expect(await list([])).toEqual({ staff: [], proposals: [] });
    expect([...(await codes(['city'], null, 3)), ...(await codes(['city'], city[2]))]).toEqual(city);
  });
});
