import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PURPOSE_WORDS, readPurpose } from '../../access/purpose/purpose.ts';
import type { Command } from '../../app/command-line/command-line.ts';
import { onPlatform } from '../../app/command-line/on-platform.ts';
import { flag, type OptionValues, optionalOption, preset, required, readText } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import type { Platform } from '../../app/platform.ts';
import { sealChanges } from '../../database/time/change-log.ts';
import { parseDay } from '../../kernel/calendar.ts';
import { fail } from '../../kernel/result.ts';
import { followJob } from '../../jobs/follow-job.ts';
import { importJob, importOrder, IMPORT_JOB } from '../../intake/import-job.ts';
import { findImporter } from '../../intake/importer.ts';
import type { ImportAnswer, ImportRequest } from '../../intake/import-answer.ts';
import { dayInChina, todayInChina } from '../../usecase/today.ts';

const MOST_PRINTED = 50;

const COMMAND = {
  call: 'npm run import --',
  about: '将一个工会的工作簿导入档案，或与之比对 / imports a workbook of a union into the register, or compares it',
  operands: { form: 'FILE.xlsx', least: 1, most: 1 },
  options: {
    union: required('CODE', '工会编号 / the code of the union', readText),
    as: required('STAFF', '办理人编号 / the staff code of the person who imports it', readText),
    on: optionalOption(
      'YYYY-MM-DD',
      '所载情况的日期，缺省为今天 / the day that the workbook is as of; today by default',
      parseDay,
    ),
    purpose: preset('PURPOSE', PURPOSE_WORDS, readPurpose, '建档登记：工作簿导入'),
    compare: flag('只比对不导入：列出与登记不同之处 / writes nothing, and lists what differs from what is on record'),
    report: optionalOption(
      'FILE.xlsx',
      '写出标明错误的工作簿 / writes a copy of the workbook with the faults and notices marked',
      inFolder,
    ),
  },
} satisfies Command;

type ImportOptions = { readonly path: string } & OptionValues<typeof COMMAND.options>;

process.exitCode = await runCommand(COMMAND, ({ operands: [file = ''], options }) => {
  const path = resolve(file);
  if (!isFile(path)) return refuseCommand(`无法读取 / cannot read ${path}`);
  return withConfig((config) => onPlatform(config, (platform) => run(platform, { ...options, path }), [IMPORT_JOB]));
});

async function run(platform: Platform, options: ImportOptions): Promise<number> {
  const answer = await importIn(platform, options);
  if (!answer.ok) return refuseCommand(answer.error);
  await sealChanges(platform.database);
  return tell(options, answer.value);
}

async function importIn({ database, secrets, jobs }: Platform, options: ImportOptions) {
  const today = todayInChina();
  const importer = await findImporter(database, options.as, options.union, today);
  if (!importer.ok) return fail(importer.error.map(({ zh, en }) => `${zh} / ${en}`).join('\n'));
  const { path, on = dayInChina(Date.now()), purpose } = options;
  const digest = await digestFile(path);
  if (digest === undefined) return fail(`无法读取 / cannot read ${path}`);
  const request: ImportRequest = { ...importer.value, workbook: path, on, purpose, compares: options.compare };
  const kind = importJob(() => ({ database, secrets, today }));
  const id = await jobs.submit(kind, request, await importOrder(secrets, request, digest));
  if (!id.ok) return id;
  await jobs.work(kind);
  process.once('SIGINT', () => void jobs.cancel(kind, id.value));
  return followJob<ImportAnswer>(jobs.view, kind, id.value, tellProgress());
}

/** Returns a function that prints the progress, but no line twice. */
function tellProgress(): (done: number, total: number | null) => void {
  let shown = '';
  return (done, total) => {
    const line = total === null ? `${done} 行 / rows` : `${done}/${total} 户 / households`;
    if (line !== shown) process.stderr.write(`${line}\n`);
    shown = line;
  };
}

async function digestFile(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

/** Prints the result; returns exit code 1 if there are faults. */
async function tell({ path, report }: ImportOptions, answer: ImportAnswer) {
  const { faults, faultCount, notices, noticeCount, missing } = answer;
  process.stdout.write(
    `${countsOf(answer)}；${faultCount} 处错误 / faults；${noticeCount} 处提示 / notices；` +
      `${missing.length} 项已不在工作簿中，仍保留 / no longer in the workbook, kept\n`,
  );
  for (const one of faults.slice(0, MOST_PRINTED)) process.stderr.write(faultLine(one));
  for (const one of notices.slice(0, MOST_PRINTED)) process.stderr.write(`提示 / notice: ${faultLine(one)}`);
  for (const { sheet, row, what } of missing.slice(0, MOST_PRINTED)) {
    process.stderr.write(`${sheet} 第 ${row} 行: ${what} 已不在工作簿中，仍保留 / no longer in the workbook, kept\n`);
  }
  if (report !== undefined) {
    // Loaded only here: the library that writes workbooks takes as long to load as all else.
    const { writeReport } = await import('../../intake/workbook/report/report.ts');
    await writeReport(report, path, answer);
  }
  return faults.length === 0 ? 0 : 1;
}

function countsOf({ rows, rowCounts, households }: ImportAnswer): string {
  const { recorded, unchanged, different, refused } = households;
  if (different !== undefined) {
    return (
      `${rows} 行 / rows；${unchanged} 户与登记相同 / the same as on record，${different} 户不同 / different，` +
      `${refused} 户无法比对 / could not be compared`
    );
  }
  return (
    `${rows} 行 / rows（${rowCounts.recorded} 行已登记 / recorded，${rowCounts.unchanged} 行未变 / unchanged，` +
    `${rowCounts.refused} 行被拒 / refused）；${recorded} 户已登记 / recorded，${unchanged} 户未变 / unchanged，${refused} 户被拒 / refused`
  );
}

function faultLine({ sheet, row, column, zh, en }: ImportAnswer['faults'][number]): string {
  const location = [sheet, row === null ? null : `第 ${row} 行`, column].filter((part) => part !== null).join(' ');
  return `${location}: ${zh} / ${en}\n`;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Parses the path of a file in an existing folder. */
function inFolder(typed: string): string | undefined {
  const path = resolve(typed);
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  return folder?.isDirectory() === true && (isFile(path) || statSync(path, { throwIfNoEntry: false }) === undefined)
    ? path
    : undefined;
}
