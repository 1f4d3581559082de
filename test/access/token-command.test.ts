import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Role } from '../../src/access/staff.codes.ts';
import { sampleTokens } from '../../src/access/token/sample-tokens.ts';
import { authenticator } from '../../src/access/token/authenticate.ts';
import { viewerOf } from '../support/viewer-of.ts';
import { openPlatform, type Platform } from '../../src/app/platform.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import { printDay } from '../../src/kernel/calendar.ts';
import { dayInChina } from '../../src/usecase/today.ts';
import { placeCluster } from '../support/made-cluster.ts';
import { type Ran, runProgram } from '../support/run-program.ts';
import { valueOf } from '../support/register.ts';

const TODAY = printDay(dayInChina(Date.now()));
let folder = '';
let config: Config;
let platform: Platform;

const run = (command: string, args: readonly string[], over: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  runProgram(`src/cli/${command}.ts`, args, { env: { BANGFU_DATA: join(folder, 'data'), ...over } });

/** Who a token's bearer is to the server that runs meanwhile. */
const bearer = async (token: string) => {
  const authenticate = valueOf(await authenticator(config, platform.database));
  const identity = valueOf(await authenticate(`Bearer ${token}`));
  return platform.database.session((sql) => viewerOf(sql, identity, TODAY, null));
};
const unionId = async (code: string) =>
  platform.database.session(async (sql) => {
    const [row] = await sql.query<{ id: string }>('select id from trade_union where code = $1', [code]);
    return row?.id;
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-token-'));
  chmodSync(folder, 0o755);
  config = valueOf(parseConfig({ BANGFU_DATA: join(folder, 'data') }));
  await placeCluster(config.dataFolder);
  platform = valueOf(await openPlatform(config, () => undefined));
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

test('an empty database has no tokens to give', async () => {
  expect(await run('token', ['--role', 'clerk', '--union', '410502'])).toEqual({
    ...{ status: 1, stdout: '', stderr: expect.stringMatching(/示例数据.*sample data only/) },
  });
  expect(await sampleTokens(config, platform.database, TODAY)).toEqual([]);
  expect(await run('seed', ['--households', '200'])).toMatchObject({ status: 0 });
});

const STAFF: readonly [string, string, Role][] = [
  ['clerk', '410502', 'UNION_CLERK'],
  ['finance', '410502', 'FINANCE_OFFICER'],
  ['administrator', '410500', 'ADMINISTRATOR'],
];

test.each(STAFF)('prints one token of a %s at %s and nothing else', async (word, union, role) => {
  const { status, stdout, stderr } = await run('token', ['--role', word, '--union', union]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect((await bearer(stdout.trim()))?.grants).toEqual([{ role, unionId: await unionId(union) }]);
});

test('a worker of each county has a login, a member of staff theirs by code', async () => {
  const [city, county] = await Promise.all([
    run('token', ['--role', 'worker', '--union', '410581']),
    run('token', ['--staff', 'admin2']),
  ]);
  expect(await bearer(city.stdout.trim())).toMatchObject({ staffId: null, personId: expect.any(String), grants: [] });
  expect((await bearer(county.stdout.trim()))?.grants).toMatchObject([{ role: 'ADMINISTRATOR' }]);
  const logins = await platform.database.session((sql) =>
    sql.query('select subject from worker_login_version order by subject'),
  );
  expect(logins).toHaveLength(9);
});

test('what there is not, and what is not said, ends with the reason', async () => {
  const usage = /用法 \/ usage/;
  const refusals: readonly (readonly [readonly string[], RegExp, NodeJS.ProcessEnv?])[] = [
    [['--role', 'partner', '--union', '410502'], /没有 partner.*410500/],
    [['--staff', 'nobody'], /没有工作人员 nobody/],
    [[], usage],
    [['--role', 'clerk'], usage],
    [['--union', '410502'], usage],
    [['--role', 'king', '--union', '410502'], usage],
    [['clerk'], usage],
    [['--role', '__proto__', '--union', '410502'], usage],
    [['--staff', 'admin', '--role', 'clerk', '--union', '410502'], usage],
    [['--staff', 'admin'], /示例数据/, { BANGFU_SAMPLE: '0' }],
  ];
  const ran = await Promise.all(refusals.map(([args, , over]) => run('token', args, over)));
  expect(ran).toEqual(refusals.map(([, reason]) => ({ status: 1, stdout: '', stderr: expect.stringMatching(reason) })));
});

test('the start prints one of each role, each good', async () => {
  const tokens = await sampleTokens(config, platform.database, TODAY);
  expect(tokens.map(({ role, union }) => `${role} ${union}`)).toEqual([
    ...['clerk 410502', 'reviewer 410502', 'archivist 410502', 'finance 410502', 'statistician 410502'],
    ...['dashboard 410502', 'partner 410500', 'auditor 410502', 'administrator 410500', 'worker 410502'],
  ]);
  for (const { token } of tokens) expect(await bearer(token)).not.toBeNull();
});
