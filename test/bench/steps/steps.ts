import type { Command } from '../../../src/app/command-line/command-line.ts';
import { preset, wholeNumber } from '../../../src/app/command-line/option.ts';
import { runCommand } from '../../../src/app/command-line/run-command.ts';
import { sampleToken } from '../../../src/access/token/sample-tokens.ts';
import { requireDay } from '../../../src/kernel/calendar.ts';
import { SAMPLE_REGIONS } from '../../../src/sample/sample-organisation.ts';
import { todayInChina } from '../../../src/usecase/today.ts';
import { type BenchDatabase, openDatabase } from '../read/database.ts';
import { build, startBangfu, stopServer } from '../read/servers.ts';
import { homeFolder } from '../read/settings.ts';
import { onBenchPlatform } from '../statistics/on-bench-platform.ts';
import { type County, type Done, workShift } from './clerks.ts';
import { type Ask, askingBy, filesFor, type FileToStep, type Kind } from './desk.ts';

/**
 * `npm run bench:steps` lets clerks work files: one alone, then two hundred who act every ten seconds each, then the same ever more
 * often until a step takes five times as long as one alone, or an answer is an error. Every step that was acknowledged has to be on
 * record, and of two people who step one file at once exactly one wins.
 */
const COMMAND = {
  call: 'npm run bench:steps --',
  about:
    '测量多人同时办理档案步骤 / measures many clerks who step files at once, and the rate at which the platform saturates',
  options: {
    households: preset(
      'N',
      '户数，缺省 20000 / the number of households; 20000 by default',
      wholeNumber(200, 2e6),
      20_000,
    ),
    clerks: preset('N', '人数，缺省 200 / the number of clerks; 200 by default', wholeNumber(1, 10_000), 200),
    seconds: preset('N', '每档秒数，缺省 60 / the seconds of each pace; 60 by default', wholeNumber(5, 3600), 60),
    port: preset('N', '端口，缺省 4590 / the port; 4590 by default', wholeNumber(1, 65_000), 4590),
  },
} satisfies Command;

/** The sample's counties; the city itself has no files of its own. */
const COUNTIES = Object.keys(SAMPLE_REGIONS).filter((code) => !code.endsWith('00'));
const ROLES = ['clerk', 'reviewer', 'auditor'];
/** How many files of each kind are looked for, for all paces together. */
const SHARES: Readonly<Record<Kind, number>> = { SUSPEND: 0.7, RETURN: 0.15, PUBLICISE: 0.15 };
const STEPS_WANTED = 10_000;
/** How often a clerk acts, as a multiple of the usual pace. */
const PACES = [1, 2, 4, 6, 8, 12, 16, 24, 32];
const EVERY = 10;
const SLOWER = 5;
/** Seconds before anything is measured. */
const WARM = 5;

async function tokensOf(bench: BenchDatabase): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  await onBenchPlatform(bench, async ({ database }, config) => {
    for (const staff of COUNTIES.flatMap((county) => ROLES.map((role) => `${role}.${county}`))) {
      const token = await sampleToken(config, database, todayInChina(), { staff });
      if (token.ok) tokens.set(staff, token.value);
    }
  });
  return tokens;
}

async function findFiles(ask: Ask): Promise<readonly County[]> {
  return Promise.all(
    COUNTIES.map(async (code) => {
      const files: FileToStep[] = [];
      for (const [kind, share] of Object.entries(SHARES) as [Kind, number][]) {
        files.push(...(await filesFor(ask, code, kind, Math.ceil((STEPS_WANTED * share) / COUNTIES.length))));
      }
      const shuffled = files.map((file) => ({ file, at: Math.random() })).toSorted((a, b) => a.at - b.at);
      return { code, files: shuffled.map(({ file }) => file), known: files.map(({ id }) => id) };
    }),
  );
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

function report(name: string, done: Done, seconds: number): void {
  const all = done.steps.length + done.reads.length + done.lists.length;
  const each = (['steps', 'reads', 'lists'] as const).map((kind) => {
    const [p50, p95] = [0.5, 0.95].map((share) => percentile(done[kind], share).toFixed(0));
    return `${done[kind].length} ${kind} p50 ${p50} p95 ${p95} ms`;
  });
  console.log(
    `${name}: ${(all / seconds).toFixed(1)} acts a second; ${each.join(', ')}; ${done.races} races, ` +
      `${done.refusals.length} refusals ${done.refusals[0] ?? ''}, ${done.errors.length} errors ${done.errors[0] ?? ''}`,
  );
}

process.exitCode = await runCommand(COMMAND, async ({ options: { households, clerks, seconds, port } }) => {
  const home = homeFolder();
  const built = build(home, 'bangfu');
  const bench = await openDatabase(home, households, built);
  const stepsOnRecord = async () => {
    const { rows } = await bench.owner.query<{ count: number }>('select count(*)::int as count from archive_file_step');
    return rows[0]?.count ?? 0;
  };
  const tokens = await tokensOf(bench);
  const server = await startBangfu('bangfu', built, { home, database: bench, port });
  let isRight = true;
  try {
    const ask = askingBy(server, tokens);
    const counties = await findFiles(ask);
    console.log(`${counties.reduce((sum, { files }) => sum + files.length, 0)} files wait for a step`);
    const shift = { ask, counties, today: requireDay(todayInChina()) };
    const before = await stepsOnRecord();
    const warm = await workShift({ ...shift, clerks: 1, seconds: WARM, every: 0 });
    const alone = await workShift({ ...shift, clerks: 1, seconds, every: 0 });
    report('one clerk alone', alone, seconds);
    let acknowledged = warm.steps.length + alone.steps.length;
    for (const pace of PACES) {
      const done = await workShift({ ...shift, clerks, seconds, every: EVERY / pace });
      report(`${clerks} clerks, every ${(EVERY / pace).toFixed(1)} s`, done, seconds);
      acknowledged += done.steps.length;
      isRight &&= done.errors.length === 0;
      const times = percentile(done.steps, 0.95) / percentile(alone.steps, 0.95);
      console.log(`a step's p95 is ${times.toFixed(1)} times that of one clerk alone`);
      if (done.errors.length > 0 || times > SLOWER) break;
    }
    const written = (await stepsOnRecord()) - before;
    console.log(`${acknowledged} steps were acknowledged, ${written} are on record`);
    isRight &&= acknowledged === written;
  } finally {
    await stopServer(server);
    await bench.stop();
  }
  return isRight ? 0 : 1;
});
