/**
 * `npm run bench:decide` measures how many households a second are decided on every day and at every revision: read, decided and
 * written, in as many threads as there are cores, of a sample register.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../src/app/command-line/command-line.ts';
import { onPlatform } from '../../src/app/command-line/on-platform.ts';
import { preset, wholeNumber } from '../../src/app/command-line/option.ts';
import { refuseCommand, runCommand } from '../../src/app/command-line/run-command.ts';
import { decideRegister } from '../../src/assessment/spans/run/decide-register.ts';
import { parseConfig } from '../../src/config.ts';
import type { Database } from '../../src/database/database.ts';
import { progressLine } from '../../src/jobs/progress-line.ts';
import { requireDay } from '../../src/kernel/calendar.ts';

const COMMAND = {
  call: 'npm run bench:decide --',
  about:
    '测量每秒逐户认定的户数（每一天、每一版本） / ' +
    'measures how many households a second are decided on every day and at every revision',
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
const LEVELS = 4;

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
    await report(database, households);
    return 0;
  });
  rmSync(folder, { recursive: true });
  return code;
});

async function report(database: Database, total: number): Promise<void> {
  const tell = progressLine('户 / households', total);
  const control = { signal: new AbortController().signal, progress: tell };
  const from = performance.now();
  const decided = await decideRegister(database, requireDay(ON), control);
  if (!decided.ok) throw new Error(decided.error);
  const seconds = (performance.now() - from) / 1000;
  const { households, spans } = decided.value;
  const [size] = await database.session((sql) =>
    sql.query<{ bytes: string; others: string; rows: string }>(
      `select pg_total_relation_size('decision_span') as bytes, pg_total_relation_size('household_span') as others,
         (select count(*) from household_span) as rows`,
    ),
  );
  const perSecond = (count: number) => Math.round(count / seconds).toLocaleString('en');
  console.log(`${households} households in ${seconds.toFixed(1)} s: ${perSecond(households)} a second`);
  console.log(
    `${perSecond(spans * LEVELS)} decisions a second that differ from the day or revision before, at ${LEVELS} levels`,
  );
  console.log(
    `${(spans / households).toFixed(1)} spans a household, ${Math.round(Number(size?.bytes) / spans)} bytes a span`,
  );
  const others = Number(size?.rows);
  console.log(
    `${(others / households).toFixed(1)} spans of what it is counted by, ${Math.round(Number(size?.others) / others)} bytes each`,
  );
}
