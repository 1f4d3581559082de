import { createSecretKey, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pg from 'pg';
import { pino } from 'pino';
import { sampleToken, type TokenSubject } from '../../../src/access/token/sample-tokens.ts';
import { JOB_NAMES } from '../../../src/app/jobs.ts';
import { openPlatform, type Platform } from '../../../src/app/platform.ts';
import { type Config, parseConfig } from '../../../src/config.ts';
import { createDataSource } from '../../../src/database/connection/data-source.ts';
import { createDatabase, type Database } from '../../../src/database/database.ts';
import type { Gateway } from '../../../src/graph/context.ts';
import { serveGraph } from '../../../src/app/serve.ts';
import { type Day, printDay } from '../../../src/kernel/calendar.ts';
import { printJob } from '../../../src/fund/locked/printing/print-job.ts';
import { importJob } from '../../../src/intake/import-job.ts';
import { seedSample } from '../../../src/sample/seed.ts';
import { dayInChina } from '../../../src/usecase/today.ts';
import { entryOf, signed } from '../federation.ts';
import { counted } from '../graph.ts';
import { placeCluster } from '../made-cluster.ts';
import { emptyRegister, valueOf } from '../register.ts';
import { projected } from '../statistics.ts';

/** The parts of an answer that tests check. */
export interface ServedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly ServedError[];
  /** The codes of the errors. */
  readonly codes: readonly unknown[];
}

interface ServedError {
  readonly message: string;
  readonly path?: readonly unknown[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** The sender of a request, its purpose, and whether a gateway sends it. */
export interface Asking {
  readonly variables?: unknown;
  /** The header `authorization`. */
  readonly token?: string;
  readonly purpose?: string;
  readonly signed?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The platform as it is started for real, over a sample register. */
export interface ServedPlatform {
  readonly platform: Platform;
  readonly config: Config;
  readonly today: string;
  readonly url: string;
  readonly gateway: Gateway;
  /** The text of every statement of every request, in their order, where they are noted. */
  readonly statements: readonly string[];
  /** The lines that the server logged. */
  readonly log: () => string;
  readonly lines: () => readonly Record<string, unknown>[];
  readonly asOwner: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  /** Does some work while a transaction of the owner holds what a statement has locked. */
  readonly whileHeld: (statement: string, work: () => Promise<void>) => Promise<void>;
  readonly bearer: (whose: TokenSubject) => Promise<string>;
  readonly ask: (query: string, asking?: Asking) => Promise<ServedAnswer>;
  /** Posts a body to the graph unchanged. */
  readonly post: (body: NonNullable<RequestInit['body']>, asking?: Asking) => Promise<ServedAnswer>;
  /** Stops only the server. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Options {
  readonly households?: number;
  /** A database cluster of its own, that may be killed and searched; else one database of those that all tests share. */
  readonly ownCluster?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether statements are noted. */
  readonly counts?: boolean;
  /** Whether statistics are answered: the register is decided and projected. */
  readonly statistics?: boolean;
  /** The day that the sample data is as of; today by default. */
  readonly on?: Day;
}

interface RunningPlatform {
  readonly platform: Platform;
  readonly config: Config;
  readonly close: () => Promise<void>;
}

/** A limit for answers that never come, long enough for the slowest machine. */
const ANSWERED_WITHIN = 30_000;
const USUAL = { households: 60, ownCluster: false, environment: {}, counts: false, statistics: false, on: undefined };
const UNLIMITED = { BANGFU_RATE_PERSON: '1000000', BANGFU_RATE_ADDRESS: '1000000' };

export async function startServed(options: Options = {}): Promise<ServedPlatform> {
  const { households, ownCluster, environment, counts, statistics, on } = { ...USUAL, ...options };
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-served-'));
  chmodSync(folder, 0o755);
  const gateway = { id: 'civil-affairs', contractKey: createSecretKey(randomBytes(32)), keyLimits: null };
  writeFileSync(join(folder, 'gateways.json'), JSON.stringify([entryOf(gateway, 'civil-affairs')]));
  const settings = { PORT: '0', BANGFU_DATA: folder, ...UNLIMITED, ...environment };
  const { platform, config, close } = await (ownCluster ? ownPlatform(settings) : sharedPlatform(settings));
  const day = on ?? dayInChina(Date.now());
  const { ownerUrl, secrets, jobs } = platform;
  valueOf(await seedSample({ ownerUrl, secrets, households, seed: 1, on: day, progress: () => undefined }));
  const today = printDay(day);
  await jobs.work(importJob(() => ({ ...platform, today })));
  await jobs.work(printJob(() => ({ ...platform, today })));
  const requests: Database = createDatabase(await createDataSource(platform.url, config.pool).initialize());
  const { log, logged } = capturedLog();
  const statements: string[] = [];
  const projection = statistics ? await projected(platform.database, day, [requests]) : null;
  const database = counts ? counted(requests, statements) : requests;
  const server = valueOf(await serveGraph(config, { database, secrets, jobs }, log));
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= server.close());
  const post = poster(`${server.url}/graphql`, gateway);
  return {
    ...{ platform, config, today, gateway, statements, post },
    url: server.url,
    log: logged,
    lines: () =>
      logged()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    asOwner: (text, values = []) =>
      asOwnerOf(ownerUrl, async (client) => (await client.query<Record<string, unknown>>(text, values)).rows),
    whileHeld: (statement, work) =>
      asOwnerOf(ownerUrl, async (client) => {
        await client.query('begin');
        await client.query(statement);
        await work();
      }),
    bearer: async (whose) => `Bearer ${valueOf(await sampleToken(config, platform.database, today, whose))}`,
    ask: (query, asking = {}) => post(JSON.stringify({ query, variables: asking.variables }), asking),
    stop,
    close: async () => {
      await stop();
      await projection?.close();
      await requests.close();
      await close();
      rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 200 });
    },
  };
}

async function ownPlatform(settings: Readonly<Record<string, string>>): Promise<RunningPlatform> {
  const config = valueOf(parseConfig(settings));
  await placeCluster(config.dataFolder);
  const platform = valueOf(await openPlatform(config, () => undefined, JOB_NAMES));
  return { platform, config, close: platform.close };
}

async function sharedPlatform(settings: Readonly<Record<string, string>>): Promise<RunningPlatform> {
  const { platform, config, drop } = await emptyRegister('18');
  const { url: DATABASE_URL, migrationUrl: DATABASE_MIGRATION_URL } = config.database ?? {};
  const own = { BANGFU_KEYS: config.keyFile, BANGFU_SAMPLE: '1', DATABASE_URL, DATABASE_MIGRATION_URL };
  return { platform, config: valueOf(parseConfig({ ...own, ...settings })), close: drop };
}

/** Collects the log of the server. */
function capturedLog() {
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  return { log: pino({ base: null, level: 'debug' }, stream), logged: () => written.join('') };
}

function poster(url: string, gateway: Gateway): ServedPlatform['post'] {
  return async (body, { token, purpose, signed: isSigned = false, headers = {} } = {}) => {
    const response = await fetch(url, {
      ...{ method: 'POST', body, signal: AbortSignal.timeout(ANSWERED_WITHIN) },
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: token }),
        ...(purpose === undefined ? {} : { 'bangfu-purpose': encodeURIComponent(purpose) }),
        ...(isSigned && typeof body === 'string' ? signed(gateway, body) : {}),
        ...headers,
      },
    });
    return servedAnswerOf(response);
  };
}

/** Reads a complete answer. */
export async function servedAnswerOf(response: Response): Promise<ServedAnswer> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = headers.get('content-type')?.includes('json') === true;
  const { data, errors = [] } = (isJson ? JSON.parse(text) : {}) as Partial<Pick<ServedAnswer, 'data' | 'errors'>>;
  return { status, headers, text, data, errors, codes: errors.map(({ extensions }) => extensions['code']) };
}

/** Returns the subject of a token. */
export function subjectOf(token: string): string {
  const [, payload = ''] = token.split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { readonly sub: string }).sub;
}

async function asOwnerOf<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
