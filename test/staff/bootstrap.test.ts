import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bootstrap, type Bootstrap } from '../../src/staff/bootstrap/bootstrap.ts';
import { readBootstrap } from '../../src/staff/bootstrap/read-bootstrap.ts';
import { confirmGrant } from '../../src/staff/grants/confirm-grant.ts';
import { proposeGrant } from '../../src/staff/grants/propose-grant.ts';
import { registerStaff } from '../../src/staff/register-staff.ts';
import { loadStandards } from '../../src/standards/standard-entries.read.ts';
import { runProgram } from '../support/run-program.ts';
import { viewerOf } from '../support/viewer-of.ts';
import { emptyRegister, sealAll, SERVER, SERVERS, testRegister, valueOf } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';

const ISSUER = 'https://idp.example';
const TODAY = '2026-06-30';
const COMMAND: Bootstrap = {
  union: { code: 'CITY', made: { name: '安阳市总工会', region: '410500', regionName: '安阳市' } },
  issuer: ISSUER,
  first: { code: 'one', name: '甲', subject: 'sub-1' },
  second: { code: 'two', name: '乙', subject: 'sub-2' },
  today: TODAY,
};
type Register = Awaited<ReturnType<typeof emptyRegister>>;

const viewer = (register: Register, subject: string) =>
  register.deps.database.session((sql) => viewerOf(sql, { issuer: ISSUER, subject }, TODAY, null));

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: Register;
  beforeEach(async () => {
    register = await emptyRegister(server);
  });
  afterEach(() => register.drop());

  test('an empty database gets its union, the standards and two administrators, who can grant from then on', async () => {
    expect(await bootstrap(register.deps.database, COMMAND)).toEqual({ ok: true, value: undefined });
    const [one, two] = [await viewer(register, 'sub-1'), await viewer(register, 'sub-2')];
    const [unionId = ''] = (one?.grants ?? []).map((grant) => grant.unionId);
    for (const each of [one, two]) expect(each?.grants).toEqual([{ role: 'ADMINISTRATOR', unionId }]);
    const unions = await register.asOwner(
      'select code, kind, region, has_centre, parent_id from trade_union u join trade_union_version v on v.anchor_id = u.id',
    );
    expect(unions).toEqual([{ code: 'CITY', kind: 'MUNICIPAL', region: '410500', has_centre: true, parent_id: null }]);
    expect(await register.asOwner('select code, name, parent_code from region')).toEqual([
      { code: '410500', name: '安阳市', parent_code: null },
    ]);
    const { dibao } = await register.deps.database.session((sql) => loadStandards(sql, 'NOW'));
    expect(dibao.length).toBeGreaterThan(0);
    expect(await sealAll(register.deps.database)).toBe(1);

    const by = (who: typeof one) => ({ actorId: who?.staffId ?? '', idempotencyKey: null, purpose: '测试' });
    const clerk = { code: 'clerk', name: '丙', issuer: ISSUER, subject: 'sub-3' };
    const { staffId } = valueOf(await registerStaff(register.deps, { ...by(one), ...clerk }));
    const grant = { staffId, role: 'UNION_CLERK', unionId, from: DAY(2026, 6, 30), to: null, deputyFor: null } as const;
    const { grantId } = valueOf(await proposeGrant(register.deps, { ...by(one), ...grant }));
    valueOf(await confirmGrant(register.deps, { ...by(two), grantId }));
    expect((await viewer(register, 'sub-3'))?.grants).toEqual([{ role: 'UNION_CLERK', unionId }]);
  });

  test('it works once; of several at once one does', async () => {
    const others = [1, 2, 3, 4].map((at) => ({
      ...COMMAND,
      first: { ...COMMAND.first, code: `one-${at}`, subject: `a-${at}` },
      second: { ...COMMAND.second, code: `two-${at}`, subject: `b-${at}` },
    }));
    const answers = await Promise.all(others.map((command) => bootstrap(register.deps.database, command)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = { ok: false, error: 'HAS_ADMINISTRATORS' };
    expect(answers.filter(({ ok }) => !ok)).toEqual([refused, refused, refused]);
    expect(await bootstrap(register.deps.database, COMMAND)).toEqual(refused);
    const [count] = await register.asOwner(
      `select (select count(*)::int from staff) as staff, (select count(*)::int from trade_union) as unions,
         (select count(*)::int from change_log) as changes`,
    );
    expect(count).toEqual({ staff: 2, unions: 1, changes: 1 });
  });

  test('without a union it has to be told its name, and writes nothing until then', async () => {
    const { database } = register.deps;
    const unnamed = { ...COMMAND, union: { code: 'CITY', made: null } };
    expect(await bootstrap(database, unnamed)).toEqual({ ok: false, error: 'UNION_MISSING' });
    const nowhere = { ...COMMAND, union: { code: 'CITY', made: { name: 'x', region: '410599', regionName: 'x' } } };
    expect(await bootstrap(database, nowhere)).toEqual({ ok: false, error: 'NOT_A_DIVISION' });
    expect(await register.asOwner('select 1 from change_log')).toEqual([]);
    expect(await bootstrap(database, COMMAND)).toMatchObject({ ok: true });
  });
});

describe('as a command line', () => {
  const server = SERVER;
  const union = { union: 'CITY' };
  const made = { 'union-name': '安阳市总工会', region: '410500', 'region-name': '安阳市' };
  const one = { code: 'one', name: '甲', subject: 'sub-1' };
  const two = { 'second-code': 'two', 'second-name': '乙', 'second-subject': 'sub-2' };
  const all = { ...union, ...made, ...one, ...two, issuer: ISSUER };

  test('it takes two different people, and all of the union’s name or nothing', () => {
    expect(readBootstrap(all, TODAY)).toEqual(COMMAND);
    expect(readBootstrap({ ...union, ...one, ...two, issuer: ISSUER }, TODAY)).toEqual({
      ...{ ...COMMAND, union: { code: 'CITY', made: null } },
    });
    for (const wrong of [
      ...[
        {},
        { ...union, ...made, ...one, issuer: ISSUER },
        { ...union, ...one, ...two, region: '410500', issuer: ISSUER },
      ],
      ...[
        { ...all, issuer: undefined },
        { ...all, 'second-code': 'one' },
        { ...all, 'second-subject': 'sub-1' },
      ],
      ...[
        { ...all, union: 'city' },
        { ...all, region: '4105' },
        { ...all, name: ' ' },
        { ...all, code: 'o n e' },
      ],
    ]) {
      expect([wrong, readBootstrap(wrong, TODAY)]).toEqual([wrong, undefined]);
    }
  });

  test('what is missing is said in two languages, then it works, once', async () => {
    const register = await emptyRegister(server);
    const { database, keyFile } = register.config;
    const env = {
      ...{ DATABASE_URL: database?.url, DATABASE_MIGRATION_URL: database?.migrationUrl, BANGFU_KEYS: keyFile },
      ...{ BANGFU_JWKS_URL: 'https://idp.example/keys', BANGFU_ISSUER: ISSUER },
    };
    const run = (options: object) => {
      const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
      return runProgram('src/cli/bootstrap.ts', args, { env });
    };
    const refused = (stderr: RegExp) => ({ status: 1, stdout: '', stderr: expect.stringMatching(stderr) });
    const usage = /用法 \/ usage[^]*授权须由两人[^]*takes two people/;
    const unnamed = { ...union, ...one, ...two };
    expect(await Promise.all([run(one), run({ ...one, unheard: 1 }), run(unnamed)])).toEqual(
      [usage, usage, /库中尚无工会.*the database has no union yet/].map(refused),
    );
    expect(await run({ ...union, ...made, ...one, ...two })).toEqual({
      status: 0,
      stdout: 'CITY: one, two\n',
      stderr: '',
    });
    const logins = await register.asOwner('select issuer, subject from staff_version order by subject');
    expect(logins).toEqual(['sub-1', 'sub-2'].map((subject) => ({ issuer: ISSUER, subject })));
    expect(await run(all)).toEqual(refused(/已设立过管理员.*the platform has had administrators before/));
    await register.drop();
  });
});

describe('on a register that has unions', () => {
  const server = SERVER;

  test('their topmost one is taken, no other; an administrator who was there once is there for ever', async () => {
    const register = await testRegister(server);
    const { database } = register.deps;
    expect(await bootstrap(database, COMMAND)).toEqual({ ok: false, error: 'HAS_ADMINISTRATORS' });
    await register.asOwner('alter table staff_grant_version disable trigger user');
    await register.asOwner("update staff_grant_version set valid_to = '2020-01-01' where role = 'ADMINISTRATOR'");
    expect(await bootstrap(database, COMMAND)).toEqual({ ok: false, error: 'HAS_ADMINISTRATORS' });
    await register.asOwner("delete from staff_grant_version where role = 'ADMINISTRATOR'");
    const at = (code: string) => bootstrap(database, { ...COMMAND, union: { ...COMMAND.union, code } });
    expect([await at('COUNTY'), await at('NEW')]).toEqual(['', ''].map(() => ({ ok: false, error: 'NO_SUCH_ROOT' })));
    const taken = { ...COMMAND, first: { ...COMMAND.first, code: 'clerk' } };
    expect(await bootstrap(database, taken)).toEqual({ ok: false, error: 'TAKEN' });
    expect(await at('CITY')).toMatchObject({ ok: true });
    expect((await viewer(register, 'sub-1'))?.grants).toEqual([
      { role: 'ADMINISTRATOR', unionId: register.ids['city'] },
    ]);
    await register.drop();
  });
});
