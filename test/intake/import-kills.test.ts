import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openPlatform, type Platform } from '../../src/app/platform.ts';
import { readConfig } from '../../src/config.ts';
import { householdsOfWorkers } from '../../src/intake/households/known-households.read.ts';
import { readHouseholds } from '../support/read-household.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import { randomBy } from '../../src/sample/random.ts';
import { inventHousehold } from '../../src/sample/households/sample-household.ts';
import { personMaker } from '../../src/sample/households/sample-person.ts';
import { situations } from '../../src/sample/households/sample-situations.ts';
import { ask } from '../support/database-process.ts';
import { runs, size } from '../support/runs.ts';
import { valueOf } from '../support/register.ts';
import { placeCluster } from '../support/made-cluster.ts';
import { DAY } from '../support/register-household.ts';
import { rowsOf, writeLargeWorkbook } from '../support/workbook.ts';

const ROOT = join(__dirname, '..', '..');
const ON = DAY(2026, 6, 30);
const HOUSEHOLDS = size(300, 2500);
/** For how many more seconds a killed process was not heard of than it was; after ten it has died. */
const SILENCE = size(60, 0);

let folder = '';
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-kills-'));
  chmodSync(folder, 0o755);
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 200 });
});

const environment = () => ({ ...process.env, BANGFU_DATA: join(folder, 'data') });

function run(...command: string[]): { readonly child: ChildProcess; readonly said: () => string } {
  const child = spawn(process.execPath, command, { cwd: ROOT, env: environment() });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  children.push(child);
  return { child, said: () => said };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const cluster = (name: string) => readFileSync(join(folder, 'data/postgres/cluster', name), 'utf8');
const postmaster = () => Number(cluster('postmaster.pid').split('\n')[0]);

/** Waits until the first households of an import are on record, beside those that were before. */
async function untilBegun({ child, said }: ReturnType<typeof run>, before: number): Promise<void> {
  while (said() === '' && child.exitCode === null) await pause(5);
  const port = cluster('postmaster.pid').split('\n')[3] ?? '';
  const url = `postgres://bangfu_owner:${cluster('bangfu-password')}@127.0.0.1:${port}/postgres`;
  while (child.exitCode === null && Number(await ask(url, 'select count(*) from household')) <= before) await pause(5);
}

async function ended({ child }: ReturnType<typeof run>): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** The households of the workbook that are on record; each that is must be as it was written, whole. */
async function wholeOnRecord(platform: Platform, given: readonly RegisterHousehold[]): Promise<number> {
  const { database, secrets } = platform;
  const numberOf = ({ members }: RegisterHousehold) => members[0]?.identityNumber ?? '';
  const ids = await database.session((sql) => householdsOfWorkers(sql, secrets, given.map(numberOf)));
  const deps = { database, secrets, today: '2026-06-30' };
  const found = await readHouseholds(deps, [...ids.values()], ON, 'NOW');
  for (const one of given) {
    const id = ids.get(numberOf(one));
    // Node compares some twenty times as fast as Jest, which tells the difference.
    if (id === undefined || isDeepStrictEqual(found.get(id)?.household, one)) continue;
    expect(found.get(id)?.household).toEqual(one);
  }
  const half = await database.session((sql) =>
    sql.query(
      `select 1 from household h where not exists (select from household_version v where v.anchor_id = h.id)
         or not exists (select from membership_version v where v.household_id = h.id)`,
    ),
  );
  expect(half).toEqual([]);
  return ids.size;
}

const { numRuns, seed } = runs(1, 20);

test(
  `${numRuns} times killed, the process or PostgreSQL, an import leaves households whole or absent and the same one ends it`,
  async () => {
    const random = randomBy(seed);
    await placeCluster(join(folder, 'data'));
    const seeded = run('src/cli/seed.ts', '--households', '1', '--on', '2026-06-30');
    // The sample's one household has the first numbers of its members' birth days.
    const [maker, next] = [personMaker(1), situations(random)];
    const setting = { region: '410502', regionName: '文峰区', on: ON };
    const interrupted: number[] = [];
    for (let kill = 0; kill < numRuns; kill += 1) {
      const given = Array.from({ length: HOUSEHOLDS }, (_, turn) =>
        inventHousehold(random, maker, next(), { ...setting, turn }),
      );
      const path = writeLargeWorkbook(join(folder, `${kill}.xlsx`), rowsOf(given));
      expect(await ended(seeded)).toBe(0);
      const command = [
        'src/cli/workbook/import.ts',
        path,
        '--union',
        '410502-Q1',
        '--as',
        'clerk.410502',
        '--on',
        '2020-01-01',
      ];
      const first = run(...command);
      await untilBegun(first, 1 + kill * HOUSEHOLDS);
      await pause(random.below(Math.floor(HOUSEHOLDS / 5)));
      expect([first.child.exitCode, first.said()]).toEqual([null, expect.anything()]);
      const killsProcess = (kill + seed) % 2 === 0;
      process.kill(killsProcess ? (first.child.pid ?? 0) : postmaster(), 'SIGKILL');
      await ended(first);
      const platform = valueOf(await openPlatform(readConfig(environment()), () => undefined));
      interrupted.push(await wholeOnRecord(platform, given));
      await ask(
        platform.ownerUrl,
        `update job_queue.job set heartbeat_on = heartbeat_on - interval '${SILENCE} s' where state = 'active'`,
      );
      const again = run(...command);
      expect([await ended(again), again.said()]).toEqual([0, expect.stringContaining('0 户被拒')]);
      expect(await wholeOnRecord(platform, given)).toBe(HOUSEHOLDS);
      await platform.close();
      await ended(again);
    }
    console.log(`on record after each kill, of ${HOUSEHOLDS}: ${interrupted.join(', ')}`);
  },
  numRuns * 90_000,
);
