import type { Command } from '../app/command-line/command-line.ts';
import { runCommand } from '../app/command-line/run-command.ts';
import { SETTINGS } from '../settings.ts';
import { LIMITS } from '../graph/limits.ts';
import { PART_LIMITS, WORKBOOK_LIMITS } from '../intake/workbook/reading-limits.ts';

const COMMAND = {
  call: 'npm run --silent operations',
  about:
    '打印 docs/operations.md，设置和限度取自程序 / ' +
    'prints docs/operations.md with the settings and limits of the program',
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

\`npm run operations\` prints this page: to change it, change \`src/config.ts\` or \`src/cli/operations.ts\`.

## Settings 设置

Settings are environment variables. The platform does not start with an invalid one, and names it.
平台的设置均为环境变量；设置有误时平台不启动，并指出有误的设置。

| setting | preset | 说明 | what it is |
| --- | --- | --- | --- |
${settings.join('\n')}

## Start and stop 启动与停止

\`npm install && npm start\` builds, starts the embedded PostgreSQL, migrates, fills an empty database with 2,000 invented
households, serves on \`http://127.0.0.1:4000\` and prints one token for each role. 示例数据仅用于试用。

In production, set \`NODE_ENV=production\`, name a PostgreSQL 15 or newer by \`DATABASE_URL\` (a role that owns nothing) and
\`DATABASE_MIGRATION_URL\` (the owner) and \`DATABASE_SEALER_URL\` (the sealer), an identity provider by \`BANGFU_JWKS_URL\` and \`BANGFU_ISSUER\` and the key file by
\`BANGFU_KEYS\`, and put a reverse proxy with TLS in front (\`BANGFU_TRUST_PROXY=1\`). \`npm run bootstrap\` creates the first
two administrators, once. Several processes may serve one database; one of them leads and numbers the changes. Statements are prepared once per
connection, so a connection pooler must support prepared statements (PgBouncer 1.21 or newer) or pool sessions. Set
\`shared_buffers\` of your own PostgreSQL to a quarter of the machine's memory, as the embedded one does: with the default of
128 MB, lists of a million households take half as long again. 自备 PostgreSQL 请把 shared_buffers 设为内存的四分之一。

\`SIGTERM\` or \`SIGINT\` (Ctrl-C) stops the platform. It accepts no new requests, gives running requests ten seconds and
running jobs half a minute to finish, and continues an interrupted job at the next start. 收到 SIGTERM 后不再接新请求，已有请求最多再等十秒。

## Surveys of before 以前的入户调查

A household whose last survey is not on record is never found eligible (R16). The start says how many wait, and so does
\`surveysDue(dueReason: NEVER) { totalCount }\`. Their days are set from the paper files:

\`\`\`sh
npm run surveys -- days.csv --as STAFF --preview   # writes nothing: outcomes today and on each day, and which row goes to which day
npm run surveys -- days.csv --as STAFF             # STAFF may record these households, 办理人编号
\`\`\`

\`days.csv\` is UTF-8, one survey on a line, with the headings 档案编号 and 入户调查日期 and, where known, 调查方式, 调查人一,
调查人二, 签字人 and 未签字原因; a day is written as in a workbook (2019-03-10, 2019/3/10,
2019年3月10日, 20190310). A file with anything that is not understood is refused whole, by line and column. A household that has a survey, is unknown or outside the territory, was not on record on a given day, or is given a day after today or a day
twice is refused by line, and nothing of it is written. The others are, each in one change (\`SET_SURVEYS\`); the same file
again changes nothing. 以前的入户调查从纸质档案补录：先预览，再写入；被拒的家庭不写入任何内容。

## Decisions and statistics 认定与统计

Every household is decided on every day and at every revision on which a decision may change, up to two years ahead. A platform
does so by itself: as a whole at its first start, under a new version of the rules, and when a standard, a local rule or the tree
of unions changed; and household by household within seconds of a change. Until a whole run has ended, the results of the one
before stay in force, with the revision that they bear. Each process keeps a projection of them for statistics, which it makes
anew where it is missing, broken or of another version.

\`\`\`sh
npm run decide               # decides the whole register now, with progress; after an interruption, run it again to go on
npm run statistics:check     # compares the projection with the register on random days; exits with 0 if they agree
npm run statistics:rebuild   # makes the projection anew
\`\`\`

The last two ask a running platform, and open the projection themselves only if none runs.

## The ledger of relief money 资金台账

Every movement of relief money is a transaction with entries in double entry, which the database itself posts, checks and never
alters. The invariants of the ledger can be checked at any time, beside a running platform, as often as a day:

\`\`\`sh
npm run ledger:check         # prints nothing and exits with 0 if all hold; or else names those that do not, with their rows
\`\`\`

A row that is listed was not written by the platform: compare the database with the last backup, and keep both. 核对有误时，
所列各行并非平台写入：请与最近的备份比对，并保留两者。

## Health 健康检查

| address | answer |
| --- | --- |
| \`/healthz\` | 200 as long as the process is alive |
| \`/readyz\` | 200 if the database answers, or else 503 within two seconds |
| \`/publicity/…\` | the public lists (公示名单), which outsiders read without an account: leave it open at the reverse proxy, and do not cache it there |
| \`/metrics\` | metrics for Prometheus; block it for outsiders at the reverse proxy |

\`bangfu_request_seconds\` measures requests by route, operation name and status; it keeps the first 200 operation names of
authenticated users and counts the others as \`other\`. \`bangfu_refusals_total\` counts answers by the code of their first
error. \`bangfu_pool_connections\` and \`bangfu_jobs\` count connections and jobs, and \`nodejs_*\` and \`process_*\` describe the
process. Requests to \`/healthz\` and \`/readyz\` are not rate-limited.

## Logs 日志

Each request writes one line of JSON to standard output (\`msg: request\`) with its trace, method, route, operation name,
status, code of the first error and milliseconds. Status 499 means that the client closed the connection. An internal error
writes a line of its own (\`msg: failure\`) with the \`errorId\` that the answer also contains, and so does a refused signature
of a gateway (\`msg: gateway refused\`, with the reason: [federation.md](federation.md#拒绝的原因--why-a-request-is-refused)).
The trace comes from the header \`traceparent\` or is new; every answer returns it in \`trace-id\`. Bodies, variables, tokens,
query strings and addresses are never logged. 日志不含个人信息。

## Limits 限度

These limits apply to one request to \`/graphql\`. A request that exceeds one is answered with 400, \`TOO_COMPLEX\` or
\`TOO_LARGE\`, and the answer names the limit.

| limit | at most |
| --- | --- |
${limits.join('\n')}

A field costs one and \`totalCount\` ten. A connection costs \`first\` times the cost of its rows, a plain list ten times.
Requests per minute are limited for each person and each address (see the settings above); beyond that the answer is 429 with
\`Retry-After\`.

## Workbooks 工作簿

A workbook is sent to \`/imports\` (100 MB at most) and imported as a job. Workbooks that an office fills in stay far below
these limits; an import that exceeds one ends with a fault that says so, and writes nothing.

| limit | at most |
| --- | --- |
${workbookLimits.join('\n')}

Small workbooks of one union are imported one after another; those of different unions take turns, a batch of 250
households at a time. A process imports at most two workbooks at a time that unpack to more than 16 MB, and small workbooks
do not wait for them. A person may have at most three workbooks waiting; a further one is refused with 429
\`TOO_MANY_WAITING\`.
小工作簿不等待大工作簿，不同工会轮流进行。

The general ledger of a locked table (总账, 20 MB at most) is sent to \`/imports/general-ledger?table=ID\`, with a \`subject=\` for each account
that is compared, and the scan of its stamped copy (盖章扫描件: PDF, JPEG or PNG, 60 MB at most) to \`/imports/stamped-scan?table=ID\`. Both
are answered at once; a ledger with a fault is refused whole, each fault with its sheet, row and column.

A job that a stop or a crash interrupts continues when a platform runs again. If the process dies twice during a job, the
job is not started a third time: its \`failure\` is \`PROCESS_DIED\`. The job stays in the queue \`dead\` of the schema
\`job_queue\` for a year, with its reason in \`source_output\`, and its workbook stays in \`uploads\` for a week. A job that
fails otherwise is tried six times. 处理时进程两次终止的任务不再重试。

## When the database is unavailable 数据库不可用

If the database is down or full, or a statement takes longer than \`BANGFU_STATEMENT_SECONDS\`, the answer is 503
\`UNAVAILABLE\` with \`Retry-After\`, within 15 s at the preset: 3 s for a connection, 11 s for a statement and 1 s of grace.
A request that waits for the statement of another fails with it, also if the database is locked or frozen. The server recovers by itself as soon as the database does. The platform watches the
embedded database and restarts it if it stops. 预设下 15 秒内必有答复；数据库恢复后自动恢复，无须重启。

## The audit chain 审计链

The leading process seals what was committed into a hash chain as the role of \`DATABASE_SEALER_URL\` and publishes signed
checkpoints to \`BANGFU_CHECKPOINTS\` and \`BANGFU_CHECKPOINT_URL\`; \`npm run audit:verify\` names the first entry that does not hold.
[audit.md](audit.md) says what is covered, how the keys are made, rotated and published, and what to do after a restoration.
审计链的密钥、核验及恢复后的处置见该页。

## Keys 密钥

The master keys (\`BANGFU_KEYS\`) decrypt everything that is encrypted. **Keep the backup of that file apart from the backups
of the database**: without the keys the backups are useless, and with them everybody can read the backups. \`npm run keys:rotate -- --as STAFF\` changes the
keys while the platform is used (\`docs/security.md\`). A platform does not start with keys other than those of its database.

## Backup and restoration 备份与恢复

\`\`\`sh
npm run backup -- DIR --as STAFF                               # STAFF: an administrator of all, 管理员编号
BANGFU_DATA=/new/folder npm run restore -- DIR --as STAFF      # or an empty database of DATABASE_URL
\`\`\`

A backup is a new folder that holds, as of one moment and while the platform is used: every table, the queue of jobs,
the key file, the contracts of gateways, the workbooks of imports that have not ended, and \`manifest.json\` with the digest
of each. It is called \`DIR.partial\` until it is whole. It needs no programs of PostgreSQL and reads as the owner; it goes on
record. Not in it: settings, sample tokens' key, logs.

A backup reads every artefact (存档件) and names those that are damaged or whose key is missing; they are backed up as they are.
**Do not replace older copies by one that names any**: the last copy that names none has them whole. To put one back, restore
that copy into another empty database, and replace the rows of \`artefact_part\` with its digest by those (as the owner, with the
trigger \`refuse_late_part\` disabled meanwhile), and those of \`artefact\` too if they differ in more than \`data_key\` and
\`key_version\`. 备份会逐一核对存档件并指出已损坏者；指出损坏时，请勿以此备份覆盖较早的备份。

**Then move its \`keys.json\` to another place**, readable by few: with it the copy is open. \`restore\` takes it as
\`--keys FILE\`; a key file that has gained keys since (\`keys:rotate\`) opens older copies too. The copy is not signed: keep it
where only administrators write. 备份后请将 keys.json 移至别处保管；恢复时用 --keys 指明。

A restoration reads all of the copy first and refuses it with the reason where a part is missing, damaged, of a newer version or
not opened by its keys. It writes into an empty database and overwrites no file. A copy of an older version is brought to the
version of the program. All of it is one transaction: broken off, it leaves an empty database, and can be run again. Imports that
waited or ran begin again. Change, seals and receipts keep their numbers; the restoration goes on record as the next change.
Restore into another server than that of a platform that is used, because changes get no numbers while it runs. The copy
of a platform and the restored one must not both be used. 请定期演练恢复：恢复到新文件夹，启动并核对。

You can also back up your own PostgreSQL with its own tools (\`pg_dump\`, continuous archiving), together with the key file
and \`uploads\`. The table \`household_index\` is derived: it holds the steward of each household and the values by which lists
find it. Its owner can rebuild it with \`select index_households(array(select id from household))\`.

## A new version 升级

Make a backup (\`npm run backup\`) with the release that runs, stop the platform, run \`npm install\` and start it again.
Migrations run at the start, forward only and under a lock, so that only one of several processes runs them. The previous
release still works on the new tables. To go back, restore that backup with the previous release into an empty database.
升级前先用现行版本备份。
`;

process.exitCode = await runCommand(COMMAND, () => {
  process.stdout.write(page);
  return 0;
});
