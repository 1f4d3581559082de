/**
 * `npm run bench:export` measures the files of a real-name table: what writing them takes, each in a process of its own, and
 * what a finance officer waits for who downloads them from a register with as many payments, unmasked and on record.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sampleToken } from '../../src/access/token/sample-tokens.ts';
import type { Command } from '../../src/app/command-line/command-line.ts';
import { onPlatform } from '../../src/app/command-line/on-platform.ts';
import { preset, wholeNumber } from '../../src/app/command-line/option.ts';
import { refuseCommand, runCommand } from '../../src/app/command-line/run-command.ts';
import type { Platform } from '../../src/app/platform.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import { onOwnConnection } from '../../src/database/connection/own-connection.ts';
import { sealChanges } from '../../src/database/time/change-log.ts';
import { VOLUME_ROWS } from '../../src/export/pdf/volume.ts';
import { invariant } from '../../src/kernel/invariant.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import type { Result } from '../../src/kernel/result.ts';
import { seedSample } from '../../src/sample/seed.ts';

const COMMAND = {
  call: 'npm run bench:export --',
  about:
    '测量导出实名制汇总表的时间和内存 / measures time and memory of exporting a real-name table as XLSX, CSV and PDF',
  options: {
    rows: preset(
      'N',
      '行数，缺省 100000 / the number of rows; 100000 by default',
      wholeNumber(1000, 1_000_000),
      100_000,
    ),
  },
} satisfies Command;
const ON = '2026-06-30';
const YEAR = 2025;
const HOUSEHOLDS = 1000;
const PORT = 4568;
const URL = `http://127.0.0.1:${PORT}`;

/** The seconds and megabytes that each format may take. */
const LIMITS = { XLSX: [10, 300], CSV: [3, 300], PDF: [3, 400] } as const;
/** The milliseconds that a page of the live table may take, locking a table of 10,000 rows, and printing its files. */
const [PAGE_LIMIT, LOCK_LIMIT, PRINT_LIMIT] = [200, 5000, 60_000];
const ROUNDS = 7;
type Format = keyof typeof LIMITS;
const FORMATS = Object.keys(LIMITS) as readonly Format[];

process.exitCode = await runCommand(COMMAND, async ({ options: { rows } }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-bench-'));
  chmodSync(folder, 0o755);
  const isWritten = FORMATS.map((format) => writeFile(format, rows, folder)).every(Boolean);
  execFileSync('npm', ['run', '--silent', 'build']);
  const settings = { BANGFU_DATA: join(folder, 'data'), PORT: String(PORT), BANGFU_LOG_LEVEL: 'error' };
  const environment = { ...process.env, ...settings };
  const config = parseConfig(environment);
  if (!config.ok) return refuseCommand(config.error);
  const code = await onPlatform(config.value, (platform) => download(config.value, environment, platform, rows));
  rmSync(folder, { recursive: true });
  return isWritten ? code : 1;
});

function rowsOf(format: Format, rows: number): number {
  return format === 'PDF' ? VOLUME_ROWS : rows;
}

function writeFile(format: Format, all: number, folder: string): boolean {
  const rows = rowsOf(format, all);
  const from = performance.now();
  const { stdout } = spawnSync(process.execPath, [
    'test/programs/write-export.ts',
    format,
    String(rows),
    join(folder, 'x'),
  ]);
  return report(`written: ${rows} rows as ${format}`, format, performance.now() - from, Number(stdout));
}

/** Prints a measure with its share of the limit, and says whether it is within. */
function report(what: string, format: Format, milliseconds: number, megabytes: number): boolean {
  const [mostSeconds, mostMegabytes] = LIMITS[format];
  const seconds = milliseconds / 1000;
  const shares = [seconds / mostSeconds, megabytes / mostMegabytes];
  const [time, memory] = shares.map((share) => share.toFixed(2));
  console.log(
    `${what}: ${seconds.toFixed(2)} s (${time} of ${mostSeconds} s), ${megabytes} MB (${memory} of ${mostMegabytes} MB)`,
  );
  return shares.every((share) => share <= 1);
}

async function download(
  config: Config,
  environment: NodeJS.ProcessEnv,
  platform: Platform,
  rows: number,
): Promise<number> {
  const { secrets, ownerUrl, database } = platform;
  const on = requireDay(ON);
  required(await seedSample({ ownerUrl, secrets, households: HOUSEHOLDS, seed: 1, on, progress: () => undefined }));
  await addPayments(ownerUrl, rows);
  await sealChanges(database);
  const token = required(await sampleToken(config, database, ON, { staff: 'finance.410500' }));
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
    'bangfu-purpose': encodeURIComponent('系统维护：测量'),
  };
  const server = spawn(process.execPath, ['dist/src/main.js'], { env: environment, stdio: 'ignore' });
  while ((await fetch(`${URL}/readyz`).catch(() => undefined))?.status !== 200) await pause(100);
  const rest = megabytesOf(server);
  const isWithin: boolean[] = [];
  for (const format of FORMATS) {
    const milliseconds = await downloadFile(headers, format);
    const what = `downloaded: ${rowsOf(format, rows)} rows as ${format}`;
    isWithin.push(report(what, format, milliseconds, megabytesOf(server) - rest));
  }
  isWithin.push(await firstPage(headers), await lockMonth(headers));
  server.kill('SIGTERM');
  await once(server, 'exit');
  return isWithin.every(Boolean) ? 0 : 1;
}

function reportTime(what: string, milliseconds: number, limit: number): boolean {
  console.log(`${what}: ${Math.round(milliseconds)} ms (${(milliseconds / limit).toFixed(2)} of ${limit} ms)`);
  return milliseconds <= limit;
}

async function answerOf(
  headers: Readonly<Record<string, string>>,
  query: string,
): Promise<Readonly<Record<string, never>>> {
  const answer = await fetch(`${URL}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = (await answer.json()) as { readonly data?: Readonly<Record<string, never>> };
  invariant(data !== undefined, 'the question is answered');
  return data;
}

/** The first page of the whole table with its total, unmasked: the median of some rounds after one that warms up. */
async function firstPage(headers: Readonly<Record<string, string>>): Promise<boolean> {
  const query = `{ realNameSummary(year: ${YEAR}) { total { amount payments households persons } rows(first: 50) {
    nodes { number fileNumber name identityNumber aidType source amount bank accountNumber paidOn telephone } } } }`;
  const taken: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const from = performance.now();
    await answerOf(headers, query);
    taken.push(performance.now() - from);
  }
  const [median = 0] = taken
    .slice(1)
    .sort((a, b) => a - b)
    .slice(Math.floor(ROUNDS / 2));
  return reportTime('first page of 50 rows with the total', median, PAGE_LIMIT);
}

interface LockAnswer {
  readonly lockRealNameTable: { readonly table: { readonly id: string; readonly rowCount: number } };
}

interface FilesAnswer {
  readonly lockedRealNameTable: { readonly files: readonly object[] };
}

/** Locks a month of the table, and waits for its files. */
async function lockMonth(headers: Readonly<Record<string, string>>): Promise<boolean> {
  const input = `year: ${YEAR}, month: 1, union: "410500", reviewer: "archivist.410500"`;
  const from = performance.now();
  const locked = (await answerOf(
    headers,
    `mutation { lockRealNameTable(input: { ${input} }) { table { id rowCount } } }`,
  )) as unknown;
  const { id, rowCount } = (locked as LockAnswer).lockRealNameTable.table;
  const afterLock = performance.now();
  const isQuick = reportTime(`locked: ${rowCount} rows`, afterLock - from, (LOCK_LIMIT * rowCount) / 10_000);
  const files = async () => {
    const answer = (await answerOf(headers, `{ lockedRealNameTable(id: "${id}") { files { sha256 } } }`)) as unknown;
    return (answer as FilesAnswer).lockedRealNameTable.files.length;
  };
  while ((await files()) < 1 + Math.ceil(rowCount / VOLUME_ROWS)) await pause(200);
  const printed = performance.now() - afterLock;
  return reportTime(`printed by the job: ${rowCount} rows`, printed, (PRINT_LIMIT * rowCount) / 10_000) && isQuick;
}

/** Adds payments to the households until the year has as many rows: without accounts, which are sealed row by row. */
async function addPayments(ownerUrl: string, rows: number): Promise<void> {
  await onOwnConnection(ownerUrl, async (sql) => {
    await sql.query('set session_replication_role = replica');
    await sql.query(`create temporary table added as
      select gen_random_uuid() as id, p.*, n.number from generate_series(1, ${rows}) as n (number)
      join (select h.id as household_id, row_number() over () as place, v.recorded_in, x.number as file_number
        from household h join household_version v on v.anchor_id = h.id and v.superseded_in is null
        left join archive_file x on x.household_id = h.id) p on p.place = 1 + n.number % ${HOUSEHOLDS}`);
    await sql.query(`delete from disbursement_version where extract(year from paid_on) = ${YEAR}`);
    await sql.query(`insert into household_record (id, household_id, kind, key, recorded_in)
      select id, household_id, 'disbursements', 'bench' || number, recorded_in from added`);
    await sql.query(`insert into disbursement_version
        (anchor_id, household_id, file_number, source, aid_type, amount_fen, paid_on, bank, payee, recorded_in)
      select id, household_id, file_number, 'CENTRAL_FINANCE', 'LIVING', 50000 + number % 2000000,
        date '${YEAR}-01-01' + number % 365, '中国农业银行安阳北关支行', '本人', recorded_in from added`);
    await sql.query('analyze');
  });
}

/** Downloads a file, from the question for its link to its last byte. */
async function downloadFile(headers: Readonly<Record<string, string>>, format: Format): Promise<number> {
  const query = `mutation { exportRealNameTable(input: { year: ${YEAR}, format: ${format} }) { url } }`;
  const from = performance.now();
  const asked = await fetch(`${URL}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = (await asked.json()) as {
    readonly data: { readonly exportRealNameTable: { readonly url: string } };
  };
  const answer = await fetch(URL + data.exportRealNameTable.url, { headers });
  invariant(answer.status === 200 && answer.body !== null, 'the file is served');
  for await (const chunk of answer.body) invariant((chunk as Uint8Array).length > 0, 'bytes come');
  return performance.now() - from;
}

/** The most memory that the server has taken since it started (Linux), without that of other processes. */
function megabytesOf({ pid = 0 }: ChildProcess): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

function required<T>(result: Result<T, string>): T {
  invariant(result.ok, 'the bench has what it needs');
  return result.value;
}
