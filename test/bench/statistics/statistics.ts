import type pg from 'pg';
import type { Command } from '../../../src/app/command-line/command-line.ts';
import { preset, wholeNumber } from '../../../src/app/command-line/option.ts';
import { runCommand } from '../../../src/app/command-line/run-command.ts';
import { addDays, printDay, requireDay } from '../../../src/kernel/calendar.ts';
import { openDatabase } from '../read/database.ts';
import { build, type Server, startBangfu, startPeer, stopServer } from '../read/servers.ts';
import { homeFolder } from '../read/settings.ts';
import { askPeer, askStatistics, untilAnswered } from './ask.ts';
import { QUESTIONS, type Question, type Turn } from './questions.ts';
import { measureClients } from './clients.ts';
import { measureWrites } from './writes.ts';

/**
 * `npm run bench:statistics` measures the questions of dashboards on random days and unions, beside the same counted by hand in
 * SQL from the base tables and, those that it can ask, by PostGraphile 5 with its aggregates; then twenty and a hundred clients at
 * once, and writes beside questions. The peers are those of `bench:read`, which are installed once; databases are kept in
 * `BENCH_DATA`.
 */
const COMMAND = {
  call: 'npm run bench:statistics --',
  about:
    '测量看板问题的用时，并与基础表上的手写 SQL、PostGraphile 比较；先在 test/bench/read 中执行 npm install / ' +
    'measures the questions of dashboards, beside SQL by hand and PostGraphile; first run npm install in test/bench/read',
  options: {
    households: preset(
      'N',
      '户数，缺省 20000 / the number of households; 20000 by default',
      wholeNumber(1, 2e6),
      20_000,
    ),
    times: preset('N', '每题次数，缺省 30 / how often each question is asked; 30 by default', wholeNumber(5, 1000), 30),
    port: preset('N', '首个端口，缺省 4570 / the first port; 4570 by default', wholeNumber(1, 65_000), 4570),
  },
} satisfies Command;

/** What is measured over a database that servers read. */
interface Run {
  readonly owner: pg.Client;
  readonly bangfu: Server;
  readonly peer: Server;
  readonly times: number;
}

async function measureQuestions({ owner, bangfu, peer, times }: Run): Promise<void> {
  const { rows: unions } = await owner.query<{ id: string; code: string }>(
    `select u.id, u.code from trade_union u join trade_union_version v on v.anchor_id = u.id
     where v.superseded_in is null and v.kind in ('MUNICIPAL', 'COUNTY') order by u.code`,
  );
  const [city, ...counties] = unions;
  if (city === undefined) throw new Error('the sample has a city');
  for (const [place, among] of Object.entries({ city: [city], 'a county': counties })) {
    console.log(
      `\n${place}: milliseconds, p50 and p95 of ${times} days; by hand on the base tables, and how many times as quick` +
        '; PostGraphile with aggregates of today and everybody, and how many times as quick',
    );
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const turns = Array.from({ length: times }, () => ({ day: randomDay(), union: pick(among) }));
      const own: number[] = [];
      for (const { day, union } of turns)
        own.push(await timed(() => askStatistics(bangfu, question.graph({ day, union: union.code }))));
      const byHand = await timesByHand(owner, question, turns.slice(0, 5));
      const peers = place === 'city' ? await timesOfPeer(peer, question) : [];
      const figures = [percentile(own, 0.5), percentile(own, 0.95), compared(byHand, own), compared(peers, own)];
      console.log(`${name.padEnd(36)} ${figures.join('  ')}`);
    }
  }
}

type UnionTurn = Omit<Turn, 'union'> & { readonly union: { readonly id: string } };

async function timesByHand(owner: pg.Client, { sql }: Question, turns: readonly UnionTurn[]): Promise<number[]> {
  const times: number[] = [];
  for (const { day, union } of sql === undefined ? [] : turns)
    times.push(await timed(() => owner.query(sql ?? '', [day, union.id])));
  return times;
}

async function timesOfPeer(server: Server, { peer }: Question): Promise<number[]> {
  const times: number[] = [];
  for (let time = 0; peer !== undefined && time < 5; time += 1) times.push(await timed(() => askPeer(server, peer)));
  return times;
}

function compared(others: readonly number[], own: readonly number[]): string {
  if (others.length === 0) return '-';
  return `${percentile(others, 0.5)} (${(percentile(others, 0.5) / percentile(own, 0.5)).toFixed(1)})`;
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

process.exitCode = await runCommand(COMMAND, async ({ options: { households, times, port } }) => {
  const home = homeFolder();
  const built = build(home, 'bangfu');
  const database = await openDatabase(home, households, built);
  const servers: Server[] = [];
  try {
    const quiet = await measureWrites(database, null);
    const from = performance.now();
    servers.push(
      await startBangfu('bangfu', built, { home, database, port, environment: { BANGFU_STATISTICS_MB: '4000' } }),
    );
    servers.push(
      await startPeer('postgraphile', { home, database, port: port + 1, environment: { BENCH_AGGREGATES: '1' } }),
    );
    const [bangfu, peer] = servers as [Server, Server];
    await untilAnswered(bangfu);
    console.log(`decided and projected ${((performance.now() - from) / 1000).toFixed(1)} s after the start`);
    await measureQuestions({ owner: database.owner, bangfu, peer, times });
    await measureClients(bangfu, database);
    const beside = await measureWrites(database, bangfu);
    console.log(
      `\nwrites a second: ${quiet.toFixed(0)} alone, ${beside.toFixed(0)} beside projection, follower and one question a second: ` +
        `${((100 * beside) / quiet).toFixed(0)} %`,
    );
  } finally {
    for (const server of servers) await stopServer(server);
    await database.stop();
  }
  return 0;
});
