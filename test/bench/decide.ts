/**
 * `npm run bench:decide` measures how many households a second are decided on every day and at every revision: read, decided and
 * written, in as many threads as there are cores, of a sample register.
 */
import type { Command } from '../../src/app/command-line/command-line.ts';
import { runCommand } from '../../src/app/command-line/run-command.ts';
import { decideRegister } from '../../src/assessment/spans/run/decide-register.ts';
import type { Database } from '../../src/database/database.ts';
import { progressLine } from '../../src/jobs/progress-line.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { HOUSEHOLDS, ON, onSeededRegister } from './seeded-register.ts';

const COMMAND = {
  call: 'npm run bench:decide --',
  about:
    '测量每秒逐户认定的户数（每一天、每一版本） / ' +
    'measures how many households a second are decided on every day and at every revision',
  options: {
    households: HOUSEHOLDS,
  },
} satisfies Command;
const LEVELS = 4;

process.exitCode = await runCommand(COMMAND, ({ options: { households } }) =>
  onSeededRegister(households, (database) => report(database, households)),
);

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
