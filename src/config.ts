import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { type Setting, SETTINGS } from './settings.ts';
import { findDataFolder } from './database/embedded/data-folder.ts';
import { fail, type Result, succeed } from './kernel/result.ts';

/** The settings of the environment, parsed once and frozen; nothing else reads the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** The folder of the embedded database and everything that is kept beside it. */
  readonly dataFolder: string;
  /** The file of the master keys, which wrap the data keys; it is kept outside the database. */
  readonly keyFile: string;
  readonly gatewayFile: string;
  /** The addresses of a PostgreSQL 15 or newer; `null` stands for the embedded one. */
  readonly database: {
    readonly url: string;
    readonly migrationUrl: string;
    /** For the role that seals the record, without which the platform is not served. */
    readonly sealerUrl: string | undefined;
  } | null;
  /** Where the audit chain's checkpoints go: a file and, by a setting, an address; and the file of the keys that sign them. */
  readonly checkpoints: { readonly file: string; readonly url: string | null; readonly keyFile: string };
  readonly pool: { readonly connections: number; readonly statementSeconds: number };
  /** The memory of the projection for statistics, whose file is in the data folder. */
  readonly statisticsMegabytes: number;
  /** Whether sample data may be created and a local key may sign tokens. */
  readonly sample: boolean;
  /** The identity provider; `null` if only the local key of sample data signs tokens. */
  readonly identity: { readonly jwksUrl: string; readonly issuer: string } | null;
  readonly audience: string;
  readonly origins: readonly string[];
  /** The maximum numbers of requests per minute. */
  readonly rate: { readonly person: number; readonly address: number };
  /** The maximum numbers of different persons and households that a partner's login names by key, in a request and in a day. */
  readonly keyLimits: { readonly request: number; readonly day: number };
  readonly trustProxy: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly production: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Values = { readonly [K in keyof typeof SETTINGS]?: z.infer<(typeof SETTINGS)[K]['schema']> };

export function readConfig(environment: Environment = process.env): Config {
  const config = parseConfig(environment);
  if (!config.ok) throw new Error(config.error);
  return config.value;
}

/** Parses the settings; returns a message about invalid ones. */
export function parseConfig(environment: Environment = process.env): Result<Config, string> {
  const wrong: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, preset }] of Object.entries<Setting>(SETTINGS)) {
    const given = environment[name] ?? preset;
    if (given === null) continue;
    const parsed = schema.safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else wrong.push(name);
  }
  if (wrong.length > 0) return fail(`设置有误 / these settings are invalid: ${wrong.join(', ')}`);
  const fault = pairsFault(values);
  return fault === undefined ? succeed(Object.freeze(buildConfig(values))) : fail(fault);
}

/** Checks settings that depend on each other; returns a message or `undefined`. */
function pairsFault(values: Values): string | undefined {
  if ((values.DATABASE_URL === undefined) !== (values.DATABASE_MIGRATION_URL === undefined)) {
    return (
      'DATABASE_URL（应用角色）与 DATABASE_MIGRATION_URL（所有者角色）须同时设置 / ' +
      'DATABASE_URL (application role) and DATABASE_MIGRATION_URL (owner role) must be set together'
    );
  }
  if ((values.BANGFU_JWKS_URL === undefined) !== (values.BANGFU_ISSUER === undefined)) {
    return 'BANGFU_JWKS_URL 与 BANGFU_ISSUER 须同时设置 / BANGFU_JWKS_URL and BANGFU_ISSUER must be set together';
  }
  if (values.DATABASE_SEALER_URL !== undefined && values.DATABASE_URL === undefined) {
    return 'DATABASE_SEALER_URL 须与 DATABASE_URL 同时设置 / DATABASE_SEALER_URL goes with DATABASE_URL';
  }
  if (values.BANGFU_JWKS_URL !== undefined && values.BANGFU_SAMPLE === '1') {
    return (
      '示例数据不得使用正式的身份提供方，BANGFU_SAMPLE=1 与 BANGFU_JWKS_URL 只可设其一 / ' +
      'sample data cannot use an identity provider: set BANGFU_SAMPLE=1 or BANGFU_JWKS_URL, not both'
    );
  }
  return undefined;
}

function buildConfig(values: Values): Config {
  const dataFolder = resolve(values.BANGFU_DATA ?? findDataFolder(process.cwd()));
  const { DATABASE_URL: url, DATABASE_MIGRATION_URL: migrationUrl, DATABASE_SEALER_URL: sealerUrl } = values;
  const { BANGFU_JWKS_URL: jwksUrl, BANGFU_ISSUER: issuer } = values;
  const inFolder = (given: string | undefined, name: string) => resolve(given ?? join(dataFolder, name));
  return {
    host: required(values.BANGFU_HOST),
    port: required(values.PORT),
    dataFolder,
    keyFile: inFolder(values.BANGFU_KEYS, 'keys.json'),
    gatewayFile: inFolder(values.BANGFU_GATEWAYS, 'gateways.json'),
    database: url === undefined || migrationUrl === undefined ? null : { url, migrationUrl, sealerUrl },
    checkpoints: {
      file: inFolder(values.BANGFU_CHECKPOINTS, 'checkpoints.jsonl'),
      url: values.BANGFU_CHECKPOINT_URL ?? null,
      keyFile: inFolder(values.BANGFU_AUDIT_KEYS, 'audit-keys.json'),
    },
    pool: { connections: required(values.BANGFU_POOL), statementSeconds: required(values.BANGFU_STATEMENT_SECONDS) },
    statisticsMegabytes: required(values.BANGFU_STATISTICS_MB),
    sample: allowsSample(values),
    identity: jwksUrl === undefined || issuer === undefined ? null : { jwksUrl, issuer },
    audience: required(values.BANGFU_AUDIENCE),
    origins: required(values.BANGFU_ORIGINS).split(',').filter(Boolean),
    rate: { person: required(values.BANGFU_RATE_PERSON), address: required(values.BANGFU_RATE_ADDRESS) },
    keyLimits: { request: required(values.BANGFU_KEYS_REQUEST), day: required(values.BANGFU_KEYS_DAY) },
    trustProxy: values.BANGFU_TRUST_PROXY === '1',
    logLevel: required(values.BANGFU_LOG_LEVEL),
    production: values.NODE_ENV === 'production',
  };
}

/** Allows sample data in the embedded database by default, and in another one only if the setting says so. */
function allowsSample({ BANGFU_SAMPLE: said, DATABASE_URL: url, BANGFU_JWKS_URL: jwksUrl }: Values): boolean {
  return said === undefined ? url === undefined && jwksUrl === undefined : said === '1';
}

/** Returns the value of a setting with a default, which always has one. */
function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a setting without a value');
  return value;
}
