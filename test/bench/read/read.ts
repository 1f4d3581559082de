import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { compare, type Doing } from './compare.ts';
import { openDatabase } from './database.ts';
import { ask, bodyOf, load } from './load.ts';
import {
  backgroundOf,
  databaseTime,
  forgetStatements,
  postmasterOf,
  processorTime,
  statementsOf,
  statementTable,
  timePlanning,
} from './measure.ts';
import { profileOf, summaryOf } from './profile.ts';
import { type Measured, type Result, tableOf } from './report.ts';
import { build, type Server, startBangfu, startPeer, stopServer } from './servers.ts';
import { readSettings } from './settings.ts';
import { type Samples, shuffled, type Work, WORKS } from './works.ts';

/** `node test/bench/read/read.ts`: the read path against what a user would pick instead; `docs/performance.md` says how. */
const INSPECTOR = 4340;
/** Before each round: while others had their turns, pools have closed their connections. */
const SETTLE_SECONDS = 1;
const settings = readSettings();
const database = await openDatabase(settings.home, settings.households);
const servers: Server[] = [];
let background: readonly string[] = [];
try {
  for (const name of settings.servers) servers.push(await startServer(name, servers.length));
  background = await backgroundOf(database.owner);
  const samples = await samplesOf(database.owner, settings.households);
  for (const work of WORKS.filter(({ key }) => settings.only === null || settings.only.includes(key))) {
    console.log(`\n${await measureWork(work, samples)}`);
  }
} finally {
  for (const server of servers) await stopServer(server);
  await database.stop();
}

/** By its name: bangfu, a peer, or `name=checkout` for the bangfu of another checkout. */
async function startServer(name: string, at: number): Promise<Server> {
  const nodeArguments = settings.profile ? [`--inspect=127.0.0.1:${INSPECTOR + at}`] : [];
  const started = { home: settings.home, database, port: settings.port + at, nodeArguments };
  const [own = '', source] = name.split('=');
  if (own !== 'bangfu' && source === undefined) return startPeer(own, started);
  return startBangfu(own, build(settings.home, own, source), started);
}

/** Compares the answers, then measures in rounds that take turns. */
async function measureWork(work: Work, samples: Samples): Promise<string> {
  const doing = await prepare(work, samples);
  const compared = await compare(work.key, doing, settings.compared);
  const statements: number[] = [];
  for (const one of doing) statements.push(await countStatements(one));
  for (const { server, bodies } of doing) await load(server.target, bodies, { ...settings, seconds: settings.warm });
  if (settings.profile) return profiles(work, doing);
  const rounds = await takeTurns(doing);
  const results = doing.map(({ server: { name } }, at): Result => {
    return { server: name, rounds: rounds[at] ?? [], statements: statements[at] ?? NaN };
  });
  return `${tableOf(`(${work.key}) ${work.title}`, results, 'postgraphile')}\n\n${compared}`;
}

async function prepare(work: Work, samples: Samples): Promise<readonly Doing[]> {
  const doing: Doing[] = [];
  for (const server of servers) {
    const part = work.parts[server.kind];
    if (part === undefined) continue;
    const requests = await part.requests((query, variables) => ask(server.target, bodyOf(query, variables)), samples);
    doing.push({ server, part, bodies: requests.map((variables) => bodyOf(part.query, variables)) });
  }
  return doing;
}

/** The rounds of each server, in their order. */
async function takeTurns(doing: readonly Doing[]): Promise<readonly (readonly Measured[])[]> {
  const rounds = doing.map((): Measured[] => []);
  const postmaster = await postmasterOf(database.owner);
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const [at, one] of doing.entries()) rounds[at]?.push(await measure(one, postmaster));
  }
  return rounds;
}

/** Where each server's processor time goes. */
async function profiles(work: Work, doing: readonly Doing[]): Promise<string> {
  const parts: string[] = [];
  for (const { server, bodies } of doing) {
    const at = servers.indexOf(server);
    let requests = 0;
    await timePlanning(database.owner, true);
    await forgetStatements(database.owner);
    const profile = await profileOf(`http://127.0.0.1:${INSPECTOR + at}`, async () => {
      ({ requests } = await load(server.target, bodies, settings));
    });
    const statements = await statementTable(database.owner, server.role, requests);
    await timePlanning(database.owner, false);
    writeFileSync(join(settings.home, `${work.key}-${server.name}.cpuprofile`), JSON.stringify(profile));
    parts.push(
      `### (${work.key}) ${work.title}: ${server.name}\n\n${statements}\n\n${summaryOf(profile, settings.most)}`,
    );
  }
  return parts.join('\n\n');
}

async function countStatements({ server, bodies }: Doing): Promise<number> {
  const counted = bodies.slice(0, 20);
  for (const body of counted) await ask(server.target, body);
  await forgetStatements(database.owner);
  for (const body of counted) await ask(server.target, body);
  return (await statementsOf(database.owner, server.role, background)) / counted.length;
}

async function measure({ server, bodies }: Doing, postmaster: number): Promise<Measured> {
  const pid = server.child.pid ?? 0;
  await load(server.target, bodies, { ...settings, seconds: SETTLE_SECONDS });
  const [own, base] = [processorTime(pid), databaseTime(postmaster)];
  const round = await load(server.target, bodies, settings);
  return {
    ...round,
    serverTime: (processorTime(pid) - own) / round.requests,
    databaseTime: (databaseTime(postmaster) - base) / round.requests,
  };
}

/** The same for the same database: what the requests ask for. */
async function samplesOf(owner: Client, households: number): Promise<Samples> {
  const { rows: ids } = await owner.query<{ id: string }>(
    'select id from bench.household order by md5(id::text) limit 500',
  );
  const { rows: listings } = await owner.query<{ union: string; cause: string }>(
    `select u.code as union, c.cause from bench.trade_union u,
       (select distinct main_cause as cause from bench.household where main_cause is not null) c
     where u.kind = 'COUNTY' order by 1, 2`,
  );
  const { rows: unions } = await owner.query<{ code: string }>(
    `select u.code from bench.trade_union u where u.id in (select h.keeper_id from bench.household h) order by 1`,
  );
  // PostGraphile loses its way where a cursor stands on a household without a file: they come last, and are left out.
  const { rows: filed } = await owner.query<{ count: string }>('select count(file_number) from bench.household');
  const leap = Math.min(200, Math.max(20, Math.ceil(households / 100)));
  const count = Math.min(settings.windows, Math.floor(Number(filed[0]?.count) / leap) - 1);
  return {
    households: ids.map(({ id }) => id),
    windows: { leap, count },
    unions: shuffled(unions.map(({ code }) => code)),
    listings: shuffled(listings),
  };
}
