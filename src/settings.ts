import { z } from 'zod';
import { type Bilingual, bilingual } from './kernel/bilingual.ts';

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
  DATABASE_SEALER_URL: setting(
    databaseUrl,
    null,
    '审计链角色（sealer）的数据库地址；设有 DATABASE_URL 时 npm start 必需 / ' +
      'the address of the same database for the role that seals the record into the audit chain; `npm start` needs it beside `DATABASE_URL`',
  ),
  BANGFU_AUDIT_KEYS: setting(
    z.string().min(1),
    null,
    '审计链检查点签名密钥文件；缺省为数据目录下 audit-keys.json / ' +
      'the file of the keys that sign the checkpoints of the audit chain; by default `audit-keys.json` in the data folder',
  ),
  BANGFU_CHECKPOINTS: setting(
    z.string().min(1),
    null,
    '审计链检查点文件，只追加；缺省为数据目录下 checkpoints.jsonl，宜置于数据库管理员不能改写之处 / ' +
      'the file to which the checkpoints of the audit chain are added; by default `checkpoints.jsonl` in the data folder; better where who manages the database cannot write',
  ),
  BANGFU_CHECKPOINT_URL: setting(
    z.url({ protocol: /^https?$/ }),
    null,
    '另将每个检查点以 POST 送达的地址 / an address to which every checkpoint is sent by POST too',
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
  BANGFU_KEYS_REQUEST: setting(
    count(1, 1000),
    '100',
    '协作系统每次请求可指名的不同人员与家庭数上限 / ' +
      'the maximum number of different persons and households that a partner names by key in one request',
  ),
  BANGFU_KEYS_DAY: setting(
    count(1, 1_000_000),
    '1000',
    '协作系统每个账号每日可指名的不同人员与家庭数上限 / ' +
      'the maximum number of different persons and households that a partner’s login names by key in a day',
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

export interface Setting extends Bilingual {
  readonly schema: z.ZodType;
  /** The default as text; `null` means that there is none, or that the description states it. */
  readonly preset: string | null;
}

function setting<T extends z.ZodType>(schema: T, preset: string | null, words: string) {
  return { schema, preset, ...bilingual(words) } satisfies Setting;
}
