import { SETTINGS } from '../config.ts';
import { LIMITS } from '../graph/limits/limits.ts';

/** `operations`: prints docs/operations.md, its settings and limits from where they are read. */
const settings = Object.entries(SETTINGS).map(
  ([name, { preset, zh, en }]) =>
    `| \`${name}\` | ${preset === null || preset === '' ? '' : `\`${preset}\``} | ${zh} | ${en} |`,
);
const limits = Object.entries(LIMITS).map(([name, most]) => `| \`${name}\` | ${most.toLocaleString('en')} |`);

process.stdout.write(`# Operation 运行

Printed by \`npm run operations\`: what is changed here is changed in \`src/config.ts\` or \`src/cli/operations.ts\`.

## Settings 设置

Environment variables; a wrong one ends the start with its name.

| setting | preset | 说明 | what it is |
| --- | --- | --- | --- |
${settings.join('\n')}

## Start and stop 启动与停止

\`npm install && npm start\` builds, starts the embedded PostgreSQL, migrates, fills an empty database with 2,000 invented
households, serves on \`http://127.0.0.1:4000\` and prints one token for each role. 示例数据仅用于试用。

For use: \`NODE_ENV=production\`, a PostgreSQL 15 or newer by \`DATABASE_URL\` (a role that owns nothing) and
\`DATABASE_MIGRATION_URL\` (the owner), an identity provider by \`BANGFU_JWKS_URL\` and \`BANGFU_ISSUER\`, the key file by
\`BANGFU_KEYS\`, and a reverse proxy with TLS before it (\`BANGFU_TRUST_PROXY=1\`). \`npm run bootstrap\` makes the first
administrator, once. Several processes may serve one database; one of them leads and numbers the changes. Statements are
prepared once for a connection: a pooler between must know them (PgBouncer 1.21 or newer) or hold sessions. A PostgreSQL of
your own needs \`shared_buffers\` of a quarter of the machine's memory, as the embedded one has (128 MB, its preset, make lists
of a million households half as slow again). 自备 PostgreSQL 请把 shared_buffers 设为内存的四分之一。

\`SIGTERM\` or \`SIGINT\` (Ctrl-C) stops it: no new requests, those that run have ten seconds, running jobs half a minute;
a job that is broken off goes on at the next start. 收到 SIGTERM 后不再接新请求，已有请求最多再等十秒。

## Health 健康检查

| address | answer |
| --- | --- |
| \`/healthz\` | 200 as long as the process lives |
| \`/readyz\` | 200 only when the database answers, else 503 within two seconds |
| \`/metrics\` | for Prometheus; keep it from the outside at the reverse proxy |

\`bangfu_request_seconds\` is the time of requests by route, operation name (the first 200 of people who are known,
then \`other\`) and status;
\`bangfu_refusals_total\` counts answers by the code of their first error; \`bangfu_pool_connections\` and \`bangfu_jobs\` are
the connections and the jobs; \`nodejs_*\` and \`process_*\` are the process. \`/healthz\` and \`/readyz\` are not limited in
number.

## Logs 日志

One line of JSON on standard output for a request (\`msg: request\`): trace, method, route, operation name, status, code of
the first error, milliseconds. 499 is an asker who went away. What went wrong inside is a line of its own (\`msg: failure\`)
with the \`errorId\` that the answer has too. The trace is that of the header \`traceparent\`, or new; every answer has it in
\`trace-id\`. Bodies, variables, tokens, query strings and addresses are never logged. 日志不含个人信息。

## Limits 限度

Of one request to \`/graphql\`; beyond one the answer is 400, \`TOO_COMPLEX\` or \`TOO_LARGE\`, and names it.

| limit | at most |
| --- | --- |
${limits.join('\n')}

A connection costs \`first\` times what is below it, a plain list ten times, a field one, \`totalCount\` ten. Requests a
minute are limited for each person and each address (settings above): 429 with \`Retry-After\`.

## When the database is gone 数据库不可用

Gone, full, or a statement that takes longer than \`BANGFU_STATEMENT_SECONDS\`: the answer is 503 \`UNAVAILABLE\` with
\`Retry-After\`, and the server recovers by itself when the database does. The embedded database is watched and started
again when it dies. 数据库恢复后自动恢复，无须重启。

## Keys and copies 密钥与备份

The master keys (\`BANGFU_KEYS\`) open everything that is encrypted: **keep a copy of that file apart from the copies of the
database**; without it the copies are worth nothing, with it they are open. \`npm run keys:rotate -- --as STAFF\` changes the
keys while the platform is used (\`docs/security.md\`). A platform starts with no other keys than those of its database.

Copy an own PostgreSQL by its own means (\`pg_dump\`, continuous archiving). Copy the embedded one by stopping the platform
and copying the whole data folder (\`BANGFU_DATA\`), keys and \`uploads\` included. Try the way back from time to time.
Where a household is kept and what lists find it by is derived (\`household_place\`): \`select place_households(array(select id from household))\`, as the
owner, makes it anew.
备份须与密钥分开保管，并定期演练恢复。

## A new version 升级

Stop, copy, \`npm install\`, start: migrations run at the start, forward only, under a lock; of several processes one runs
them. The release before still works on the new tables.
`);
