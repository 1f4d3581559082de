import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/database/ids.ts';
import { type Day, printDay } from '../../src/kernel/calendar.ts';
import type { Result } from '../../src/kernel/result.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { deactivateStaff } from '../../src/staff/deactivate-staff.ts';
import { confirmGrant } from '../../src/staff/grants/confirm-grant.ts';
import { endGrant } from '../../src/staff/grants/end-grant.ts';
import { proposeGrant, type ProposeGrant } from '../../src/staff/grants/propose-grant.ts';
import { readInHand } from '../../src/staff/in-hand/in-hand.read.ts';
import { proposeWorkerLogin } from '../../src/staff/logins/propose-worker-login.ts';
import { registerStaff } from '../../src/staff/register-staff.ts';
import { insertGrants } from '../../src/staff/staff-write.store.ts';
import type { Problem } from '../../src/usecase/problem.ts';
import { ownerTransaction } from '../support/owner-transaction.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { DAY, household } from '../support/register-household.ts';
import { viewerOf } from '../support/viewer-of.ts';

/** Who goes on leave, and who leaves: somebody stands in for them, and what they had in hand is seen. */

const ISSUER = 'https://idp.example';
const TODAY = DAY(2026, 6, 30);
const FORTNIGHT = { from: TODAY, to: DAY(2026, 7, 14) };

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  const id = (name: string) => register.ids[name] ?? '';
  const by = (actor: string) => ({ actorId: id(actor), idempotencyKey: null, purpose: '测试' });
  const codesOf = (result: Result<unknown, readonly Problem[]>) =>
    result.ok ? [] : result.error.map(({ code, path }) => `${code} ${path}`);
  const on = (day: Day) => ({ ...register.deps, today: printDay(day) });

  const hire = async (code: string) => {
    const login = { issuer: ISSUER, subject: code };
    const { staffId } = valueOf(await registerStaff(register.deps, { ...by('chief'), code, name: code, ...login }));
    (register.ids as Record<string, string>)[code] = staffId;
    return code;
  };
  const propose = (staff: string, deputyFor: string | null, over: Partial<ProposeGrant> = {}) =>
    proposeGrant(register.deps, {
      ...{ ...by('chief'), staffId: id(staff), role: 'UNION_CLERK', unionId: id('employer'), ...FORTNIGHT, deputyFor },
      ...over,
    });
  const confirm = (grantId: string, day = TODAY) => confirmGrant(on(day), { ...by('second'), grantId });
  const granted = async (...given: Parameters<typeof propose>) => {
    const { grantId } = valueOf(await propose(...given));
    valueOf(await confirm(grantId));
    return grantId;
  };
  /** A clerk of the employer's union, with a grant that has no end. */
  const clerk = async (code: string) => granted(await hire(code), null, { to: null });
  const rolesOf = async (subject: string, day = TODAY) => {
    const viewer = await register.deps.database.session((sql) =>
      viewerOf(sql, { issuer: ISSUER, subject }, printDay(day), null),
    );
    return viewer?.grants.map(({ role }) => role) ?? null;
  };
  const inHand = async (staff: string, union = 'city') => {
    const at = { unions: [id(union)], today: register.deps.today };
    const found = await register.deps.database.session((sql) => readInHand(sql, [id(staff)], at));
    return (found.get(id(staff)) ?? []).map(({ kind, count, since, objectIds }) => [kind, count, since, objectIds]);
  };

  beforeAll(async () => {
    register = await testRegister(server);
    await hire('second');
    await ownerTransaction(register.platform.ownerUrl, async (sql) => {
      const changeId = newId();
      await sql.query(
        `insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
         values ($1, $2, 'TEST', 'STAFF', $2, '测试')`,
        [changeId, id('chief')],
      );
      const grant = { id: newId(), staffId: id('second'), role: 'ADMINISTRATOR', unionId: id('city') } as const;
      const people = { grantedBy: id('admin'), confirmedBy: id('chief') };
      await insertGrants(sql, changeId, [{ ...grant, from: '2020-01-01', ...people }]);
    });
  });
  afterAll(() => register.drop());

  test('a deputy has the grant of who is on leave, for its days alone', async () => {
    const own = await clerk('away');
    const grantId = await granted(await hire('deputy'), own);
    expect(await rolesOf('deputy')).toEqual(['UNION_CLERK']);
    expect(await rolesOf('deputy', DAY(2026, 7, 13))).toEqual(['UNION_CLERK']);
    expect(await rolesOf('deputy', DAY(2026, 7, 14))).toEqual([]);
    expect(await rolesOf('away')).toEqual(['UNION_CLERK']);
    expect(await inHand('deputy')).toEqual([['DEPUTY_GRANT', 1, '2026-06-30', [grantId]]]);
    expect(await inHand('away')).toEqual([['DEPUTISED_GRANT', 1, '2026-06-30', [grantId]]]);
  });

  test('a deputy has no other role, no other union and no other days', async () => {
    const own = await granted(await hire('limited'), null, { from: DAY(2026, 7, 1), to: DAY(2026, 7, 31) });
    const ended = await clerk('ended');
    valueOf(await endGrant(register.deps, { ...by('chief'), grantId: ended }));
    await hire('standIn');
    const july = { from: DAY(2026, 7, 1), to: DAY(2026, 7, 31) };
    const wrong: readonly (readonly [string | null, Partial<ProposeGrant>])[] = [
      [own, { ...july, to: null }],
      [own, { ...july, role: 'STATISTICIAN' }],
      [own, { ...july, unionId: id('county') }],
      [own, { ...july, from: TODAY }],
      [own, { ...july, to: DAY(2026, 8, 1) }],
      [own, { ...july, staffId: id('limited') }],
      [newId(), july],
      [ended, july],
    ];
    for (const [deputyFor, over] of wrong) {
      expect(codesOf(await propose('standIn', deputyFor, over))).toEqual(['NOTHING_TO_STAND_IN_FOR deputyFor']);
    }
    const deputy = await granted('standIn', own, july);
    await hire('third');
    expect(codesOf(await propose('third', deputy, july))).toEqual(['NOTHING_TO_STAND_IN_FOR deputyFor']);
  });

  test('a deputy has no role that excludes one of their own', async () => {
    const own = await clerk('leaving');
    await granted(await hire('payer'), null, { role: 'FINANCE_OFFICER' });
    expect(codesOf(await propose('payer', own))).toEqual(['EXCLUDING_ROLE role']);
  });

  test('what is stood in for takes its deputies with it when it ends', async () => {
    const own = await clerk('resigned');
    await granted(await hire('deputyOfResigned'), own);
    const { grantId: waiting } = valueOf(await propose(await hire('late'), own));
    valueOf(await endGrant(register.deps, { ...by('chief'), grantId: own }));
    expect(await rolesOf('deputyOfResigned')).toEqual([]);
    expect(codesOf(await confirm(waiting))).toEqual(['NO_SUCH_GRANT grantId']);

    const other = await clerk('dismissed');
    await granted(await hire('deputyOfDismissed'), other);
    const { grantId: late } = valueOf(await propose('late', other));
    valueOf(await deactivateStaff(register.deps, { ...by('chief'), staffId: id('dismissed') }));
    expect(await rolesOf('deputyOfDismissed')).toEqual([]);
    expect(codesOf(await confirm(late))).toEqual(['NO_SUCH_GRANT grantId']);
  });

  test.each(['endGrant', 'deactivateStaff'])(
    'a deputy that is confirmed during %s does not outlive it',
    async (act) => {
      for (let turn = 0; turn < 8; turn += 1) {
        const [away, deputy] = [`${act}${turn}`, `${act}Deputy${turn}`];
        const own = await clerk(away);
        const { grantId } = valueOf(await propose(await hire(deputy), own));
        const end = () =>
          act === 'endGrant'
            ? endGrant(register.deps, { ...by('chief'), grantId: own })
            : deactivateStaff(register.deps, { ...by('chief'), staffId: id(away) });
        await Promise.all([confirm(grantId), end()]);
        expect(await rolesOf(deputy)).toEqual([]);
      }
    },
  );

  test('what is in the hands of a member of staff is seen by who administers it', async () => {
    const own = await granted(await hire('busy'), null, { role: 'SUPERIOR_REVIEWER', unionId: id('county'), to: null });
    expect(await inHand('busy')).toEqual([['SOLE_GRANT', 1, '2026-06-30', [own]]]);
    const { householdId } = valueOf(
      await recordHousehold(register.deps, newHousehold(register, household([901, 902]))),
    );
    const login = { householdId, issuer: ISSUER, subject: 'worker' };
    const { proposalId } = valueOf(await proposeWorkerLogin(register.deps, { ...by('archivist'), ...login }));
    expect(await inHand('archivist')).toContainEqual(['WORKER_LOGIN', 1, register.deps.today, [proposalId]]);
    const { grantId } = valueOf(await propose(await hire('awaited'), null));
    const [waiting] = (await inHand('chief')).filter(([kind]) => kind === 'GRANT_PROPOSAL');
    expect(waiting?.[3]).toContain(grantId);
    expect(await inHand('busy', 'otherCounty')).toEqual([]);
    expect((await inHand('chief', 'otherCounty')).map(([kind]) => kind)).not.toContain('GRANT_PROPOSAL');
  });

  test('a grant that a second person holds above is nobody’s alone', async () => {
    await granted(await hire('below'), null, { role: 'AUDITOR', unionId: id('employer') });
    expect((await inHand('below')).map(([kind]) => kind)).toEqual(['SOLE_GRANT']);
    await granted(await hire('above'), null, { role: 'AUDITOR', unionId: id('city') });
    expect(await inHand('below')).toEqual([]);
  });
});
