/**
 * `npm run bench:statistics` measures the questions of dashboards, on random days and unions, beside the same counted in PostgreSQL
 * by hand from the base tables, of a sample register.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { sampleToken } from '../../src/access/token/sample-tokens.ts';
import type { Command } from '../../src/app/command-line/command-line.ts';
import { runCommand } from '../../src/app/command-line/run-command.ts';
import type { Config } from '../../src/config.ts';
import type { Database } from '../../src/database/database.ts';
import { addDays, printDay, requireDay } from '../../src/kernel/calendar.ts';
import { todayInChina } from '../../src/usecase/today.ts';
import { HOUSEHOLDS, onSeededRegister } from './seeded-register.ts';

const COMMAND = {
  call: 'npm run bench:statistics --',
  about:
    '测量看板问题的用时，并与基础表上的手写 SQL 比较 / ' +
    'measures the questions of dashboards, beside SQL by hand on the base tables',
  options: { households: HOUSEHOLDS },
} satisfies Command;
const TIMES = 30;
const PORT = 4577;
const SETTINGS = {
  ...{ BANGFU_RATE_PERSON: '1000000', BANGFU_RATE_ADDRESS: '1000000', BANGFU_LOG_LEVEL: 'error' },
  BANGFU_STATISTICS_MB: '4000',
};

/** A day and a union for one turn of a question. */
interface Turn {
  readonly day: string;
  readonly union: string;
}

interface Question {
  readonly graph: (turn: Turn) => string;
  /** The same by hand: `$1` is the day, `$2` the union's id. */
  readonly sql?: string;
}

const UNDER = `(select c.descendant_id from union_closure c where c.ancestor_id = $2 and c.superseded_in is null
  and c.valid_from <= $1 and (c.valid_to is null or c.valid_to > $1))`;
const STATES = `household_version v join household h on h.id = v.anchor_id
  left join archive_file_version f on f.household_id = v.anchor_id and f.superseded_in is null and f.valid_from <= $1
    and (f.valid_to is null or f.valid_to > $1) and f.state not in ('LIFTED', 'WITHDRAWN')
  left join stewardship s on s.anchor_id = f.anchor_id and s.superseded_in is null and s.valid_from <= $1
    and (s.valid_to is null or s.valid_to > $1)
  where v.superseded_in is null and v.valid_from <= $1 and (v.valid_to is null or v.valid_to > $1)
    and coalesce(s.union_id, h.union_id) in ${UNDER}`;
const filter = ({ union, day }: Turn) => `filter: { union: "${union}" }, asOf: "${day}"`;
const series = (turn: Turn, from: string) =>
  `filter: { union: "${turn.union}" }, over: { from: "${from}", to: "${turn.day}", every: MONTH }`;

const QUESTIONS: Readonly<Record<string, Question>> = {
  'on file by class': {
    graph: (turn) => `measures: [HOUSEHOLDS_ON_FILE], by: [HARDSHIP_CLASS], ${filter(turn)}`,
    sql: `select coalesce(f.hardship_class, v.declared_class), count(*) filter (where f.state = 'RECORDED') from ${STATES} group by 1`,
  },
  'on file by main cause': {
    graph: (turn) => `measures: [HOUSEHOLDS_ON_FILE], by: [MAIN_CAUSE], ${filter(turn)}`,
    sql: `select v.main_cause, count(*) filter (where f.state = 'RECORDED') from ${STATES} group by 1`,
  },
  'persons by sex and age': { graph: (turn) => `measures: [PERSONS_ON_FILE], by: [SEX, AGE], ${filter(turn)}` },
  'paid this year by source and aid': {
    graph: (turn) => `measures: [PAID, PAYMENTS, HOUSEHOLDS_HELPED], by: [SOURCE, AID_TYPE], ${filter(turn)}`,
    sql: `select d.source, d.aid_type, sum(d.amount_fen), count(*), count(distinct d.household_id) from disbursement_version d
      join household_version v on v.anchor_id = d.household_id and v.superseded_in is null and v.valid_from <= d.paid_on
        and (v.valid_to is null or v.valid_to > d.paid_on)
      join household h on h.id = d.household_id
      left join archive_file_version f on f.household_id = d.household_id and f.superseded_in is null and f.valid_from <= d.paid_on
        and (f.valid_to is null or f.valid_to > d.paid_on) and f.state not in ('LIFTED', 'WITHDRAWN')
      left join stewardship s on s.anchor_id = f.anchor_id and s.superseded_in is null and s.valid_from <= d.paid_on
        and (s.valid_to is null or s.valid_to > d.paid_on)
      where d.superseded_in is null and d.paid_on between date_trunc('year', $1::date) and $1
        and coalesce(s.union_id, h.union_id) in ${UNDER} group by 1, 2`,
  },
  'never helped by union below': {
    graph: (turn) => `measures: [HOUSEHOLDS_NEVER_HELPED], by: [UNION_BELOW], ${filter(turn)}`,
    sql: `select count(*) from ${STATES} and f.state = 'RECORDED' and not exists (select from disbursement_version d
      where d.household_id = v.anchor_id and d.superseded_in is null and d.paid_on <= $1)`,
  },
  'outcomes and categories': { graph: (turn) => `measures: [HOUSEHOLDS], by: [OUTCOME, CATEGORY], ${filter(turn)}` },
  'files that came and left by quarter': {
    graph: ({ union, day }) =>
      `measures: [FILES_RECORDED, FILES_LIFTED, FILES_CAME_BACK], filter: { union: "${union}" }, over: { from: "2024-01-01", to: "${day}", every: QUARTER }`,
  },
  'counties side by side': {
    graph: (turn) =>
      `measures: [HOUSEHOLDS_ON_FILE, HOUSEHOLDS_HELPED, PAID_PER_HOUSEHOLD_MEAN], by: [UNION_COUNTY], ${filter(turn)}`,
  },
  'mean and quartiles by category': {
    graph: (turn) =>
      `measures: [INCOME_PER_HEAD_MEAN, INCOME_PER_HEAD_Q1, INCOME_PER_HEAD_MEDIAN, INCOME_PER_HEAD_Q3], by: [CATEGORY], ${filter(turn)}`,
  },
  'four dimensions': {
    graph: (turn) => `measures: [HOUSEHOLDS], by: [REGION, CATEGORY, MAIN_CAUSE, FILE_LEVEL], ${filter(turn)}`,
  },
  '36 months by category': {
    graph: (turn) => `measures: [HOUSEHOLDS_ON_FILE], by: [CATEGORY], ${series(turn, '2023-07-01')}`,
  },
  'paid by month and source': {
    graph: (turn) => `measures: [PAID], by: [SOURCE], ${series(turn, '2023-07-01')}`,
    sql: `select date_trunc('month', d.paid_on), d.source, sum(d.amount_fen) from disbursement_version d
      join household h on h.id = d.household_id
      left join archive_file_version f on f.household_id = d.household_id and f.superseded_in is null and f.valid_from <= d.paid_on
        and (f.valid_to is null or f.valid_to > d.paid_on) and f.state not in ('LIFTED', 'WITHDRAWN')
      left join stewardship s on s.anchor_id = f.anchor_id and s.superseded_in is null and s.valid_from <= d.paid_on
        and (s.valid_to is null or s.valid_to > d.paid_on)
      where d.superseded_in is null and d.paid_on between '2023-07-01' and $1
        and coalesce(s.union_id, h.union_id) in ${UNDER} group by 1, 2`,
  },
};

/** Asks a document of a platform as an auditor of the city. */
type Ask = (document: string) => Promise<{ readonly errors?: readonly unknown[] }>;

/** Starts the platform over the register, waits until it has decided and projected it, and asks. */
async function report(database: Database, config: Config, environment: NodeJS.ProcessEnv): Promise<void> {
  execFileSync('npm', ['run', '--silent', 'build']);
  const from = performance.now();
  const env = { ...environment, ...SETTINGS, PORT: String(PORT) };
  const server = spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    const token = await sampleToken(config, database, todayInChina(), { role: 'auditor', union: '410500' });
    if (!token.ok) throw new Error(token.error);
    const ask = askAs(token.value);
    while (
      (await ask('{ statistics(measures: [HOUSEHOLDS]) { rowCount } }').catch(() => ({ errors: [] }))).errors !==
      undefined
    ) {
      await pause(200);
    }
    console.log(`decided and projected ${seconds(performance.now() - from)} s after the start`);
    await measureAll(database, ask);
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

function askAs(token: string): Ask {
  return async (query) => {
    const response = await fetch(`http://127.0.0.1:${PORT}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { readonly errors?: readonly unknown[] };
  };
}

async function measureAll(database: Database, ask: Ask): Promise<void> {
  const unions = await database.session((sql) =>
    sql.query<{ id: string; code: string }>(
      `select u.id, u.code from trade_union u join trade_union_version v on v.anchor_id = u.id
       where v.superseded_in is null and v.kind in ('MUNICIPAL', 'COUNTY') order by u.code`,
    ),
  );
  const [city, ...counties] = unions;
  if (city === undefined) throw new Error('the sample has a city');
  for (const [place, among] of Object.entries({ city: [city], 'a county': counties })) {
    console.log(
      `\n${place}: milliseconds, p50 and p95 of ${TIMES} days; by hand on the base tables; how many times as quick`,
    );
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const turns = Array.from({ length: TIMES }, () => ({ day: randomDay(), union: pick(among) }));
      const own: number[] = [];
      for (const { day, union } of turns)
        own.push(await timed(() => askStatistics(ask, question.graph({ day, union: union.code }))));
      const { sql: text } = question;
      const byHand: number[] = [];
      for (const { day, union } of text === undefined ? [] : turns.slice(0, 5)) {
        byHand.push(await timed(() => database.session((sql) => sql.query(text ?? '', [day, union.id]))));
      }
      const theirs =
        byHand.length === 0
          ? ''
          : `${percentile(byHand, 0.5)}  ${(percentile(byHand, 0.5) / percentile(own, 0.5)).toFixed(1)}`;
      console.log(`${name.padEnd(36)} ${percentile(own, 0.5)} ${percentile(own, 0.95)}  ${theirs}`);
    }
  }
}

async function askStatistics(ask: Ask, args: string): Promise<void> {
  const { errors } = await ask(`{ statistics(${args}) { revision rowCount rows { from to keys { key name }
    figures { count amount isHidden cell } } totals { figures { count amount } } } }`);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function randomDay(): string {
  return printDay(addDays(requireDay('2024-01-01'), Math.floor(Math.random() * 900)));
}

function pick<T>(among: readonly T[]): T {
  return among[Math.floor(Math.random() * among.length)] as T;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

process.exitCode = await runCommand(COMMAND, ({ options: { households } }) => onSeededRegister(households, report));
