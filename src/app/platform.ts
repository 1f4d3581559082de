import { readKeys } from '../secrets/keys/key-file.ts';
import { isSealed, provenKeys } from '../secrets/keys/proven-keys.read.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Config } from '../config.ts';
import { embeddedUrls, faultOfRoles, roleOf } from '../database/migrations/application-role.ts';
import { createDataSource } from '../database/connection/data-source.ts';
import { type Database, createDatabase, type Sql } from '../database/database.ts';
import { type Log, startEmbeddedServer } from '../database/embedded/embedded-server.ts';
import { migrate } from '../database/migrations/migrate.ts';
import { openJobQueue, prepareJobQueues } from '../jobs/job-queue.store.ts';
import type { JobQueue } from '../jobs/job.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';

/** The services that every use case needs. */
export interface Platform {
  /** The database for commands and jobs. */
  readonly database: Database;
  /** Opens a database for requests with its own connections and a limit on statement time; close it before the platform. */
  readonly openForRequests: () => Promise<Database>;
  readonly secrets: Secrets;
  readonly jobs: JobQueue;
  /** The address for the application role. */
  readonly url: string;
  /** The address for the owner, used only for migrations and sample data. */
  readonly ownerUrl: string;
  /** The address for the sealer, whom only the leading process is; `undefined` where the settings name none. */
  readonly sealerUrl: string | undefined;
  readonly close: () => Promise<void>;
}

/** A database server, whose database need not be up to date. */
export interface Server {
  /** As the application role. */
  readonly url: string;
  readonly ownerUrl: string;
  readonly sealerUrl: string | undefined;
  /** Creates the queues of jobs, as every start of a platform does. */
  readonly prepareJobs: (kinds: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Opens the database, migrated to the newest version, and the secrets; this process works on jobs of the given `kinds`. */
export async function openPlatform(
  config: Config,
  log: Log,
  kinds: readonly string[] = [],
): Promise<Result<Platform, string>> {
  const server = await openServer(config, log);
  if (!server.ok) return server;
  const { url, ownerUrl, sealerUrl, prepareJobs, stop } = server.value;
  try {
    const fault = await faultOfRoles(server.value);
    if (fault === undefined) {
      await migrate(ownerUrl, roleOf(url), sealerUrl === undefined ? undefined : roleOf(sealerUrl));
      await prepareJobs(kinds);
    }
    const opened = fault === undefined ? await openMigrated(config, server.value, log) : fail(fault);
    if (!opened.ok) await stop();
    return opened;
  } catch (error) {
    await stop();
    return fail(`数据库无法使用 / the database cannot be used: ${String(error)}`);
  }
}

/** Opens the platform on a server whose database is up to date and has its queues; closing it stops the server. */
export async function openMigrated(
  config: Config,
  { url, ownerUrl, sealerUrl, stop }: Server,
  log: Log,
): Promise<Result<Platform, string>> {
  const database = createDatabase(await createDataSource(url).initialize());
  const secrets = await database.session((sql) => secretsFor(config, sql));
  if (!secrets.ok) {
    await database.close();
    return secrets;
  }
  const jobs = await openJobQueue(url, database, log);
  return succeed({
    ...{ database, jobs, url, ownerUrl, sealerUrl, secrets: secrets.value },
    openForRequests: async () => createDatabase(await createDataSource(url, config.pool).initialize()),
    close: async () => {
      await jobs.close();
      await database.close();
      await stop();
    },
  });
}

/** Reaches the server of the settings, or starts the embedded one. Nothing is migrated. */
export async function openServer({ database, dataFolder }: Config, log: Log): Promise<Result<Server, string>> {
  if (database !== null) {
    const { url, migrationUrl: ownerUrl, sealerUrl } = database;
    return succeed(reachedServer({ url, sealerUrl }, ownerUrl, () => Promise.resolve()));
  }
  const embedded = await startEmbeddedServer(dataFolder, log);
  if (!embedded.ok) return embedded;
  const { ownerUrl, stop } = embedded.value;
  return succeed(reachedServer(await embeddedUrls(ownerUrl), ownerUrl, stop));
}

function reachedServer(
  { url, sealerUrl }: Pick<Server, 'url' | 'sealerUrl'>,
  ownerUrl: string,
  stop: () => Promise<void>,
): Server {
  return { url, ownerUrl, sealerUrl, prepareJobs: (kinds) => prepareJobQueues(ownerUrl, roleOf(url), kinds), stop };
}

/** Creates keys only for the embedded database, and never if a database contains values encrypted with other keys. */
async function secretsFor({ keyFile, database }: Config, sql: Sql): Promise<Result<Secrets, string>> {
  const secrets = await readKeys(keyFile, database === null && !(await isSealed(sql)));
  return secrets.ok ? provenKeys(sql, secrets.value) : secrets;
}
