import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from '../app/command-line/command-line.ts';
import { runCommand } from '../app/command-line/run-command.ts';
import { assessmentJson } from '../assessment/json/assessment-json.ts';
import type { AssessmentCase } from '../assessment/json/case-json.ts';
import { fault } from '../assessment/json/fault.ts';
import { type CaseFile, readCases, type Refusal } from '../assessment/json/read-cases.ts';
import { assess } from '../policy/decision/assess.ts';
import { builtInStandards } from '../policy/parameters/built-in-standards.ts';
import { indexStandards } from '../policy/money/standards.ts';

const COMMAND = {
  call: 'npm run --silent assess --',
  about:
    '认定 JSON 文件中的家庭，并说明理由；- 表示读取标准输入 / ' +
    'decides whether the households of JSON files qualify and says why; - reads standard input',
  operands: { form: 'FILE…', least: 1, most: Infinity },
  options: {},
} satisfies Command;

/** Prints a JSON array with one result per case, or only the refusals if any case is refused; returns the exit code. */
async function assessFiles(names: readonly string[]): Promise<number> {
  const standardInput = names.includes('-') ? await buffer(process.stdin) : undefined;
  const files = await Promise.all(names.map((name) => open(name, standardInput)));
  const unreadable = files.filter((file) => 'fault' in file);
  const cases = readCases(
    files.filter((file) => 'bytes' in file),
    indexStandards(builtInStandards),
  );
  const refusals = [...unreadable, ...(cases.ok ? [] : cases.error)];
  if (refusals.length > 0 || !cases.ok) {
    await write(refusals.map(refusalLine), process.stderr);
    return 1;
  }
  return (await write(printResults(cases.value), process.stdout)) ? 0 : 1;
}

/** Writes texts and waits for a slow reader; a reader that has gone away (`| head`) is no failure. Returns whether it succeeded. */
async function write(texts: Iterable<string>, stream: NodeJS.WritableStream): Promise<boolean> {
  try {
    await pipeline(Readable.from(texts), stream, { end: false });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EPIPE') return true;
    process.stderr.write(`无法写出结果 / the results cannot be written: ${String(error.code)}\n`);
    return false;
  }
}

async function open(name: string, standardInput: Uint8Array | undefined): Promise<CaseFile | Refusal> {
  if (name === '-' && standardInput !== undefined) return { name, bytes: standardInput };
  try {
    return { name, bytes: await readFile(name) };
  } catch {
    return { file: name, caseName: '', fault: fault([], 'unreadable') };
  }
}

/** The JSON array, with one result per line. */
function* printResults(cases: readonly AssessmentCase[]): Generator<string> {
  yield '[';
  for (const [index, { facts, standards }] of cases.entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(assessmentJson(assess(facts, standards)))}`;
    showProgress(index + 1, cases.length);
  }
  yield '\n]\n';
}

/** Shows the progress on a terminal only, because redirected standard error contains nothing but refusals. */
function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY || done % 1000 !== 0) return;
  process.stderr.write(`${done} / ${total}\n`);
}

/** Prints a refusal on one line; characters that would break the line or control a terminal are replaced by blanks. */
function refusalLine({ file, caseName, fault: { path, zh, en } }: Refusal): string {
  return `${[file, caseName, path].filter((part) => part !== '').join(': ')}: ${zh} / ${en}\n`.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}](?!$)/gu,
    ' ',
  );
}

process.exitCode = await runCommand(COMMAND, ({ operands }) => assessFiles(operands));
