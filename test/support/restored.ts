import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { sampleToken, type TokenSubject } from '../../src/access/token/sample-tokens.ts';
import { JOB_NAMES, workOnJobs } from '../../src/app/jobs.ts';
import { openPlatform, openServer, type Platform } from '../../src/app/platform.ts';
import { serveGraph } from '../../src/app/serve.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import type { Result } from '../../src/kernel/result.ts';
import { openBackup } from '../../src/operations/backup-set.ts';
import { restore } from '../../src/operations/restore.ts';
import { join } from 'node:path';
import { requireDay } from '../../src/kernel/calendar.ts';
import { SERVER, valueOf } from './register.ts';
import { projected } from './statistics.ts';

/** The day that the tests' commands are given. */
export const DAY_OF_RESTORING = '2026-11-30';

type Settings = Readonly<Record<string, string>>;

/** A new database on a server that the tests share, as production has one: its owner is no superuser. */
export async function emptyDatabase(): Promise<{
  readonly settings: Settings;
  readonly url: string;
  readonly drop: () => Promise<void>;
}> {
  const name = `restored_${randomBytes(6).toString('hex')}`;
  const admin = process.env[`TEST_DATABASE_${SERVER}`] ?? '';
  await rowsOf(admin, `create database ${name} owner test_owner`);
  const urlOf = (role: string) => `postgres://${role}:only-for-tests@${new URL(admin).host}/${name}`;
  return {
    settings: {
      ...{ DATABASE_URL: urlOf('test_application'), DATABASE_MIGRATION_URL: urlOf('test_owner') },
      ...{ BANGFU_SAMPLE: '1', PORT: '0' },
    },
    url: urlOf('test_owner'),
    drop: async () => {
      await rowsOf(admin, `drop database ${name} with (force)`);
    },
  };
}

/** Restores a backup as the command does, into what the settings name. */
export async function restoreInto(
  settings: Settings,
  folder: string,
  { keys, as = 'admin' }: { readonly keys?: string; readonly as?: string } = {},
): Promise<Result<object, string>> {
  const set = await openBackup(folder, keys);
  if (!set.ok) return set;
  const { config, server } = await serverOf(settings);
  const { ownerUrl, prepareJobs, stop } = server;
  try {
    const uploadFolder = join(config.dataFolder, 'uploads');
    const { keyFile, gatewayFile } = config;
    const target = { ownerUrl, prepareJobs, keyFile, gatewayFile, uploadFolder };
    return await restore(set.value, target, { actorCode: as, today: DAY_OF_RESTORING, tell: () => undefined });
  } finally {
    await stop();
  }
}

async function serverOf(settings: Settings) {
  const config = valueOf(parseConfig(settings));
  return { config, server: valueOf(await openServer(config, () => undefined)) };
}

/** A platform that was restored, served as `npm start` serves it. */
export interface RestoredPlatform {
  readonly platform: Platform;
  readonly config: Config;
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function serveRestored(settings: Settings, today: string): Promise<RestoredPlatform> {
  const config = valueOf(parseConfig({ PORT: '0', ...settings }));
  const platform = valueOf(await openPlatform(config, () => undefined, JOB_NAMES));
  await workOnJobs(platform.jobs, () => ({ ...platform, today }));
  const database = await platform.openForRequests();
  const projection = await projected(platform.database, requireDay(today), [database]);
  const server = valueOf(await serveGraph(config, { ...platform, database }, pino({ level: 'silent' })));
  return {
    ...{ platform, config, url: server.url },
    close: async () => {
      await server.close();
      await projection.close();
      await database.close();
      await platform.close();
    },
  };
}

/** A question, and who asks it. */
export interface Question {
  readonly as: TokenSubject;
  readonly query: string;
  readonly variables?: object;
  /** What sensitive values are read for. */
  readonly purpose?: string;
}

/** The answer's text, byte by byte. */
export async function askText(
  { platform, config, url }: Pick<RestoredPlatform, 'platform' | 'config' | 'url'>,
  { as, query, variables, purpose }: Question,
): Promise<string> {
  const token = valueOf(await sampleToken(config, platform.database, DAY_OF_RESTORING, as));
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(purpose === undefined ? {} : { 'bangfu-purpose': encodeURIComponent(purpose) }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

/** The rows of a statement, by a connection of its own. */
export async function rowsOf(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
