import { dirname } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { excludes } from '../../src/access/excluding-roles.ts';
import { grantsWithoutEffect } from '../../src/access/grants-in-effect.read.ts';
import { type Role, ROLES } from '../../src/access/staff.codes.ts';
import { unionsFor } from '../../src/access/staff.read.ts';
import { newId } from '../../src/database/ids.ts';
import { insertChanges } from '../../src/database/time/change-log.ts';
import type { Result } from '../../src/kernel/result.ts';
import { confirmGrant } from '../../src/staff/grants/confirm-grant.ts';
import { endGrant } from '../../src/staff/grants/end-grant.ts';
import { proposeGrant, type ProposeGrant } from '../../src/staff/grants/propose-grant.ts';
import { registerStaff } from '../../src/staff/register-staff.ts';
import { readList, STAFF_LIST } from '../../src/staff/staff-list.read.ts';
import { insertGrants } from '../../src/staff/staff-write.store.ts';
import type { Problem } from '../../src/usecase/problem.ts';
import { addressOf, builtPlatform, startPlatform } from '../support/platform-process.ts';
import { SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { ownerTransaction } from '../support/owner-transaction.ts';
import { DAY } from '../support/register-household.ts';
import { seed } from '../support/runs.ts';
import { viewerOf } from '../support/viewer-of.ts';

const ISSUER = 'https://idp.example';
const TODAY = DAY(2026, 6, 30);
const NAMES = Object.keys(ROLES) as readonly Role[];

/** What each role excludes, by hand: who audits, who administers, who records or decides, who pays, and machines. */
const EXCLUDED: Readonly<Record<Role, readonly Role[]>> = {
  UNION_CLERK: ['FINANCE_OFFICER', 'DASHBOARD', 'AUDITOR', 'ADMINISTRATOR'],
  SUPERIOR_REVIEWER: ['DASHBOARD', 'AUDITOR', 'ADMINISTRATOR'],
  CENTRE_ARCHIVIST: ['FINANCE_OFFICER', 'DASHBOARD', 'AUDITOR', 'ADMINISTRATOR'],
  FINANCE_OFFICER: ['UNION_CLERK', 'CENTRE_ARCHIVIST', 'DASHBOARD', 'AUDITOR', 'ADMINISTRATOR'],
  STATISTICIAN: ['DASHBOARD'],
  DASHBOARD: NAMES.filter((role) => role !== 'DASHBOARD'),
  PARTNER_SYSTEM: ['DASHBOARD'],
  AUDITOR: ['UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST', 'FINANCE_OFFICER', 'DASHBOARD', 'ADMINISTRATOR'],
  ADMINISTRATOR: ['UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST', 'FINANCE_OFFICER', 'DASHBOARD', 'AUDITOR'],
};

test('what excludes what is what is written here', () => {
  const excluded = NAMES.map((one) => [one, NAMES.filter((other) => excludes(one, other))]);
  expect(Object.fromEntries(excluded)).toEqual(EXCLUDED);
});

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let made = 0;
  const id = (name: string) => register.ids[name] ?? '';
  const by = (actor: string) => ({ actorId: id(actor), idempotencyKey: null, purpose: '测试' });
  const codesOf = (result: Result<unknown, readonly Problem[]>) =>
    result.ok ? [] : result.error.map(({ code, path }) => `${code} ${path}`);

  beforeAll(async () => {
    register = await testRegister(server);
    const second = await hire();
    (register.ids as Record<string, string>)['second'] = second.staffId;
    await given(second.staffId, 'ADMINISTRATOR', 'city');
  });
  afterAll(() => register.drop());

  const hire = async () => {
    const code = `staff${(made += 1)}`;
    const input = { code, name: code, issuer: ISSUER, subject: code };
    return { code, staffId: valueOf(await registerStaff(register.deps, { ...by('chief'), ...input })).staffId };
  };

  /** A grant that was there before roles excluded each other. */
  const given = async (staffId: string, role: Role, union: string, from = '2020-01-01') => {
    const [grantId, changeId] = [newId(), newId()];
    await ownerTransaction(register.platform.ownerUrl, async (sql) => {
      const change = { id: changeId, actorId: id('admin'), action: 'MAKE_SAMPLE' as const, purpose: '测试' };
      await insertChanges(sql, [{ ...change, subjectKind: 'STAFF', subjectId: staffId }]);
      const people = { grantedBy: id('admin'), confirmedBy: id('chief') };
      await insertGrants(sql, changeId, [{ id: grantId, staffId, role, unionId: id(union), from, ...people }]);
    });
    return grantId;
  };

  /** What the platform prints while it starts on the register. */
  const started = async () => {
    const { database, keyFile } = register.config;
    const environment = {
      ...{
        DATABASE_URL: database?.url ?? '',
        DATABASE_MIGRATION_URL: database?.migrationUrl ?? '',
        DATABASE_SEALER_URL: database?.sealerUrl ?? '',
        BANGFU_KEYS: keyFile,
      },
      ...{ BANGFU_JWKS_URL: 'https://idp.example/keys', BANGFU_ISSUER: ISSUER },
      ...{ BANGFU_DATA: dirname(keyFile), PORT: '0' },
    };
    const platform = startPlatform(builtPlatform(), environment);
    await addressOf(platform);
    platform.child.kill('SIGTERM');
    await platform.ended;
    return platform.printed();
  };

  const propose = (staffId: string, role: Role, over: Partial<ProposeGrant> = {}) =>
    proposeGrant(register.deps, {
      ...{ ...by('chief'), staffId, role, unionId: id('county'), from: TODAY, to: null, deputyFor: null },
      ...over,
    });
  const confirm = (grantId: string) => confirmGrant(register.deps, { ...by('second'), grantId });

  test.each(NAMES)('who is %s is proposed for no role that it excludes, and for every other', async (held) => {
    const { staffId } = await hire();
    await given(staffId, held, 'otherCounty');
    const refused: Role[] = [];
    for (const role of NAMES) {
      const codes = codesOf(await propose(staffId, role));
      if (codes.length > 0) expect({ role, codes }).toEqual({ role, codes: ['EXCLUDING_ROLE role'] });
      if (codes.length > 0) refused.push(role);
    }
    expect(refused.toSorted()).toEqual(EXCLUDED[held].toSorted());
  });

  test('of two that were proposed, the second to be confirmed is refused', async () => {
    const { staffId } = await hire();
    const auditor = valueOf(await propose(staffId, 'AUDITOR'));
    const clerk = valueOf(await propose(staffId, 'UNION_CLERK'));
    expect(codesOf(await confirm(auditor.grantId))).toEqual([]);
    expect(codesOf(await confirm(clerk.grantId))).toEqual(['EXCLUDING_ROLE grantId']);
  });

  test('one after the other they are held', async () => {
    const { staffId } = await hire();
    const until = valueOf(await propose(staffId, 'UNION_CLERK', { to: DAY(2026, 9, 1) }));
    expect(codesOf(await confirm(until.grantId))).toEqual([]);
    expect(codesOf(await propose(staffId, 'AUDITOR', { from: DAY(2026, 8, 31) }))).toEqual(['EXCLUDING_ROLE role']);
    const after = valueOf(await propose(staffId, 'AUDITOR', { from: DAY(2026, 9, 1) }));
    expect(codesOf(await confirm(after.grantId))).toEqual([]);
  });

  test('of grants already there the later one is without effect until the earlier one ends, and is listed', async () => {
    const { staffId, code } = await hire();
    await given(staffId, 'FINANCE_OFFICER', 'city', '2021-01-01');
    const earlier = await given(staffId, 'AUDITOR', 'county', '2019-01-01');
    const today = register.deps.today;
    const rolesOf = async () => {
      const viewer = await register.deps.database.session((sql) =>
        viewerOf(sql, { issuer: ISSUER, subject: code }, today, null),
      );
      return viewer?.grants.map(({ role }) => role);
    };
    const mayPay = () =>
      register.deps.database.session((sql) => unionsFor(sql, staffId, 'LOCK_REAL_NAME_TABLE', [id('city')], today));
    const without = async () =>
      (await register.deps.database.session((sql) => grantsWithoutEffect(sql, today))).filter(
        ({ staff }) => staff === code,
      );
    const listed = async () => {
      const administered = { unions: [id('city')], today };
      const rows = await register.deps.database.session((sql) =>
        readList(sql, STAFF_LIST, administered, 'NOW', null, 100),
      );
      const own = rows.find((row) => row.code === code);
      return own?.grants.map(({ role, isInEffect }) => [role, isInEffect]);
    };
    expect(await started()).toContain(`"staff":"${code}","role":"FINANCE_OFFICER","union":"CITY"`);
    expect(await rolesOf()).toEqual(['AUDITOR']);
    expect([...(await mayPay())]).toEqual([]);
    expect(await without()).toEqual([{ staff: code, role: 'FINANCE_OFFICER', union: 'CITY' }]);
    expect(await listed()).toEqual([
      ['AUDITOR', true],
      ['FINANCE_OFFICER', false],
    ]);
    expect(codesOf(await endGrant(register.deps, { ...by('chief'), grantId: earlier }))).toEqual([]);
    expect(await rolesOf()).toEqual(['FINANCE_OFFICER']);
    expect([...(await mayPay())]).toEqual([id('city')]);
    expect(await without()).toEqual([]);
    expect(await listed()).toEqual([['FINANCE_OFFICER', true]]);
  });

  test('requests and statements take the same grants for those in effect, whatever somebody holds', async () => {
    const today = register.deps.today;
    const sequences = fc.sample(
      fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom('2019-01-01', '2020-05-01', '2021-01-01')), {
        minLength: 1,
        maxLength: 5,
      }),
      { numRuns: 40, seed: seed() },
    );
    const held = new Map<string, readonly Role[]>();
    for (const grants of sequences) {
      const { staffId, code } = await hire();
      for (const [role, from] of grants) await given(staffId, role, 'county', from);
      held.set(code, grants.map(([role]) => role).toSorted());
    }
    const without = await register.deps.database.session((sql) => grantsWithoutEffect(sql, today));
    for (const [code, roles] of held) {
      const viewer = await register.deps.database.session((sql) =>
        viewerOf(sql, { issuer: ISSUER, subject: code }, today, null),
      );
      const effective = viewer?.grants.map(({ role }) => role) ?? [];
      const own = without.filter(({ staff }) => staff === code).map(({ role }) => role);
      expect([...effective, ...own].toSorted()).toEqual(roles);
    }
    expect(without.length).toBeGreaterThan(10);
  });

  test('who administered only beside an earlier excluding role grants nothing', async () => {
    const { staffId } = await hire();
    (register.ids as Record<string, string>)['both'] = staffId;
    await given(staffId, 'CENTRE_ARCHIVIST', 'county', '2019-01-01');
    await given(staffId, 'ADMINISTRATOR', 'city', '2020-01-01');
    const { staffId: other } = await hire();
    expect(codesOf(await propose(other, 'UNION_CLERK', by('both')))).toEqual(['NO_SUCH_UNION unionId']);
    const waiting = valueOf(await propose(other, 'UNION_CLERK'));
    expect(codesOf(await confirmGrant(register.deps, { ...by('both'), grantId: waiting.grantId }))).toEqual([
      'NO_SUCH_GRANT grantId',
    ]);
  });
});
