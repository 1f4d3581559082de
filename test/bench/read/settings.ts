import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Settings {
  /** Where seeded databases and builds are kept between runs: `BENCH_DATA`. */
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

const SERVERS = 'bangfu,postgraphile,mercurius,naive';

export function readSettings(): Settings {
  const text = (preset: string) => ({ type: 'string', default: preset }) as const;
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      households: text('50000'),
      seconds: text('10'),
      rounds: text('5'),
      connections: text('16'),
      warm: text('3'),
      only: { type: 'string' },
      servers: text(SERVERS),
      layers: { type: 'boolean', default: true },
      port: text('4330'),
      compared: text('60'),
      windows: text('100'),
      profile: { type: 'boolean', default: false },
      most: text('25'),
    },
  });
  return {
    home: process.env['BENCH_DATA'] ?? join(tmpdir(), 'bangfu-bench-read'),
    households: Number(values.households),
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    connections: Number(values.connections),
    warm: Number(values.warm),
    only: values.only?.split(',') ?? null,
    servers: values.servers.split(','),
    layers: values.layers,
    port: Number(values.port),
    compared: Number(values.compared),
    windows: Number(values.windows),
    profile: values.profile,
    most: Number(values.most),
  };
}
