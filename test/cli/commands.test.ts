import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { builtPlatform } from '../support/platform-process.ts';
import { sampled } from '../support/runs.ts';
import { type Ran, runProgram } from '../support/run-program.ts';

const ROOT = join(__dirname, '..', '..');
let built = '';
let folder = '';

beforeAll(() => {
  built = builtPlatform();
  folder = mkdtempSync(join(tmpdir(), 'bangfu-commands-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a program of `src`, as it is built, in `folder`, so that it creates nothing outside of it. */
function run(program: string, args: readonly string[], over: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return runFile(join(built, 'dist/src', program), args, over);
}

function runFile(file: string, args: readonly string[], over: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return runProgram(file, args, { cwd: folder, env: { BANGFU_DATA: join(folder, 'data'), ...over } });
}

const COMMANDS = readdirSync(join(ROOT, 'src/cli'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `cli/${name.replaceAll('\\', '/').replace(/\.ts$/, '.js')}`);
const PROGRAMS = ['main.js', ...COMMANDS];
const refusal = (sentence: string) => ({
  ...{ status: 1, stdout: '', stderr: expect.stringMatching(new RegExp(`^${sentence}[^\\n]*\\n用法 / usage: npm `)) },
});

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
/** The programs of package.json that match a pattern, each once. */
function scriptsNaming(pattern: RegExp): readonly string[] {
  const named = Object.values(scripts).flatMap((script) => pattern.exec(script)?.[1] ?? []);
  return [...new Set(named)].toSorted();
}
const TOOLS = scriptsNaming(/((?:\.ci|test\/bench)\/[\w/-]+\.[jt]s)/);

test('every command of package.json is tried here', () => {
  const files = scriptsNaming(/src\/((?:cli\/)?(?:\w[\w-]*\/)?\w[\w-]*)\.[jt]s/).map((name) => `${name}.js`);
  expect(files.toSorted()).toEqual(PROGRAMS.toSorted());
  expect(TOOLS).toEqual(expect.arrayContaining(['.ci/check.js', '.ci/test-long.js', 'test/bench/read/read.ts']));
});

test.each(sampled(TOOLS))('%s says how it is used, and refuses what it does not know', async (tool) => {
  const [help, unknown] = await Promise.all([
    runFile(join(ROOT, tool), ['--help']),
    runFile(join(ROOT, tool), ['--no-such-option']),
  ]);
  expect(help).toEqual({ status: 0, stdout: expect.stringMatching(/^用法 \/ usage: npm [\s\S]*--help/), stderr: '' });
  expect(unknown).toEqual(refusal('(没有选项|未知的参数 / unknown argument: )'));
  expect(readdirSync(folder)).toEqual([]);
});

test.each(sampled(PROGRAMS))('%s says how it is used, and refuses what it does not know', async (program) => {
  const operands = ['a', 'b', 'c'];
  const [help, unknown, stray] = await Promise.all([
    run(program, ['--help']),
    run(program, ['--port', '4199']),
    program === 'cli/assess.js' ? undefined : run(program, operands),
  ]);
  expect(help).toEqual({ status: 0, stdout: expect.stringMatching(/^用法 \/ usage: npm [\s\S]*--help/), stderr: '' });
  expect(unknown).toEqual(refusal('没有选项 --port / there is no option --port'));
  if (stray !== undefined) expect(stray).toEqual(refusal('多余的参数 / unexpected argument: [ab]'));
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['cli/workbook/import.js', ['x', '--union', 'X', '--as', 'y', '--report', 'no/where.xlsx'], '选项 --report 的值有误'],
  ['cli/token.js', ['--role', 'clerk'], '须给出 --role 与 --union'],
  ['cli/bootstrap.js', ['--union', 'lower'], '选项 --union 的值有误'],
])('%s %p is refused by a sentence', async (program, args, sentence) => {
  expect(await run(program, args)).toEqual(refusal(sentence));
});

test.each([
  [
    'cli/workbook/import.js',
    ['none.xlsx', '--union', 'X', '--as', 'y'],
    {},
    /^无法读取 \/ cannot read \S+none.xlsx\n$/,
  ],
  ['cli/workbook/template.js', ['no/where.xlsx'], {}, /^无法写入 \/ cannot write no\/where.xlsx: [^\n]+\n$/],
  ['cli/schema.js', [], {}, /^无法完成 \/ the command cannot be completed: ENOENT[^\n]+\n$/],
  [
    'cli/keys/make.js',
    [],
    { BANGFU_KEYS: '/dev/null/keys.json' },
    /^无法完成 \/ the command cannot be completed: [^\n]+\n$/,
  ],
  ['cli/keys/make.js', [], { PORT: 'many' }, /^设置有误 \/ these settings are invalid: PORT\n$/],
  ['main.js', [], { BANGFU_HOST: '192.0.2.1' }, /^无法启动 \/ cannot start: [^\n]*BANGFU_HOST\n$/],
])('%s %p, %p ends with a sentence', async (program, args, over, sentence) => {
  const { status, stdout, stderr } = await run(program, args, over);
  expect([status, stdout, stderr]).toEqual([1, '', expect.stringMatching(sentence)]);
});

test('a port that is taken is found before a database is made', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { status, stderr } = await run('main.js', [], { PORT: String(port) });
  other.close();
  expect([status, stderr]).toEqual([
    1,
    `无法启动 / cannot start: 端口 ${port} 已被占用，请用 PORT 另设端口 / port ${port} is already in use: set another with PORT\n`,
  ]);
  expect(existsSync(join(folder, 'data'))).toBe(false);
});
