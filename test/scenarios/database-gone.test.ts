import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sealChanges } from '../../src/database/time/change-log.ts';
import { lead } from '../../src/jobs/leader.store.ts';
import { identityNumber, UNVERIFIED } from '../support/register-household.ts';
import { runs } from '../support/runs.ts';
import { type Asking, type ServedAnswer, type ServedPlatform, startServed } from '../support/served/platform.ts';

const { numRuns: kills } = runs(3, 20);
const LIST =
  '{ households(first: 20) { totalCount nodes { id members { person { name } } eligibility { outcome } } } }';
const TALLY = '{ households(asOf: "2026-01-31", filter: { outcome: ELIGIBLE }) { totalCount } }';
const RECORD = `mutation ($input: ArchiveRecordHouseholdInput!) { recordHousehold(input: $input) {
  problems { code } household { id } } }`;

let served: ServedPlatform;
let endDuties: () => Promise<void>;
let clerk: Asking;
beforeAll(async () => {
  const environment = { BANGFU_POOL: '4', BANGFU_STATEMENT_SECONDS: '1' };
  served = await startServed({ ownCluster: true, households: 40, environment });
  endDuties = lead(served.platform.url, 'SEAL', 500, () => sealChanges(served.platform.database));
  clerk = { token: await served.bearer({ role: 'clerk', union: '410500' }) };
});
afterAll(async () => {
  await endDuties();
  await served.close();
});

const ask = (query: string, variables: object = {}) => served.ask(query, { ...clerk, variables });

/** Either answered, or refused as what can be tried again; the status. */
function statusOf({ status, codes, data, headers }: ServedAnswer): number {
  if (status === 200) expect([codes, data]).toEqual([[], expect.anything()]);
  else {
    expect([status, codes[0], data ?? null, headers.get('retry-after')]).toEqual([503, 'UNAVAILABLE', null, '2']);
  }
  return status;
}

async function untilAnswered(query: string, variables: object = {}): Promise<ServedAnswer> {
  for (;;) {
    const answer = await ask(query, variables);
    if (statusOf(answer) === 200) return answer;
    await pause(50);
  }
}

const ready = async () => (await fetch(`${served.url}/readyz`)).status;

function killPostgres(): void {
  const lock = readFileSync(join(served.config.dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8');
  process.kill(Number(lock.split('\n')[0]), 'SIGKILL');
}

let serial = 100_000;
const household = () => ({
  worker: 'm1',
  state: { region: '410502', ...UNVERIFIED },
  members: [
    {
      ...{ key: 'm1', identityNumber: identityNumber((serial += 1)), person: { name: '示例' } },
      membershipState: { relation: 'SELF', inRegister: true, livesTogether: true, employmentKnown: false },
    },
  ],
});

/** Six who read and one who writes, until they are told to stop. */
function load() {
  let going = true;
  const counts = { answered: 0, refused: 0 };
  const recorded: string[] = [];
  const read = async () => {
    while (going) counts[statusOf(await ask(LIST)) === 200 ? 'answered' : 'refused'] += 1;
  };
  const write = async () => {
    while (going) {
      const input = { union: '410502-Q1', from: '2026-01-01', idempotencyKey: `key ${serial}`, household: household() };
      const { data } = await untilAnswered(RECORD, { input });
      expect(data).toMatchObject({ recordHousehold: { problems: [] } });
      recorded.push((data?.['recordHousehold'] as { readonly household: { readonly id: string } }).household.id);
    }
  };
  const working = Promise.all([...Array.from({ length: 6 }, read), write()]);
  const stop = () => {
    going = false;
    return working;
  };
  return { counts, recorded, stop };
}

/** Kills it while it works, and waits until it works again. */
async function killAmid({ counts, recorded }: ReturnType<typeof load>): Promise<void> {
  const [{ answered }, done] = [{ ...counts }, recorded.length];
  while (counts.answered < answered + 30 || recorded.length < done + 3) await pause(5);
  const { refused } = counts;
  killPostgres();
  while (counts.refused === refused) await pause(5);
  expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
  await untilAnswered(LIST);
  while ((await ready()) !== 200) await pause(100);
}

test(
  `PostgreSQL is killed ${kills} times under load: refusals that can be tried again, then answers by itself, and nothing that was acknowledged is lost or done twice`,
  async () => {
    const clients = load();
    for (let kill = 0; kill < kills; kill += 1) await killAmid(clients);
    await clients.stop();
    const { counts, recorded } = clients;
    const onRecord = await served.asOwner('select id from household where id::text = any($1)', [recorded]);
    expect([onRecord.length, new Set(recorded).size]).toEqual([recorded.length, recorded.length]);
    const persons = await served.asOwner(
      "select count(*)::int as count from person_version where valid_from = '2026-01-01'",
    );
    expect(persons).toEqual([{ count: recorded.length }]);
    console.log(`${JSON.stringify(counts)}, recorded: ${recorded.length}`);
  },
  30_000 + kills * 30_000,
);

test('a statement takes too long, and all connections wait for such statements: the same, and what needs none of that is answered', async () => {
  await served.whileHeld('lock table household_version in access exclusive mode', async () => {
    const from = performance.now();
    const early = Array.from({ length: 12 }, () => ask(LIST));
    await pause(700);
    // These wait for statements that are under way, or for a connection.
    const late = [...Array.from({ length: 4 }, () => ask(LIST)), ...Array.from({ length: 4 }, () => ask(TALLY))];
    const answers = await Promise.all([...early, ...late]);
    expect(answers.map(statusOf)).toEqual(answers.map(() => 503));
    // A second of a statement, one of grace and three for a connection; a statement more would take longer.
    expect(performance.now() - from).toBeLessThan(6500);
    expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
    expect(statusOf(await ask('{ regions { code } }'))).toBe(200);
  });
  expect(statusOf(await ask(LIST))).toBe(200);
});

test('tallies that read every household hold one connection, however many are asked for', async () => {
  const tally = (day: number, at: number) =>
    `s${at}: households(asOf: "2026-01-${String(day).padStart(2, '0')}", filter: { outcome: ELIGIBLE }) { totalCount }`;
  const tallies = (days: readonly number[]) => ask(`{ ${days.map(tally).join(' ')} }`);
  const all = Array.from({ length: 28 }, (_, at) => at + 1);
  const asked: Promise<ServedAnswer>[] = [];
  await served.whileHeld('lock table household_version in access exclusive mode', async () => {
    for (let at = 0; at < 28; at += 7) asked.push(tallies(all.slice(at, at + 7)));
    await pause(100);
    for (let turn = 0; turn < 5; turn += 1) expect(statusOf(await ask('{ regions { code } }'))).toBe(200);
  });
  expect(new Set((await Promise.all(asked)).map(statusOf))).toContain(200);
});

test('PostgreSQL has no connection left for the platform: the same', async () => {
  const role = decodeURIComponent(new URL(served.platform.url).username);
  await served.asOwner(`alter role ${role} connection limit 0`);
  await served.asOwner('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);
  expect(statusOf(await ask(LIST))).toBe(503);
  expect(statusOf(await ask(LIST))).toBe(503);
  await served.asOwner(`alter role ${role} connection limit -1`);
  await untilAnswered(LIST);
});
