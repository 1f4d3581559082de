import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../../src/app/command-line/command-line.ts';
import { flag, type OptionValues, preset, wholeNumber } from '../../../src/app/command-line/option.ts';

export interface Settings {
  /** {@link homeFolder}. */
  readonly home: string;
  readonly households: number;
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  /** Seconds before the first round. */
  readonly warm: number;
  /** The works to measure; `null`: all. */
  readonly only: readonly string[] | null;
  readonly servers: readonly string[];
  /** Whether the price of bangfu's layers is measured too. */
  readonly layers: boolean;
  /** Of the first server; the others follow. */
  readonly port: number;
  /** How many answers are compared at most. */
  readonly compared: number;
  /** How many pages of the list of households are asked for in turn. */
  readonly windows: number;
  /** Profiles each server under each work instead of measuring. */
  readonly profile: boolean;
  /** How many lines a profile has of each kind. */
  readonly most: number;
}

const SERVERS = ['bangfu', 'postgraphile', 'mercurius', 'naive'];
const count = wholeNumber(0, 1_000_000_000);

export const COMMAND = {
  call: 'npm run bench:read --',
  about:
    '与 PostGraphile、mercurius 等比较读取速度；先在 test/bench/read 中执行 npm install / ' +
    'measures reads beside PostGraphile, mercurius and others; first run npm install in test/bench/read',
  options: {
    households: preset('N', '户数，缺省 50000 / the number of households; 50000 by default', count, 50_000),
    seconds: preset('N', '每轮秒数，缺省 10 / the seconds of a round; 10 by default', count, 10),
    rounds: preset('N', '轮数，缺省 5 / the number of rounds; 5 by default', count, 5),
    connections: preset('N', '连接数，缺省 16 / the number of connections; 16 by default', count, 16),
    warm: preset('N', '预热秒数，缺省 3 / the seconds before the first round; 3 by default', count, 3),
    only: preset('A,B', '只测这些项目 / measures only these works', readList, null),
    servers: preset(
      'A,B',
      '所测服务器 / the servers; NAME=FOLDER is the bangfu of another checkout',
      readList,
      SERVERS,
    ),
    'no-layers': flag('不测各层的代价 / does not measure bangfu without its layers'),
    profile: flag('只作性能剖析 / profiles the servers instead of measuring them'),
    port: preset(
      'N',
      '首个服务器的端口，缺省 4330 / the port of the first server; 4330 by default',
      wholeNumber(1, 65_000),
      4330,
    ),
    compared: preset('N', '至多比较的答案数，缺省 60 / how many answers are compared; 60 by default', count, 60),
    windows: preset('N', '轮流查询的页数，缺省 100 / how many pages are requested in turn; 100 by default', count, 100),
    most: preset('N', '剖析结果的行数，缺省 25 / the lines of a profile; 25 by default', count, 25),
  },
} satisfies Command;

export function settingsOf({ 'no-layers': noLayers, ...options }: OptionValues<typeof COMMAND.options>): Settings {
  return { ...options, home: homeFolder(), layers: !noLayers };
}

/** Where seeded databases and builds are kept between runs: `BENCH_DATA`. */
export function homeFolder(): string {
  return process.env['BENCH_DATA'] ?? join(tmpdir(), 'bangfu-bench-read');
}

function readList(typed: string): readonly string[] | undefined {
  return typed.trim() === '' ? undefined : typed.split(',');
}
