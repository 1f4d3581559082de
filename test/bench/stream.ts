/**
 * `npm run bench:stream` measures how many households a second the register streams as facts, ready to be assessed: those of
 * the sample, today and on a past day, as known now and at the last revision.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../src/app/command-line/command-line.ts';
import { onPlatform } from '../../src/app/command-line/on-platform.ts';
import { preset, wholeNumber } from '../../src/app/command-line/option.ts';
import { refuseCommand, runCommand } from '../../src/app/command-line/run-command.ts';
import { streamFacts } from '../../src/assessment/register/facts.read.ts';
import { parseConfig } from '../../src/config.ts';
import type { Database } from '../../src/database/database.ts';
import { lastRevision } from '../../src/database/time/change-log.ts';
import { type KnownAt } from '../../src/database/time/known-at.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import type { HouseholdFacts } from '../../src/policy/facts/facts.ts';
import { indexStandards } from '../../src/policy/money/standards.ts';
import { builtInStandards } from '../../src/policy/parameters/built-in-standards.ts';

const COMMAND = {
  call: 'npm run bench:stream --',
  about:
    '测量每秒从登记中读出并认定的家庭数 / ' +
    'measures how many households the register streams a second, without and with their assessment',
  options: {
    households: preset(
      'N',
      '户数，缺省 20000 / the number of households; 20000 by default',
      wholeNumber(1, 2_000_000),
      20_000,
    ),
  },
} satisfies Command;
const ON = '2026-06-30';
const ROUNDS = 5;

process.exitCode = await runCommand(COMMAND, async ({ options: { households } }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-bench-'));
  chmodSync(folder, 0o755);
  const environment = { ...process.env, BANGFU_DATA: join(folder, 'data') };
  const seed = ['src/cli/seed.ts', '--households', String(households), '--on', ON];
  spawnSync(process.execPath, seed, { env: environment, stdio: ['ignore', 'inherit', 'ignore'] });
  const config = parseConfig(environment);
  if (!config.ok) return refuseCommand(config.error);
  const code = await onPlatform(config.value, async ({ database }) => {
    await database.session((sql) => sql.query('analyze'));
    const revision = await lastRevision(database);
    for (const day of [ON, '2025-03-31']) {
      for (const known of ['NOW', revision] as const) await report(database, day, known);
    }
    return 0;
  });
  rmSync(folder, { recursive: true });
  return code;
});

/** Prints the median and the span of the rounds, for reading alone and for reading and assessing. */
async function report(database: Database, day: string, known: KnownAt): Promise<void> {
  const standards = indexStandards(builtInStandards);
  const works = {
    read: () => undefined,
    'read and assess': (_id: string, facts: HouseholdFacts) => void assess(facts, standards),
  };
  for (const [name, visit] of Object.entries(works)) {
    const rates: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) rates.push(await rate(database, day, known, visit));
    const [least, , median, , most] = rates.slice(1).sort((a, b) => a - b);
    const at = `as of ${day}, known ${known === 'NOW' ? 'now' : 'at a revision'}`;
    console.log(`${name}, ${at}: ${median} households/s (${least} to ${most})`);
  }
}

async function rate(
  database: Database,
  day: string,
  knownAt: KnownAt,
  visit: (id: string, facts: HouseholdFacts) => void,
): Promise<number> {
  let count = 0;
  const from = performance.now();
  await database.session((sql) =>
    streamFacts(sql, { asOf: requireDay(day), knownAt, level: 'NATIONAL', findProfile: () => null }, (id, facts) => {
      count += 1;
      visit(id, facts);
    }),
  );
  return Math.round(count / ((performance.now() - from) / 1000));
}
