import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { placeCluster } from '../support/made-cluster.ts';
import {
  addressOf,
  builtPlatform,
  type PlatformProcess,
  startPlatform,
  tokensOf,
} from '../support/platform-process.ts';
import { type Ran, runProgram } from '../support/run-program.ts';

/** A platform decides its register by itself and follows what is written; its projection is checked by a command. */

let folder = '';
let platform: PlatformProcess;
const environment = () => ({ BANGFU_DATA: join(folder, 'data') });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-statistics-'));
  chmodSync(folder, 0o755);
  await placeCluster(environment().BANGFU_DATA);
  const seeded = await runProgram('src/cli/seed.ts', ['--households', '60'], { env: environment() });
  expect(seeded.status).toBe(0);
  platform = startPlatform(builtPlatform(), { ...environment(), PORT: '0' });
});
afterAll(async () => {
  platform.child.kill('SIGTERM');
  await platform.ended;
  rmSync(folder, { recursive: true });
});

const check = () => runProgram('src/cli/statistics/check.ts', [], { env: environment() });
const revisionOf = ({ stdout }: Ran) => Number(/revision (\d+)/.exec(stdout)?.[1]);

/** Checks until the projection has come up to a revision. */
async function checkedFrom(revision: number): Promise<Ran> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const checked = await check();
    if (revisionOf(checked) >= revision) return checked;
    await pause(200);
  }
  throw new Error('the projection does not follow');
}

test('the register is decided, the projection follows a change, and the check finds no difference', async () => {
  const address = await addressOf(platform);
  const ask = async (query: string, variables: object = {}) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${tokensOf(platform)['clerk'] ?? ''}`,
    };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body });
    return (await response.json()) as { data: Record<string, Record<string, unknown>> };
  };
  const { data } = await ask('{ households(first: 1) { edges { node { id } } } }');
  const [edge] = data['households']?.['edges'] as { node: { id: string } }[];
  const input = {
    householdId: edge?.node.id,
    from: new Date().toISOString().slice(0, 10),
    state: { mainCause: 'OTHER' },
  };
  const changed = await ask(
    'mutation ($input: ArchiveChangeHouseholdInput!) { changeHousehold(input: $input) { revision problems { code } } }',
    { input },
  );
  const revision = Number(changed.data['changeHousehold']?.['revision']);
  expect(revision).toBeGreaterThan(0);
  const checked = await checkedFrom(revision);
  expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining('0 differences')]);
}, 240_000);
