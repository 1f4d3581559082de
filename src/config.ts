import { join, resolve } from 'node:path';
import { z } from 'zod';
import { findDataFolder } from './database/embedded/data-folder.ts';
import { type Bilingual, bilingual } from './kernel/bilingual.ts';
import { fail, type Result, succeed } from './kernel/result.ts';

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/**
 * All settings, with their parsers, their defaults and their descriptions. `npm run operations` prints them into
 * `docs/operations.md`, and a test compares the two.
 */
export const SETTINGS = {
  PORT: setting(count(0, 65_535), '4000', '监听端口 / the port to listen on'),
  BANGFU_HOST: setting(
    z.string().min(1),
    '127.0.0.1',
    '监听地址；对外服务应置于 TLS 反向代理之后 / ' +
      'the address to listen on; to serve other machines, put a reverse proxy with TLS in front',
  ),
  BANGFU_DATA: setting(
    z.string().min(1),
    null,
    '内置数据库及密钥所在目录；缺省为项目下 .data，以 root 运行且他人无法进入项目目录时为 /var/lib/bangfu/data-… / ' +
      'the folder of the embedded database and its keys; by default `.data` in the project, or `/var/lib/bangfu/data-…` if root runs it and nobody else can enter the project',
  ),
  BANGFU_KEYS: setting(
    z.string().min(1),
    null,
    '主密钥文件；缺省为数据目录下 keys.json / the file of the master keys; by default `keys.json` in the data folder',
  ),
  BANGFU_SAMPLE: setting(
    z.enum(['0', '1']),
    null,
    '1：允许在非内置数据库中放入示例数据；0：内置数据库不放示例数据；设有 BANGFU_JWKS_URL 时一律不放 / ' +
      '`1` allows sample data in a database other than the embedded one; `0` keeps sample data out of the embedded one; with `BANGFU_JWKS_URL` there is never any',
  ),
  DATABASE_URL: setting(
    databaseUrl,
    null,
    '应用角色的数据库地址（PostgreSQL 15 及以上） / ' +
      'the address of the database for the application role (PostgreSQL 15 or newer)',
  ),
  DATABASE_MIGRATION_URL: setting(
    databaseUrl,
    null,
    '所有者角色的数据库地址，用于迁移 / the address of the same database for its owner, who runs the migrations',
  ),
  BANGFU_POOL: setting(
    count(2, 200),
    '10',
    '应答请求的数据库连接数上限；作业与迁移另用至多 15 个 / ' +
      'the maximum number of database connections that answer requests; jobs and migrations use up to 15 more',
  ),
  BANGFU_STATEMENT_SECONDS: setting(
    count(1, 3600),
    '11',
    '一条查询语句的最长秒数，超时返回 503；另有等待连接 3 秒、宽限 1 秒，共 15 秒 / ' +
      'the maximum time of one statement of a request; a request that exceeds it is answered with 503, with 3 s for a connection and 1 s of grace within 15 s',
  ),
  BANGFU_STATISTICS_MB: setting(
    count(100, 1_000_000),
    '1024',
    '统计投影可用的内存（MB），超出部分暂存于数据目录 / ' +
      'the memory that the projection for statistics may use, in megabytes; what does not fit is kept in the data folder for a while',
  ),
  BANGFU_JWKS_URL: setting(
    z.url({ protocol: /^https?$/ }),
    null,
    '身份提供方的公钥集地址 / the address at which the identity provider publishes its keys',
  ),
  BANGFU_ISSUER: setting(z.string().min(1), null, '令牌的签发方（iss） / the issuer of tokens (`iss`)'),
  BANGFU_AUDIENCE: setting(z.string().min(1), 'bangfu', '令牌的受众（aud） / the audience of tokens (`aud`)'),
  BANGFU_GATEWAYS: setting(
    z.string().min(1),
    null,
    '网关及其合同密钥文件；缺省为数据目录下 gateways.json / ' +
      'the file of gateways and the keys of their contracts; by default `gateways.json` in the data folder',
  ),
  BANGFU_ORIGINS: setting(
    z.string().refine((text) => text.split(',').filter(Boolean).every(isOrigin)),
    '',
    '允许跨域的来源，逗号分隔 / origins that may call from a browser, separated by commas',
  ),
  BANGFU_RATE_PERSON: setting(
    count(1, 1_000_000),
    '600',
    '每人每分钟请求数上限 / the maximum number of requests per person and minute',
  ),
  BANGFU_RATE_ADDRESS: setting(
    count(1, 1_000_000),
    '1200',
    '每地址每分钟请求数上限 / the maximum number of requests per address and minute',
  ),
  BANGFU_TRUST_PROXY: setting(
    z.enum(['0', '1']),
    '0',
    '1：按最近一级代理所写的 X-Forwarded-For 识别来访地址 / ' +
      '`1` trusts the client address that the nearest proxy wrote into `X-Forwarded-For`',
  ),
  BANGFU_LOG_LEVEL: setting(z.enum(['silent', 'error', 'warn', 'info', 'debug']), 'info', '日志级别 / the log level'),
  NODE_ENV: setting(
    z.enum(['development', 'production', 'test']),
    'development',
    'production：关闭 /graphiql 与内省 / `production` switches `/graphiql` and introspection off',
  ),
} as const;

/** Whether a text is an origin such as `https://office.example`: a scheme, a host and a port, and nothing else. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

interface Setting extends Bilingual {
  readonly schema: z.ZodType;
  /** The default as text; `null` means that there is none, or that the description states it. */
  readonly preset: string | null;
}

function setting<T extends z.ZodType>(schema: T, preset: string | null, words: string) {
  return { schema, preset, ...bilingual(words) } satisfies Setting;
}

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
  readonly database: { readonly url: string; readonly migrationUrl: string } | null;
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
  const { DATABASE_URL: url, DATABASE_MIGRATION_URL: migrationUrl } = values;
  const { BANGFU_JWKS_URL: jwksUrl, BANGFU_ISSUER: issuer } = values;
  const inFolder = (given: string | undefined, name: string) => resolve(given ?? join(dataFolder, name));
  return {
    host: required(values.BANGFU_HOST),
    port: required(values.PORT),
    dataFolder,
    keyFile: inFolder(values.BANGFU_KEYS, 'keys.json'),
    gatewayFile: inFolder(values.BANGFU_GATEWAYS, 'gateways.json'),
    database: url === undefined || migrationUrl === undefined ? null : { url, migrationUrl },
    pool: { connections: required(values.BANGFU_POOL), statementSeconds: required(values.BANGFU_STATEMENT_SECONDS) },
    statisticsMegabytes: required(values.BANGFU_STATISTICS_MB),
    sample: allowsSample(values),
    identity: jwksUrl === undefined || issuer === undefined ? null : { jwksUrl, issuer },
    audience: required(values.BANGFU_AUDIENCE),
    origins: required(values.BANGFU_ORIGINS).split(',').filter(Boolean),
    rate: { person: required(values.BANGFU_RATE_PERSON), address: required(values.BANGFU_RATE_ADDRESS) },
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
