import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  addressOf,
  builtPlatform,
  type PlatformProcess,
  startPlatform,
  tokensOf,
} from '../support/platform-process.ts';
import { runs } from '../support/runs.ts';

let built = '';
let folder = '';
const running: PlatformProcess[] = [];
const { numRuns: mostKills } = runs(3, 20);
beforeAll(() => {
  built = builtPlatform();
  folder = mkdtempSync(join(tmpdir(), 'bangfu-main-'));
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  for (const platform of running) platform.child.kill('SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  rmSync(folder, { recursive: true });
});

const RATES = { BANGFU_RATE_PERSON: '1000000', BANGFU_RATE_ADDRESS: '1000000' };
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function start(more: Readonly<Record<string, string>> = {}): PlatformProcess {
  const platform = startPlatform(built, { BANGFU_DATA: join(folder, 'data'), PORT: '0', ...RATES, ...more });
  running.push(platform);
  return platform;
}

async function ask(address: string, token: string, query: string): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return { status: response.status, text: await response.text() };
}

const HOUSEHOLDS = '{ households(first: 20) { totalCount edges { node { id } } } }';
const postmasterFile = () => join(folder, 'data', 'postgres', 'cluster', 'postmaster.pid');

test('on a fresh machine it makes everything it needs, and leaves nothing running', async () => {
  const platform = start();
  const address = await addressOf(platform);
  for (const path of ['/', '/graphiql', '/healthz', '/readyz', '/metrics']) {
    expect([path, (await fetch(address + path)).status]).toEqual([path, 200]);
  }
  expect(platform.complained()).toContain('2000/2000');
  const tokens = tokensOf(platform);
  expect(Object.keys(tokens).toSorted()).toEqual(
    [
      'administrator',
      'archivist',
      'auditor',
      'clerk',
      'dashboard',
      'finance',
      'partner',
      'reviewer',
      'statistician',
      'worker',
    ].toSorted(),
  );
  const { status, text } = await ask(address, tokens['clerk'] ?? '', HOUSEHOLDS);
  expect([status, text]).toEqual([200, expect.stringMatching(/"totalCount":[1-9]/)]);
  const { status: refused } = await ask(address, 'eyJhbGciOiJub25lIn0.e30.', HOUSEHOLDS);
  expect(refused).toBe(401);
  expect(existsSync(postmasterFile())).toBe(true);

  // Whoever stops a service often tells all its processes: npm passes on what the platform has heard already.
  platform.child.kill('SIGTERM');
  await pause(20);
  platform.child.kill('SIGTERM');
  expect(await platform.ended).toBe(0);
  expect(existsSync(postmasterFile())).toBe(false);
  const logged = platform
    .printed()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  expect(logged.length).toBeGreaterThan(5);
  for (const line of logged) expect(JSON.parse(line)).toHaveProperty('msg');
  for (const token of Object.values(tokens)) expect(logged.join('\n')).not.toContain(token);
});

test('started again it goes on where it stood; its database killed again and again never ends it', async () => {
  const platform = start();
  const address = await addressOf(platform);
  expect(platform.complained()).not.toContain('2000');
  const token = tokensOf(platform)['clerk'] ?? '';
  const statuses = new Map<number, number>();
  let going = true;
  const clients = Array.from({ length: 4 }, async () => {
    while (going) {
      const { status } = await ask(address, token, HOUSEHOLDS);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status !== 200) await pause(50);
    }
  });
  for (let kills = 0; kills < mostKills; kills += 1) {
    while ((await ask(address, token, HOUSEHOLDS)).status !== 200) await pause(50);
    const [pid = ''] = readFileSync(postmasterFile(), 'utf8').split('\n');
    expect(Number(pid)).toBeGreaterThan(1);
    process.kill(Number(pid), kills % 2 === 0 ? 'SIGKILL' : 'SIGQUIT');
    await pause(200);
  }
  while ((await ask(address, token, HOUSEHOLDS)).status !== 200) await pause(50);
  going = false;
  await Promise.all(clients);
  expect([...statuses.keys()].toSorted()).toEqual([200, 503]);
  expect(platform.printed()).not.toContain('"INTERNAL"');

  platform.child.kill('SIGINT');
  expect(await platform.ended).toBe(0);
}, 600_000);

test('says what keeps it from starting', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = start({ PORT: String(port) });
  const wrong = start({ BANGFU_POOL: 'many', BANGFU_RATE_PERSON: '-1' });
  const stray = start({ BANGFU_KEYS: join(folder, 'stray.json') });
  expect(await Promise.all([taken.ended, wrong.ended, stray.ended])).toEqual([1, 1, 1]);
  other.close();
  expect(taken.complained()).toContain('PORT');
  expect(wrong.complained()).toBe('设置有误 / these settings are invalid: BANGFU_POOL, BANGFU_RATE_PERSON\n');
  expect(stray.complained()).toContain('找不到密钥文件');
  expect(existsSync(join(folder, 'stray.json'))).toBe(false);
  expect(existsSync(postmasterFile())).toBe(false);
});
