import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linkWorker } from '../../../src/staff/logins/link-worker.ts';
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
  const link = (actor: string, householdId: string, subject: string, today = register.deps.today) =>
    linkWorker(
      { ...register.deps, today },
      {
        actorId: register.ids[actor] ?? '',
        idempotencyKey: null,
        purpose: '测试',
        householdId,
        issuer: ISSUER,
        subject,
      },
    );
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
    const { personId } = valueOf(await link('archivist', own, 'worker'));
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
    valueOf(await link('archivist', own, 'renewed', '2026-07-05'));
    expect(await find('worker', '2026-07-04')).not.toBeNull();
    expect([await find('worker', '2026-07-05'), await find('renewed', '2026-07-04')]).toEqual([null, null]);
    expect(await find('renewed', '2026-07-05')).not.toBeNull();
    valueOf(await link('archivist', own, 'corrected', '2026-07-05'));
    expect(await find('renewed', '2026-07-05')).toBeNull();
    expect(await find('corrected', '2026-07-05')).not.toBeNull();
  });

  test('who may not, and what is not there, get the same answer', async () => {
    for (const actor of ['clerk', 'otherClerk', 'statistician', 'chief', 'leaver']) {
      expect(codesOf(await link(actor, other, 'nobody'))).toEqual(['NO_SUCH_HOUSEHOLD householdId']);
    }
    expect(codesOf(await link('archivist', NOWHERE, 'nobody'))).toEqual(['NO_SUCH_HOUSEHOLD householdId']);
  });

  test('a login is one person’s', async () => {
    expect(codesOf(await link('archivist', other, 'corrected', '2026-07-06'))).toEqual(['LOGIN_TAKEN subject']);
    const colleague = { code: 'colleague', name: '同事', issuer: ISSUER, subject: 'colleague' };
    const by = { actorId: register.ids['chief'] ?? '', idempotencyKey: null, purpose: '测试' };
    valueOf(await registerStaff(register.deps, { ...by, ...colleague }));
    expect(codesOf(await link('archivist', other, 'colleague'))).toEqual(['LOGIN_TAKEN subject']);
    expect(codesOf(await link('archivist', other, ''))).toEqual(['WRONG_TEXT subject']);
  });

  test('of several logins given at once one is left', async () => {
    const subjects = ['a', 'b', 'c', 'd'];
    const answers = await Promise.all(subjects.map((subject) => link('archivist', other, subject)));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const viewers = await Promise.all(subjects.map((subject) => find(subject)));
    expect(viewers.filter((viewer) => viewer !== null)).toHaveLength(1);
  });
});
