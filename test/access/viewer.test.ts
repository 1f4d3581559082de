import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadHouseholdTerritories, loadUnionTerritories } from '../../src/access/territory.read.ts';
import { viewerOf } from '../support/viewer-of.ts';
import type { Role } from '../../src/access/staff.codes.ts';
import { openFile } from '../../src/archive/open-file.ts';
import { insertChanges } from '../../src/database/time/change-log.ts';
import type { Sql } from '../../src/database/database.ts';
import { newId } from '../../src/database/ids.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { insertGrants, insertStaff } from '../../src/staff/staff-write.store.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { ownerTransaction } from '../support/owner-transaction.ts';
import { DAY, household, member, membershipState } from '../support/register-household.ts';

const ISSUER = 'https://idp.example';
const NOBODY_KNOWN = '00000000-0000-7000-8000-000000000000';

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  const id = (name: string) => register.ids[name] ?? '';
  const session = <T>(work: (sql: Sql) => Promise<T>) => register.deps.database.session(work);
  const find = (subject: string, issuer = ISSUER) =>
    session((sql) => viewerOf(sql, { issuer, subject }, register.deps.today, '核对'));

  /** Writes as a change of somebody's. */
  const write = (work: (sql: Sql, changeId: string) => Promise<unknown>) =>
    ownerTransaction(register.platform.ownerUrl, async (sql) => {
      const changeId = newId();
      const change = {
        id: changeId,
        actorId: id('chief'),
        action: 'MAKE_SAMPLE' as const,
        purpose: '测试',
        subjectId: id('chief'),
      };
      await insertChanges(sql, [{ ...change, subjectKind: 'STAFF' }]);
      await work(sql, changeId);
    });
  const hire = (code: string) =>
    write((sql, changeId) =>
      insertStaff(sql, changeId, [
        {
          id: ((register.ids as Record<string, string>)[code] = newId()),
          code,
          name: code,
          issuer: ISSUER,
          subject: code,
          from: '2020-01-01',
        },
      ]),
    );
  const grant = (code: string, role: Role, union: string, from: string, to: string | null = null) =>
    write(async (sql, changeId) => {
      const grantId = newId();
      const people = { grantedBy: id('admin'), confirmedBy: id('chief') };
      await insertGrants(sql, changeId, [
        { id: grantId, staffId: id(code), role, unionId: id(union), from: '2000-01-01', ...people },
      ]);
      await sql.query(
        `insert into staff_grant_version select anchor_id, $2, $3, role, union_id, granted_by, confirmed_by, recorded_in
         from staff_grant_version where anchor_id = $1`,
        [grantId, from, to],
      );
      await sql.query(
        "update staff_grant_version set superseded_in = $2 where anchor_id = $1 and valid_from = '2000-01-01'",
        [grantId, changeId],
      );
    });

  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  test('a member of staff has the grants of today: none that has ended, begins later or was superseded', async () => {
    await hire('busy');
    await grant('busy', 'UNION_CLERK', 'county', '2020-01-01');
    await grant('busy', 'STATISTICIAN', 'city', '2026-06-30', '2026-07-01');
    await grant('busy', 'FINANCE_OFFICER', 'city', '2020-01-01', '2026-06-30');
    await grant('busy', 'CENTRE_ARCHIVIST', 'city', '2026-07-01');
    const viewer = await find('busy');
    expect(viewer).toMatchObject({ staffId: id('busy'), personId: null, purpose: '核对' });
    expect(viewer?.grants.map(({ role, unionId }) => [role, unionId]).sort()).toEqual([
      ['STATISTICIAN', id('city')],
      ['UNION_CLERK', id('county')],
    ]);
    await hire('idle');
    expect(await find('idle')).toEqual({ staffId: id('idle'), personId: null, grants: [], purpose: '核对' });
  });

  test('nobody is who is unknown, of another issuer, deactivated or not yet there', async () => {
    expect([await find('unknown'), await find('busy', 'https://other.example'), await find('')]).toEqual([
      ...[null, null, null],
    ]);
    await hire('gone');
    await write(async (sql, changeId) => {
      await sql.query('update staff_version set superseded_in = $2 where anchor_id = $1', [id('gone'), changeId]);
      await sql.query(
        `insert into staff_version (anchor_id, valid_from, valid_to, name, issuer, subject, recorded_in)
         values ($1, '2020-01-01', '2026-06-30', 'gone', $3, 'gone', $2), ($1, '2026-07-01', null, 'gone', $3, 'gone', $2)`,
        [id('gone'), changeId, ISSUER],
      );
    });
    expect(await find('gone')).toBeNull();
    await expect(
      write((sql, changeId) =>
        insertStaff(sql, changeId, [
          { id: newId(), code: 'heir', name: 'heir', issuer: ISSUER, subject: 'gone', from: '2026-06-30' },
        ]),
      ),
    ).rejects.toThrow('one_member_a_login');
  });

  test('a household stands with its steward and all above, and is its worker’s of today', async () => {
    const { deps } = register;
    const two = household([1, 2], {
      members: [1, 2].map((at) => member(`m${at}`, at, { membershipState: membershipState() })),
    });
    const { householdId } = valueOf(await recordHousehold(deps, newHousehold(register, two)));
    const people = await register.asOwner(
      `select m.key, v.person_id from membership m join membership_version v on v.anchor_id = m.id
       where m.household_id = $1 order by m.key`,
      [householdId],
    );
    const [first, second] = people.map((row) => row['person_id']);
    const territory = async () =>
      (await session((sql) => loadHouseholdTerritories(sql, [householdId, NOBODY_KNOWN], deps.today))).get(householdId);
    expect(await territory()).toEqual({ unions: [id('employer'), id('county'), id('city')], workerId: first });

    const other = { householdId, household: { ...two, worker: 'm2' } };
    valueOf(await recordHousehold(deps, newHousehold(register, two, { ...other, from: DAY(2026, 6, 1) })));
    expect(await territory()).toMatchObject({ workerId: second });

    valueOf(
      await openFile(deps, {
        ...{ actorId: id('clerk'), idempotencyKey: null, purpose: '测试', householdId, stewardId: id('county') },
        ...{ expectedRevision: null, on: DAY(2026, 6, 2) },
        state: { level: 'NATIONAL', category: null, hardshipClass: null, state: 'APPLIED', reason: null },
      }),
    );
    expect(await territory()).toEqual({ unions: [id('county'), id('city')], workerId: second });
    expect(await session((sql) => loadHouseholdTerritories(sql, [NOBODY_KNOWN], deps.today))).toEqual(new Map());

    await write((sql, changeId) =>
      sql.query(
        `insert into worker_login_version (anchor_id, valid_from, issuer, subject, recorded_in)
         values ($1, '2026-06-01', $3, 'worker', $2)`,
        [second, changeId, ISSUER],
      ),
    );
    expect(await find('worker')).toEqual({ staffId: null, personId: second, grants: [], purpose: '核对' });
  });

  test('a union stands with all above it', async () => {
    const ids = ['otherEmployer', 'city'].map(id);
    const territories = await session((sql) => loadUnionTerritories(sql, [...ids, NOBODY_KNOWN], register.deps.today));
    expect(territories).toEqual(
      new Map([
        [id('otherEmployer'), { unions: [id('otherEmployer'), id('otherCounty'), id('city')], workerId: null }],
        [id('city'), { unions: [id('city')], workerId: null }],
      ]),
    );
  });
});
