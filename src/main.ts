import type { Logger } from 'pino';
import { grantsWithoutEffect } from './access/grants-in-effect.read.ts';
import { sampleTokens } from './access/token/sample-tokens.ts';
import type { Platform } from './app/platform.ts';
import type { Command } from './app/command-line/command-line.ts';
import { refuseCommand, runCommand, withConfig } from './app/command-line/run-command.ts';
import type { Config } from './config.ts';
import { sealChanges } from './database/time/change-log.ts';
import type { Database } from './database/database.ts';
import { expire } from './database/time/expire.ts';
import { isUnavailable } from './database/connection/unavailable.ts';
import { listeningFault, probePort } from './server/http/connections/listening-fault.ts';
import { openLog } from './server/http/observing/log.ts';
import { reportFailure } from './server/http/answers/report-failure.ts';
import { waitingForSurvey } from './registry/due/waiting-notice.ts';
import { progressLine } from './jobs/progress-line.ts';
import { fail, type Result, succeed } from './kernel/result.ts';
import { isEmptyRegister } from './sample/seed.store.ts';
import { todayInChina } from './usecase/today.ts';

const SEAL_MILLISECONDS = 500;
const FOLLOW_MILLISECONDS = 300;
const HOUR = 3_600_000;
const NO_SEALER =
  '须设置 DATABASE_SEALER_URL：没有审计链的角色，记录无法自证 / ' +
  'DATABASE_SEALER_URL must be set: without the role of the sealer the record cannot prove itself';
/** The process ends after this time, even if something hangs. */
const LONGEST_END = 60_000;

type Step = () => Promise<void>;

const COMMAND = {
  call: 'npm start',
  about:
    '启动平台，按 Ctrl-C 停止；用环境变量设置，如 PORT=4199 npm start，见 docs/operations.md / ' +
    'starts the platform, which serves until Ctrl-C; set it up by environment variables, such as PORT=4199 npm start: see docs/operations.md',
  options: {},
} satisfies Command;

/** Serves until a signal stops it; returns the exit code. */
async function serve(config: Config): Promise<number> {
  const log = openLog(config);
  // The handlers stay, so that a second signal does not kill the process before it has stopped the database.
  const stopSignal = new Promise((resolve) => process.on('SIGINT', resolve).on('SIGTERM', resolve));
  surviveOutages(log);
  const ends: Step[] = [];
  try {
    const started = await start(config, log, ends);
    if (!started.ok) return refuseCommand(started.error);
    process.stdout.write(started.value);
    await stopSignal;
    return 0;
  } catch (error) {
    return refuseCommand(`无法启动 / cannot start: ${listeningFault(config, error) ?? String(error)}`);
  } finally {
    setTimeout(() => process.exit(1), LONGEST_END).unref();
    for (const end of ends.reverse()) await end();
  }
}

/** Starts everything in order, and adds to `ends` the functions that end it; returns the greeting. */
async function start(config: Config, log: Logger, ends: Step[]): Promise<Result<string, string>> {
  const taken = await probePort(config);
  if (taken !== undefined) return fail(taken);
  // Whoever asks how it is started need not wait for all of it to load.
  const { submitRepeatedJobs, workOnJobs } = await import('./app/jobs.ts');
  const { decisionsFollower } = await import('./app/follow-decisions.ts');
  const { lead } = await import('./jobs/leader.store.ts');
  const { serveGraph } = await import('./app/serve.ts');
  const { keepFollowing, openServedProjection } = await import('./app/served-projection.ts');
  const opened = await openLogged(config, log);
  if (!opened.ok) return opened;
  const platform = opened.value;
  const { database, secrets, jobs, url, sealerUrl } = platform;
  ends.push(platform.close);
  if (sealerUrl === undefined) return fail(NO_SEALER);
  const seeded = await seedWhereEmpty(config, platform);
  if (!seeded.ok) return seeded;
  await reportGrants(database, log);
  const deps = () => ({ database, secrets, today: todayInChina() });
  const repeatJobs = () => submitRepeatedJobs(jobs, deps);
  ends.push(
    await leadChain(config, sealerUrl, log),
    lead(url, 'SEAL', SEAL_MILLISECONDS, duties(database, repeatJobs)),
  );
  await workOnJobs(jobs, deps);
  ends.push(lead(url, 'DECIDE', FOLLOW_MILLISECONDS, decisionsFollower(jobs, deps, log)));
  const requests = await platform.openForRequests();
  ends.push(requests.close);
  const projection = await openServedProjection(config, [database, requests], (event) => {
    log.info({ event }, 'statistics');
  });
  ends.push(keepFollowing(projection, log));
  const server = await serveGraph(config, { ...platform, database: requests }, log);
  if (!server.ok) return server;
  ends.push(server.value.close);
  return succeed(await greeting(config, platform, server.value.url));
}

async function openLogged(config: Config, log: Logger): Promise<Result<Platform, string>> {
  const { openPlatform } = await import('./app/platform.ts');
  const { JOB_NAMES } = await import('./app/jobs.ts');
  const tell = (event: string) => {
    log.info({ event }, 'platform');
  };
  return openPlatform(config, tell, JOB_NAMES);
}

/** Continues the audit chain while this process leads; returns what ends that, with a last checkpoint. */
async function leadChain({ checkpoints }: Config, sealerUrl: string, log: Logger): Promise<Step> {
  const { ChainKeeper } = await import('./audit-chain/keep-chain.ts');
  const { lead } = await import('./jobs/leader.store.ts');
  const chain = new ChainKeeper(checkpoints, (event) => {
    log.error({ event }, 'audit chain');
  });
  return lead(sealerUrl, 'CHAIN', SEAL_MILLISECONDS, {
    work: (client) => chain.keep(client),
    finish: (client) => chain.finish(client),
  });
}

/** Fills an empty database with sample data, if sample data is allowed. */
async function seedWhereEmpty(config: Config, { database, ownerUrl, secrets }: Platform) {
  if (!config.sample || !(await database.session(isEmptyRegister))) return succeed(undefined);
  const { seedSample, USUAL_SAMPLE } = await import('./sample/seed.ts');
  const progress = progressLine('示例户 / sample households', USUAL_SAMPLE.households);
  const seeded = await seedSample({ ownerUrl, secrets, ...USUAL_SAMPLE, progress });
  if (!seeded.ok) return seeded;
  const { lockSampleTables } = await import('./sample/lock-sample-tables.ts');
  await lockSampleTables({ database, secrets, today: todayInChina() }, USUAL_SAMPLE.on);
  return succeed(undefined);
}

/** Logs the grants that give nothing: an administrator has to end one of the roles that exclude each other. */
async function reportGrants(database: Database, log: Logger): Promise<void> {
  const grants = await database.session((sql) => grantsWithoutEffect(sql, todayInChina()));
  for (const grant of grants) log.warn(grant, 'grant without effect: its holder has an earlier role that excludes it');
}

/**
 * The duties of the leading process: numbers committed changes, deletes expired rows, and repeats jobs: while the platform is
 * upgraded, a process of the version before may have written what they look after.
 */
function duties(database: Database, repeatJobs: Step): Step {
  let next = 0;
  return async () => {
    await sealChanges(database);
    if (Date.now() < next) return;
    next = Date.now() + HOUR;
    await expire(database);
    await repeatJobs();
  };
}

/** Makes the greeting, with addresses and sample tokens. */
async function greeting(config: Config, { database }: Platform, url: string): Promise<string> {
  const pages = [
    ['/', '说明 / introduction'],
    ...(config.production ? [] : [['/graphiql', '在浏览器中查询 / query in the browser']]),
    ['/graphql', '图 / the graph'],
  ];
  const tokens = await sampleTokens(config, database, todayInChina());
  const waiting = await waitingForSurvey(database, todayInChina());
  const lines = [
    '帮扶 bangfu',
    ...pages.map(([path = '', words = '']) => `  ${(url + path).padEnd(34)} ${words}`),
    ...waiting,
    ...(tokens.length === 0 ? [] : ['示例令牌，12 小时有效 / sample tokens, valid for 12 hours']),
    ...tokens.map(({ role, union, token }) => `  ${role.padEnd(14)} ${union.padEnd(10)} ${token}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Survives uncaught errors of a lost database connection; any other uncaught error is a bug and ends the process. */
function surviveOutages(log: Logger): void {
  process.on('unhandledRejection', (error) => {
    reportFailure(log, isUnavailable(error) ? 'UNAVAILABLE' : 'INTERNAL', error, null);
  });
  process.on('uncaughtException', (error) => {
    const gone = isUnavailable(error);
    reportFailure(log, gone ? 'UNAVAILABLE' : 'INTERNAL', error, null);
    if (!gone) process.exit(1);
  });
}

process.exitCode = await runCommand(COMMAND, () => withConfig(serve));
