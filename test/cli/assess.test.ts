import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { household, STANDARDS } from '../support/household.ts';

const root = join(__dirname, '..', '..');
const cases = join(root, 'test/policy/cases');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command as `docs/register.md` gives it. */
function assess(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'assess', '--', ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  return { status, stdout, lines: stderr.split('\n').filter((line) => line !== '') };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const one = (over: object = {}) => JSON.stringify([{ name: 'one', facts: household(), standards: STANDARDS, ...over }]);

test('prints one JSON array with a result per case, in the order of files and cases', () => {
  const { status, stdout, lines } = assess([join(cases, 'migrant.json'), join(cases, 'levels.json')]);
  const results = JSON.parse(stdout) as { level: string; findings: { zh: string }[] }[];
  expect([status, lines, results.length]).toEqual([0, [], 26]);
  expect(results[0]?.level).toBe('NATIONAL');
  expect(results[13]?.level).not.toBe('NATIONAL');
  expect(Object.keys(results[0] ?? {})).toEqual([
    'level',
    'outcome',
    'primaryCategory',
    'categories',
    'window',
    'population',
    'totals',
    'perCapitaMonthly',
    'perCapitaMonthlyAfterExpenses',
    'missing',
    'provisional',
    'findings',
  ]);
  expect(Object.keys(results[0]?.findings[0] ?? {})).toEqual([
    'rule',
    'article',
    'readings',
    'state',
    'figures',
    'zh',
    'en',
  ]);
});

test('reads standard input, and the built-in standards where a case has none', () => {
  const { status, stdout } = assess(['-'], `\uFEFF${JSON.stringify([{ facts: household() }])}`);
  const results = JSON.parse(stdout) as { totals: { standard: string } }[];
  expect([status, results[0]?.totals.standard]).toEqual([0, '6240.00']);
});

test('standard input named twice is assessed twice', () => {
  const { status, stdout } = assess(['-', '-'], one());
  expect([status, (JSON.parse(stdout) as unknown[]).length]).toEqual([0, 2]);
});

test('an empty list has no results', () => {
  expect(assess(['-'], '[]')).toEqual({ status: 0, stdout: '[\n]\n', lines: [] });
});

test('where any case is refused it prints only the refusals, a line each, and exits with 1', () => {
  const good = file('good.json', one());
  const bad = file('bad.json', one({ facts: household({ asOf: 'today', region: 'x' }) }));
  const { status, stdout, lines } = assess([good, bad, good]);
  expect([status, stdout]).toEqual([1, '']);
  expect(lines).toEqual([
    `${bad}: 1 one: facts.asOf: 应为存在的日期 YYYY-MM-DD / must be a day that exists, YYYY-MM-DD`,
    `${bad}: 1 one: facts.region: 应为六位行政区划代码 / must be a division code of six digits`,
  ]);
});

test.each([
  ['a file that is not there', () => join(folder, 'none.json'), '无法读取文件 / the file cannot be read'],
  ['a folder', () => folder, '无法读取文件 / the file cannot be read'],
  ['no JSON', () => file('broken.json', '[{"facts":'), '文件不是 JSON / the file is not JSON'],
  ['nothing', () => file('empty.json', ''), '文件不是 JSON / the file is not JSON'],
  ['no list', () => file('object.json', '{}'), '文件应为案例列表 / the file must be a list of cases'],
  [
    'another encoding',
    () => file('gbk.json', Uint8Array.of(0x5b, 0x22, 0xb0, 0xef, 0x22, 0x5d)),
    '文件不是 UTF-8 编码 / the file is not UTF-8 text',
  ],
])('%s is refused by its name', (_what, path, reason) => {
  const name = path();
  expect(assess([name])).toEqual({ status: 1, stdout: '', lines: [`${name}: ${reason}`] });
});

test('a refusal stays one line, whatever the case is called', () => {
  const { lines } = assess(['-'], one({ name: 'a\nb\u001b[31m\u2028c', facts: {} }));
  expect(lines.length).toBe(16);
  expect(lines[0]).toContain('-: 1 a b [31m c: facts.');
});

test('without a file it says how it is used', () => {
  const { status, stdout, lines } = assess([]);
  expect([status, stdout, lines[0]]).toEqual([1, '', '缺少 FILE… / FILE… is missing']);
  expect(lines[1]).toContain('npm run --silent assess -- FILE…');
});
