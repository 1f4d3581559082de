import { readFile } from 'node:fs/promises';
import { PURPOSE_WORDS, readPurpose } from '../../access/purpose/purpose.ts';
import { staffOfCode } from '../../access/staff.read.ts';
import type { Command } from '../../app/command-line/command-line.ts';
import { onPlatform } from '../../app/command-line/on-platform.ts';
import { optionalOption, type OptionValues, preset, required, readText } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import type { Platform } from '../../app/platform.ts';
import { scanTypeOf } from '../../artefacts/scan-type.ts';
import { previewRules } from '../../assessment/preview/preview-rules.ts';
import { sealChanges } from '../../database/time/change-log.ts';
import { atCells, readStandards, type StandardsWorkbook } from '../../intake/standards/read-standards.ts';
import { faultLine } from '../../intake/workbook/fault.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { ifThere } from '../../operations/stored-files.ts';
import { unionByCode } from '../../organisation/union.read.ts';
import { proposeRules } from '../../standards/proposals/propose-rules.ts';
import { receiveDocument } from '../../standards/proposals/receive-document.ts';
import { PROBLEMS, type Problem } from '../../usecase/problem.ts';
import { todayInChina } from '../../usecase/today.ts';

const LONGEST_READING_MILLISECONDS = 60_000;

const COMMAND = {
  call: 'npm run standards --',
  about:
    '提出一份文件的各项当地标准，并试算其影响；须另一人确认 / ' +
    'proposes the local standards of a document and finds what they would do; another person confirms them',
  operands: { form: 'FILE.xlsx', least: 1, most: 1 },
  options: {
    union: required('CODE', '县级以上工会编号 / the code of the union of county level or above', readText),
    as: required('STAFF', '提出人编号 / the staff code of the person who proposes them', readText),
    number: required('TEXT', '文号 / the number of the document', readText),
    title: required('TEXT', '文件标题 / the title of the document', readText),
    scan: optionalOption('FILE', '文件扫描件（PDF、JPEG、PNG） / the scan of the document', readText),
    purpose: preset('PURPOSE', PURPOSE_WORDS, readPurpose, '系统管理：提出当地标准'),
  },
  notes: [
    '空工作簿：npm run template -- --standards FILE.xlsx。有一处错误则什么也不写入。',
    'An empty workbook: npm run template -- --standards FILE.xlsx. If there is any fault, nothing is written.',
  ],
} satisfies Command;

type StandardsOptions = OptionValues<typeof COMMAND.options>;

/** What is proposed: the workbook, and the scan if there is one. */
interface Given {
  readonly workbook: StandardsWorkbook;
  readonly scan: Buffer | null;
}

process.exitCode = await runCommand(COMMAND, async ({ operands: [file = ''], options }) => {
  const given = await readGiven(file, options.scan);
  if (!given.ok) return refuseCommand(given.error);
  return withConfig((config) => onPlatform(config, (platform) => run(platform, options, given.value)));
});

async function readGiven(file: string, scanFile: string | undefined): Promise<Result<Given, string>> {
  const bytes = await ifThere(readFile(file));
  if (bytes === undefined) return fail(noFile(file));
  const scan = scanFile === undefined ? null : await ifThere(readFile(scanFile));
  if (scan === undefined) return fail(noFile(scanFile ?? ''));
  if (scan !== null && scanTypeOf(scan) === null) return fail(PROBLEMS.NOT_A_SCAN);
  const workbook = await readStandards(bytes, AbortSignal.timeout(LONGEST_READING_MILLISECONDS));
  return workbook.ok ? succeed({ workbook: workbook.value, scan }) : fail(workbook.error.map(faultLine).join('\n'));
}

function noFile(path: string): string {
  return `文件不存在 / the file does not exist: ${path}`;
}

async function run(
  { database, secrets }: Platform,
  { as, union: unionCode, number: documentNumber, title: documentTitle, purpose }: StandardsOptions,
  { workbook, scan }: Given,
): Promise<number> {
  const deps = { database, secrets, today: todayInChina() };
  const actorId = await database.session((sql) => staffOfCode(sql, as, deps.today));
  if (actorId === undefined) return refuseCommand(PROBLEMS.NO_SUCH_STAFF);
  const union = await database.session((sql) => unionByCode(sql, unionCode));
  if (union === undefined) return refuseCommand(PROBLEMS.NO_SUCH_UNION);
  const by = { actorId, idempotencyKey: null, purpose };
  const content = { kind: 'STANDARDS' as const, entries: [...workbook.entries] };
  const document = { documentNumber, documentTitle };
  const proposed = await proposeRules(deps, { ...by, ...document, unionId: union.id, content });
  if (!proposed.ok) return refuseCommand(atCells(proposed.error, workbook).map(faultLine).join('\n'));
  const { proposalId } = proposed.value;
  const stored = scan === null ? null : await receiveDocument(deps, { ...by, proposalId, content: scan });
  if (stored?.ok === false) return refuseCommand(stored.error.map(problemLine).join('\n'));
  await sealChanges(database);
  const control = { signal: new AbortController().signal, progress: () => undefined };
  const previewed = await previewRules(deps, proposalId, control);
  if (!previewed.ok) return refuseCommand(previewed.error.map(problemLine).join('\n'));
  const { households, changes } = previewed.value;
  process.stdout.write(
    `${proposalId}: ${content.entries.length} 项标准待确认 / standards wait for a second person；` +
      `试算 ${households} 户 / households decided，${changes} 项结果有变 / decisions would be otherwise\n`,
  );
  return 0;
}

function problemLine({ zh, en }: Problem): string {
  return `${zh} / ${en}`;
}
