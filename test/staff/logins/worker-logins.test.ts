import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { confirmWorkerLogin } from '../../../src/staff/logins/confirm-worker-login.ts';
import { proposeWorkerLogin } from '../../../src/staff/logins/propose-worker-login.ts';
import { addDays, printDay, requireDay } from '../../../src/kernel/calendar.ts';
import { endGrant } from '../../../src/staff/grants/end-grant.ts';
import { registerStaff } from '../../../src/staff/register-staff.ts';
import { grantedRights } from '../../../src/access/viewer.ts';
import { viewerOf } from '../../support/viewer-of.ts';
import { loadHouseholdTerritories } from '../../../src/access/territory.read.ts';
import type { Result } from '../../../src/kernel/result.ts';
import type { Problem } from '../../../src/usecase/problem.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { household } from '../../support/register-household.ts';

const ISSUER = 'https://idp.example';
const NOWHERE = '00000000-0000-7000-8000-000000000000';

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let [own, other] = ['', ''];
  const on = (today: string) => ({ ...register.deps, today });
  const by = (actor: string) => ({ actorId: register.ids[actor] ?? '', idempotencyKey: null, purpose: '测试' });
  const propose = (actor: string, householdId: string, subject: string, today = register.deps.today) =>
    proposeWorkerLogin(on(today), { ...by(actor), householdId, issuer: ISSUER, subject });
  const confirm = (actor: string, proposalId: string, today = register.deps.today) =>
    confirmWorkerLogin(on(today), { ...by(actor), proposalId });
  const link = async (householdId: string, subject: string, today = register.deps.today) => {
    const { proposalId } = valueOf(await propose('archivist', householdId, subject, today));
    return confirm('secondArchivist', proposalId, today);
  };
  const codesOf = (result: Result<unknown, readonly Problem[]>) =>
    result.ok ? [] : result.error.map(({ code, path }) => `${code} ${path}`);
  const find = (subject: string, today = register.deps.today) =>
    register.deps.database.session((sql) => viewerOf(sql, { issuer: ISSUER, subject }, today, null));

  beforeAll(async () => {
    register = await testRegister(server);
    const record = async (serial: number) =>
      valueOf(await recordHousehold(register.deps, newHousehold(register, household([serial, serial + 1]))))
        .householdId;
    [own, other] = [await record(1), await record(11)];
  });
  afterAll(() => register.drop());

  test('a worker with a login may see their own file and nobody else’s', async () => {
    const { personId } = valueOf(await link(own, 'worker'));
    const viewer = await find('worker');
    expect(viewer).toEqual({ staffId: null, personId, grants: [], purpose: null });
    const places = await register.deps.database.session((sql) =>
      loadHouseholdTerritories(sql, [own, other], register.deps.today),
    );
    const rights = [own, other].map((id) => {
      const place = places.get(id);
      return viewer !== null && place !== undefined && grantedRights(viewer, place).has('READ_HOUSEHOLD');
    });
    expect(rights).toEqual([true, false]);
    const log = await register.asOwner("select subject_kind, subject_id from change_log where action = 'LINK_WORKER'");
    expect(log).toEqual([{ subject_kind: 'PERSON', subject_id: personId }]);
  });

  test('a new login takes the place of the old one from that day on', async () => {
    valueOf(await link(own, 'renewed', '2026-07-05'));
    expect(await find('worker', '2026-07-04')).not.toBeNull();
    expect([await find('worker', '2026-07-05'), await find('renewed', '2026-07-04')]).toEqual([null, null]);
    expect(await find('renewed', '2026-07-05')).not.toBeNull();
    valueOf(await link(own, 'corrected', '2026-07-05'));
    expect(await find('renewed', '2026-07-05')).toBeNull();
    expect(await find('corrected', '2026-07-05')).not.toBeNull();
  });

  test('who proposes does not confirm, and nobody sees the file before', async () => {
    const { proposalId } = valueOf(await propose('archivist', other, 'waiting'));
    expect(codesOf(await confirm('archivist', proposalId))).toEqual(['ANOTHER_PERSON proposalId']);
    expect(await find('waiting')).toBeNull();
  });

  test('who may not, and what is not there, get the same answer', async () => {
    const { proposalId } = valueOf(await propose('archivist', other, 'nobody'));
    for (const actor of ['clerk', 'otherClerk', 'statistician', 'chief', 'leaver']) {
      expect(codesOf(await propose(actor, other, 'nobody'))).toEqual(['NO_SUCH_HOUSEHOLD householdId']);
      expect(codesOf(await confirm(actor, proposalId))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
    }
    expect(codesOf(await propose('archivist', NOWHERE, 'nobody'))).toEqual(['NO_SUCH_HOUSEHOLD householdId']);
    expect(codesOf(await confirm('secondArchivist', NOWHERE))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
  });

  test('a proposal is confirmed within 30 days, once', async () => {
    const { proposalId } = valueOf(await propose('archivist', other, 'late'));
    const again = valueOf(await propose('archivist', other, 'in time')).proposalId;
    const until = printDay(addDays(requireDay(register.deps.today), 29));
    const past = printDay(addDays(requireDay(register.deps.today), 30));
    expect(codesOf(await confirm('secondArchivist', proposalId, past))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
    const both = await Promise.all([1, 2].map(() => confirm('secondArchivist', again, until)));
    expect(both.flatMap(codesOf)).toEqual(['NO_SUCH_PROPOSAL proposalId']);
    expect(await find('in time', until)).not.toBeNull();
  });

  test('a login is one person’s, and of staff or of a worker', async () => {
    expect(codesOf(await link(other, 'corrected', '2026-07-06'))).toEqual(['LOGIN_TAKEN proposalId']);
    const colleague = (subject: string) =>
      registerStaff(register.deps, { ...by('chief'), code: subject, name: '同事', issuer: ISSUER, subject });
    valueOf(await colleague('colleague'));
    expect(codesOf(await propose('archivist', other, 'colleague'))).toEqual(['LOGIN_TAKEN subject']);
    expect(codesOf(await propose('archivist', other, ''))).toEqual(['WRONG_TEXT subject']);
    const { proposalId } = valueOf(await propose('archivist', other, 'employed'));
    valueOf(await colleague('employed'));
    expect(codesOf(await confirm('secondArchivist', proposalId))).toEqual(['LOGIN_TAKEN proposalId']);
    valueOf(await link(other, 'helped'));
    expect(codesOf(await colleague('helped'))).toEqual(['LOGIN_TAKEN subject']);
  });

  test('of a login that becomes staff’s and a worker’s at once one is left', async () => {
    for (const subject of ['a', 'b', 'c', 'd']) {
      const { proposalId } = valueOf(await propose('archivist', other, subject));
      const staff = { ...by('chief'), code: subject, name: '同事', issuer: ISSUER, subject };
      const answers = await Promise.all([confirm('secondArchivist', proposalId), registerStaff(register.deps, staff)]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });

  test('of several logins given at once one is left', async () => {
    const subjects = ['e', 'f', 'g', 'h'];
    const answers = await Promise.all(subjects.map((subject) => link(other, subject)));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const viewers = await Promise.all(subjects.map((subject) => find(subject)));
    expect(viewers.filter((viewer) => viewer !== null)).toHaveLength(1);
  });

  test('a proposal of somebody who has lost the right since is void', async () => {
    const { proposalId } = valueOf(await propose('secondArchivist', other, 'void'));
    const [grant] = await register.asOwner('select id from staff_grant where staff_id = $1', [
      register.ids['secondArchivist'],
    ]);
    valueOf(await endGrant(register.deps, { ...by('chief'), grantId: String(grant?.['id']) }));
    expect(codesOf(await confirm('archivist', proposalId))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
  });
});
