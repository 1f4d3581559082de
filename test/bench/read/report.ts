import type { Round } from './load.ts';

/** One round with what the processes took. */
export interface Measured extends Round {
  /** Milliseconds of the processor for a request: the server's, and PostgreSQL's. */
  readonly serverTime: number;
  readonly databaseTime: number;
}

export interface Result {
  readonly server: string;
  readonly rounds: readonly Measured[];
  readonly statements: number;
}

interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  const middle = sorted.length % 2 === 1 ? at(0.5) : (at(0.5) + (sorted[sorted.length / 2 - 1] ?? NaN)) / 2;
  return { median: middle, least: at(0), most: at(1) };
}

function percentile(times: readonly number[], part: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? NaN;
}

const rateOf = ({ requests, seconds }: Round) => requests / seconds;

/** The lines of a table in Markdown for one work; ratios are of neighbouring rounds. */
export function tableOf(title: string, results: readonly Result[], base: string): string {
  const against = results.find(({ server }) => server === base);
  const head = [
    ...['server', 'requests/s', 'spread', 'p50 ms', 'p99 ms', 'statements', 'kB'],
    ...['server CPU ms', 'database CPU ms', `of ${base}`, 'spread'],
  ];
  const lines = [`### ${title}`, '', row(head), row(head.map(() => '---'))];
  for (const result of results) lines.push(row(cellsOf(result, against)));
  return lines.join('\n');
}

function cellsOf({ server, rounds, statements }: Result, against: Result | undefined): readonly string[] {
  const rates = spreadOf(rounds.map(rateOf));
  const of = (value: (round: Measured) => number) => spreadOf(rounds.map(value)).median.toFixed(2);
  const ratios = rounds.flatMap((round, at) => {
    const other = against?.rounds[at];
    return other === undefined ? [] : [rateOf(round) / rateOf(other)];
  });
  const ratio = spreadOf(ratios);
  return [
    ...[server, rates.median.toFixed(1), `${rates.least.toFixed(1)} … ${rates.most.toFixed(1)}`],
    ...[of(({ times }) => percentile(times, 0.5)), of(({ times }) => percentile(times, 0.99))],
    ...[statements.toFixed(1), of(({ bytes, requests }) => bytes / requests / 1000)],
    ...[of(({ serverTime }) => serverTime), of(({ databaseTime }) => databaseTime)],
    ...(ratios.length === 0
      ? ['', '']
      : [ratio.median.toFixed(2), `${ratio.least.toFixed(2)} … ${ratio.most.toFixed(2)}`]),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
