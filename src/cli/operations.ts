import type { Command } from '../app/command-line/command-line.ts';
import { runCommand } from '../app/command-line/run-command.ts';
import { SETTINGS } from '../config.ts';
import { LIMITS } from '../graph/limits.ts';
import { PART_LIMITS, WORKBOOK_LIMITS } from '../intake/workbook/reading-limits.ts';

/** `operations`: prints docs/operations.md, its settings and limits from where they are read. */
const COMMAND = {
  call: 'npm run --silent operations',
  zh: '打印 docs/operations.md，设置和限度取自程序',
  en: 'prints docs/operations.md, its settings and limits as the program has them',
  options: {},
} satisfies Command;

const settings = Object.entries(SETTINGS).map(
  ([name, { preset, zh, en }]) =>
    `| \`${name}\` | ${preset === null || preset === '' ? '' : `\`${preset}\``} | ${zh} | ${en} |`,
);
const limitRows = (limits: object) =>
  Object.entries(limits).map(([name, most]) => `| \`${name}\` | ${Number(most).toLocaleString('en')} |`);
const limits = limitRows(LIMITS);
const workbookLimits = limitRows({ ...PART_LIMITS, ...WORKBOOK_LIMITS });

const page = `# Operation 运行

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

## Workbooks 工作簿

A workbook is sent to \`/imports\` (100 MB at most) and imported as a job. What an office fills stays far below the limits of
reading; beyond one the import ends with a fault that says so, and nothing is written.

| limit | at most |
| --- | --- |
${workbookLimits.join('\n')}

Small workbooks of one union are imported after each other, those of different unions side by side, a batch of 250
households by turns. Of workbooks that unpack to more than 16 MB at most two are imported at a time in a process; no small
one waits for them. A person has three workbooks waiting at most: a further one is refused, 429 \`TOO_MANY_WAITING\`.
小工作簿不等待大工作簿，不同工会轮流进行。

A job that was interrupted, by a stop or a crash, goes on when a platform works again. A job during which the process died
twice is not begun a third time: its \`failure\` is \`PROCESS_DIED\`, and it lies in the queue \`dead\` of the schema
\`job_queue\`, with its reason in \`source_output\`, for a year; its workbook lies in \`uploads\` for a week. What fails
otherwise is tried six times. 处理时进程两次终止的任务不再重试。

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
The steward of a household and what lists find it by are derived (\`household_index\`): \`select index_households(array(select id from household))\`, as the
owner, makes it anew.
备份须与密钥分开保管，并定期演练恢复。

## A new version 升级

Stop, copy, \`npm install\`, start: migrations run at the start, forward only, under a lock; of several processes one runs
them. The release before still works on the new tables.
`;

process.exitCode = await runCommand(COMMAND, () => {
  process.stdout.write(page);
  return 0;
});
