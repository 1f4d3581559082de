import { readKeys } from './access/key-file.ts';
import type { Secrets } from './access/secrets.ts';
import type { Config } from './config.ts';
import { embeddedApplicationUrl, faultOfApplicationRole } from './database/application-role.ts';
import { createDataSource } from './database/data-source.ts';
import { type Database, databaseOf } from './database/database.ts';
import { type Log, startEmbeddedServer } from './database/embedded-server.ts';
import { migrate } from './database/migrate.ts';
import { fail, type Result, succeed } from './kernel/result.ts';

/** What every use case stands on. */
export interface Platform {
  readonly database: Database;
  readonly secrets: Secrets;
  /** For migrations and sample data only. */
  readonly ownerUrl: string;
  readonly close: () => Promise<void>;
}

interface Server {
  readonly url: string;
  readonly ownerUrl: string;
  readonly stop: () => Promise<void>;
}

/** The composition root: a database that is up to date, the secrets, and how to leave them. */
export async function openPlatform(config: Config, log: Log): Promise<Result<Platform, string>> {
  const server = await serverOf(config, log);
  if (!server.ok) return server;
  const { url, ownerUrl, stop } = server.value;
  try {
    const opened = await openOn(config, url, ownerUrl);
    if (!opened.ok) {
      await stop();
      return opened;
    }
    const { database, secrets } = opened.value;
    return succeed({
      database,
      secrets,
      ownerUrl,
      close: async () => {
        await database.close();
        await stop();
      },
    });
  } catch (error) {
    await stop();
    return fail(`数据库无法使用 / the database cannot be used: ${String(error)}`);
  }
}

async function serverOf({ database, dataFolder }: Config, log: Log): Promise<Result<Server, string>> {
  if (database !== null) {
    return succeed({ url: database.url, ownerUrl: database.migrationUrl, stop: () => Promise.resolve() });
  }
  const embedded = await startEmbeddedServer(dataFolder, log);
  if (!embedded.ok) return embedded;
  const { ownerUrl, stop } = embedded.value;
  return succeed({ url: await embeddedApplicationUrl(ownerUrl), ownerUrl, stop });
}

async function openOn(
  { database, keyFile }: Config,
  url: string,
  ownerUrl: string,
): Promise<Result<Pick<Platform, 'database' | 'secrets'>, string>> {
  const secrets = await readKeys(keyFile, database === null);
  if (!secrets.ok) return secrets;
  const fault = await faultOfApplicationRole(url, decodeURIComponent(new URL(ownerUrl).username));
  if (fault !== undefined) return fail(fault);
  await migrate(ownerUrl, decodeURIComponent(new URL(url).username));
  const dataSource = await createDataSource(url).initialize();
  return succeed({ database: databaseOf(dataSource), secrets: secrets.value });
}
