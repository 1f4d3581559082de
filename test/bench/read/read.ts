import { openDatabase } from './database.ts';
import { backgroundOf } from './measure.ts';
import { Bench } from './bench.ts';
import { samplesOf } from './samples.ts';
import type { Layer } from './layers.ts';
import { build, layersOff, type Server, startBangfu, startPeer, stopServer } from './servers.ts';
import { readSettings } from './settings.ts';
import type { Work } from './work.ts';
import { WORKS } from './works.ts';

/**
 * The read path against what a user would pick instead, over one database: bangfu as shipped, PostGraphile, mercurius
 * with jit, and the naive way (Apollo, type-graphql, TypeORM, DataLoader); then bangfu without each of its layers.
 *
 *     (cd test/bench/read && npm install)   # once: the peers
 *     npm run bench:read                    # everything: 50,000 households, 5 rounds of 10 s; over an hour
 *     npm run bench:read -- --households 2000 --rounds 1 --seconds 2 --warm 1   # a trial
 *
 * `--only a,b` measures some works, `--servers bangfu,old=/a/checkout,postgraphile` other servers (a name with a folder
 * is the bangfu of that checkout; `bangfu=/a/checkout` too), `--no-layers` leaves the layers out, `--profile` profiles
 * instead of measuring. Seeded databases, builds, logs and profiles are kept in `BENCH_DATA`. Answers are compared before
 * anything is measured: a difference ends the benchmark. Tables go to standard output, progress to standard error.
 */
const INSPECTOR = 4340;
const settings = readSettings();
const builds = new Map<string, string>();
const database = await openDatabase(settings.home, settings.households, builtOf(firstBangfu()));
try {
  const works = WORKS.filter(({ key }) => settings.only === null || settings.only.includes(key));
  await measureAll(works, 'postgraphile', (servers) => startAll(servers, settings.servers));
  if (settings.layers && !settings.profile) await measureAll(works, 'bangfu', startLayers);
} finally {
  await database.stop();
}

/** Measures works at servers that run side by side, and stops them. */
async function measureAll(
  works: readonly Work[],
  base: string,
  start: (servers: Server[]) => Promise<void>,
): Promise<void> {
  const servers: Server[] = [];
  try {
    await start(servers);
    const background = await backgroundOf(database.owner);
    const samples = await samplesOf(database.owner, settings.households, settings.windows);
    const bench = new Bench({ settings, database, servers, background, samples, base, inspector: INSPECTOR });
    for (const work of works) console.log(`\n${await bench.measureWork(work)}`);
  } finally {
    for (const server of servers) await stopServer(server);
  }
}

async function startAll(servers: Server[], names: readonly string[]): Promise<void> {
  for (const name of names) servers.push(await startServer(name, servers.length));
}

/** Bangfu whole, and without its layers. */
async function startLayers(servers: Server[]): Promise<void> {
  const name = firstBangfu();
  servers.push(await startServer(name, 0));
  for (const [title, without] of layersOff()) servers.push(await startServer(name, servers.length, title, without));
}

/** By its name: bangfu, a peer, or `name=checkout` for the bangfu of another checkout. */
function startServer(name: string, at: number, title?: string, without?: readonly Layer[]): Promise<Server> {
  const nodeArguments = settings.profile ? [`--inspect=127.0.0.1:${INSPECTOR + at}`] : [];
  const started = { home: settings.home, database, port: settings.port + at, nodeArguments };
  const [own = ''] = name.split('=');
  console.error(`starting ${title ?? own}`);
  if (!isBangfu(name)) return startPeer(own, started);
  return startBangfu(title ?? own, builtOf(name), started, without);
}

function isBangfu(name: string): boolean {
  return name === 'bangfu' || name.includes('=');
}

function firstBangfu(): string {
  return settings.servers.find(isBangfu) ?? 'bangfu';
}

function builtOf(name: string): string {
  const [own = '', source] = name.split('=');
  const built = builds.get(name) ?? build(settings.home, own, source);
  builds.set(name, built);
  return built;
}
