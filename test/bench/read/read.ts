import { runCommand } from '../../../src/app/command-line/run-command.ts';
import { type BenchDatabase, openDatabase } from './database.ts';
import { backgroundOf } from './measure.ts';
import { Bench } from './bench.ts';
import { samplesOf } from './samples.ts';
import type { Layer } from './layers.ts';
import { build, layersOff, type Server, startBangfu, startPeer, stopServer } from './servers.ts';
import { COMMAND, type Settings, settingsOf } from './settings.ts';
import type { Work } from './work.ts';
import { WORKS } from './works.ts';

const INSPECTOR = 4340;

/** The folders of the builds, by the names of the servers. */
type Builds = Map<string, string>;

interface Run {
  readonly settings: Settings;
  readonly builds: Builds;
  readonly database: BenchDatabase;
}

/**
 * Compares the read path of bangfu with what a user could choose instead, over one database: bangfu as shipped,
 * PostGraphile, mercurius with jit, and the naive way (Apollo, type-graphql, TypeORM, DataLoader). At the end it measures
 * bangfu without each of its layers.
 *
 *     (cd test/bench/read && npm install)   # once: the peers
 *     npm run bench:read                    # everything: 50,000 households, 5 rounds of 10 s; over an hour
 *     npm run bench:read -- --households 2000 --rounds 1 --seconds 2 --warm 1   # a trial
 *
 * `--servers bangfu,old=/a/checkout,postgraphile` names the servers; a name with a folder is the bangfu of that checkout
 * (`bangfu=/a/checkout` too). Seeded databases, builds, logs and profiles are kept in `BENCH_DATA`. Answers are compared
 * before anything is measured, and a difference ends the benchmark. Tables are printed to standard output, progress to
 * standard error.
 */
process.exitCode = await runCommand(COMMAND, async ({ options }) => {
  const settings = settingsOf(options);
  const builds: Builds = new Map();
  const database = await openDatabase(
    settings.home,
    settings.households,
    builtOf(settings, builds, firstBangfu(settings)),
  );
  const run: Run = { settings, builds, database };
  try {
    const works = WORKS.filter(({ key }) => settings.only === null || settings.only.includes(key));
    await measureAll(run, works, 'postgraphile', startAll);
    if (settings.layers && !settings.profile) await measureAll(run, works, 'bangfu', startLayers);
  } finally {
    await database.stop();
  }
  return 0;
});

/** Measures works at servers that run side by side, and stops the servers. */
async function measureAll(
  run: Run,
  works: readonly Work[],
  base: string,
  start: (run: Run, servers: Server[]) => Promise<void>,
): Promise<void> {
  const { settings, database } = run;
  const servers: Server[] = [];
  try {
    await start(run, servers);
    const background = await backgroundOf(database.owner);
    const samples = await samplesOf(database.owner, settings.households, settings.windows);
    const bench = new Bench({ settings, database, servers, background, samples, base, inspector: INSPECTOR });
    for (const work of works) console.log(`\n${await bench.measureWork(work)}`);
  } finally {
    for (const server of servers) await stopServer(server);
  }
}

async function startAll(run: Run, servers: Server[]): Promise<void> {
  for (const name of run.settings.servers) servers.push(await startServer(run, name, servers.length));
}

/** Starts bangfu with all of its layers, and without each of them. */
async function startLayers(run: Run, servers: Server[]): Promise<void> {
  const name = firstBangfu(run.settings);
  servers.push(await startServer(run, name, 0));
  for (const [title, without] of layersOff())
    servers.push(await startServer(run, name, servers.length, title, without));
}

/** Starts a server by its name: bangfu, a peer, or `name=checkout` for the bangfu of another checkout. */
function startServer(
  { settings, builds, database }: Run,
  name: string,
  at: number,
  title?: string,
  without?: readonly Layer[],
): Promise<Server> {
  const nodeArguments = settings.profile ? [`--inspect=127.0.0.1:${INSPECTOR + at}`] : [];
  const started = { home: settings.home, database, port: settings.port + at, nodeArguments };
  const [own = ''] = name.split('=');
  console.error(`starting ${title ?? own}`);
  if (!isBangfu(name)) return startPeer(own, started);
  return startBangfu(title ?? own, builtOf(settings, builds, name), started, without);
}

function isBangfu(name: string): boolean {
  return name === 'bangfu' || name.includes('=');
}

function firstBangfu(settings: Settings): string {
  return settings.servers.find(isBangfu) ?? 'bangfu';
}

function builtOf(settings: Settings, builds: Builds, name: string): string {
  const [own = '', source] = name.split('=');
  const built = builds.get(name) ?? build(settings.home, own, source);
  builds.set(name, built);
  return built;
}
