import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openPlatform, type Platform } from '../app/platform.ts';
import { readConfig } from '../config.ts';
import { sealChanges } from '../database/time/change-log.ts';
import { type Day, parseDay, printDay } from '../kernel/calendar.ts';
import { fail, type Result } from '../kernel/result.ts';
import { followJob } from '../jobs/follow-job.ts';
import { importJob, importOrder, IMPORT_JOB } from '../intake/import-job.ts';
import { importerOf } from '../intake/importer.ts';
import type { ImportAnswer, ImportRequest } from '../intake/import-workbook.ts';
import { dayInChina } from '../usecase/today.ts';
import { writeReport } from '../intake/workbook/report.ts';

const USAGE =
  '用法 / usage: npm run import -- FILE.xlsx --union CODE --as STAFF [--on YYYY-MM-DD] [--purpose TEXT] [--report FILE.xlsx]';
const MOST_PRINTED = 50;

interface Options {
  readonly path: string;
  readonly union: string;
  readonly as: string;
  readonly on: Day;
  readonly purpose: string;
  readonly report: string | undefined;
}

/** `import`: reads a workbook of a union as a job of this process. */
const options = readOptions();
if (options === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 1;
} else {
  process.exitCode = await run(options);
}

function readOptions(): Options | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        union: { type: 'string' },
        as: { type: 'string' },
        on: { type: 'string' },
        purpose: { type: 'string', default: '工作簿导入' },
        report: { type: 'string' },
      },
    });
    const on = values.on === undefined ? dayInChina(Date.now()) : parseDay(values.on);
    const [path, ...more] = positionals;
    const { union, as, purpose, report } = values;
    if (path === undefined || union === undefined || as === undefined || on === undefined || more.length > 0)
      return undefined;
    return { path: resolve(path), union, as, on, purpose, report };
  } catch {
    return undefined;
  }
}

async function run(given: Options): Promise<number> {
  const platform = await openPlatform(readConfig(), (event) => process.stderr.write(`${event}\n`), [IMPORT_JOB]);
  if (!platform.ok) return refuse(platform.error);
  try {
    const answer = await importIn(platform.value, given);
    if (!answer.ok) return refuse(answer.error);
    await sealChanges(platform.value.database);
    return await tell(given, answer.value);
  } finally {
    await platform.value.close();
  }
}

async function importIn({ database, secrets, jobs }: Platform, given: Options): Promise<Result<ImportAnswer, string>> {
  const today = printDay(dayInChina(Date.now()));
  const importer = await importerOf(database, given.as, given.union, today);
  if (!importer.ok) return fail(importer.error.map(({ zh, en }) => `${zh} / ${en}`).join('\n'));
  const digest = await digestOf(given.path);
  if (digest === undefined) return fail(`无法读取 / cannot read ${given.path}`);
  const { path, on, purpose } = given;
  const request: ImportRequest = { ...importer.value, workbook: path, on, purpose };
  const kind = importJob(() => ({ database, secrets, today }));
  const id = await jobs.submit(kind, request, await importOrder(secrets, request, digest));
  if (!id.ok) return id;
  await jobs.work(kind);
  process.once('SIGINT', () => void jobs.cancel(kind, id.value));
  return followJob<ImportAnswer>(jobs.view, kind, id.value, tellProgress());
}

/** A line for each step, none twice. */
function tellProgress(): (done: number, total: number | null) => void {
  let shown = '';
  return (done, total) => {
    const line = total === null ? `${done} 行 / rows` : `${done}/${total} 户 / households`;
    if (line !== shown) process.stderr.write(`${line}\n`);
    shown = line;
  };
}

async function digestOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

/** What came of it; exit code 1 where anything was refused. */
async function tell(
  { path, report }: Options,
  { rows, households, faults, faultCount, missing }: ImportAnswer,
): Promise<number> {
  const { recorded, unchanged, refused } = households;
  process.stdout.write(
    `${rows} 行 / rows；${recorded} 户已登记 / recorded，${unchanged} 户未变 / unchanged，${refused} 户被拒 / refused；` +
      `${faultCount} 处错误 / faults；${missing.length} 项不再出现，仍保留 / gone from the workbook, kept\n`,
  );
  for (const { sheet, row, column, zh, en } of faults.slice(0, MOST_PRINTED)) {
    const place = [sheet, row === null ? null : `第 ${row} 行`, column].filter((part) => part !== null).join(' ');
    process.stderr.write(`${place}: ${zh} / ${en}\n`);
  }
  for (const { sheet, row, what } of missing.slice(0, MOST_PRINTED)) {
    process.stderr.write(`${sheet} 第 ${row} 行: ${what} 不再出现，仍保留 / gone from the workbook, kept\n`);
  }
  if (report !== undefined) await writeReport(resolve(report), path, faults);
  return faults.length === 0 ? 0 : 1;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
