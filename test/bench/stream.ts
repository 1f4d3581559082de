/**
 * `npm run bench:stream` measures how many households a second the register streams as facts, ready to be assessed: those of
 * the sample, today and on a past day, as known now and at the last revision.
 */
import type { Command } from '../../src/app/command-line/command-line.ts';
import { runCommand } from '../../src/app/command-line/run-command.ts';
import { streamFacts } from '../../src/assessment/register/facts.read.ts';
import type { Database } from '../../src/database/database.ts';
import { lastRevision } from '../../src/database/time/change-log.ts';
import { type KnownAt } from '../../src/database/time/known-at.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import type { HouseholdFacts } from '../../src/policy/facts/facts.ts';
import { indexStandards } from '../../src/policy/money/standards.ts';
import { builtInStandards } from '../../src/policy/parameters/built-in-standards.ts';
import { HOUSEHOLDS, ON, onSeededRegister } from './seeded-register.ts';

const COMMAND = {
  call: 'npm run bench:stream --',
  about:
    '测量每秒从登记中读出并认定的家庭数 / ' +
    'measures how many households the register streams a second, without and with their assessment',
  options: {
    households: HOUSEHOLDS,
  },
} satisfies Command;
const ROUNDS = 5;

process.exitCode = await runCommand(COMMAND, ({ options: { households } }) =>
  onSeededRegister(households, async (database) => {
    const revision = await lastRevision(database);
    for (const day of [ON, '2025-03-31']) {
      for (const known of ['NOW', revision] as const) await report(database, day, known);
    }
  }),
);

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
