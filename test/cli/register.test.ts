import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { SHEETS } from '../../src/intake/workbook/sheets.ts';
import { household, member, membershipState } from '../support/register-household.ts';
import { rowsOf, writeWorkbook } from '../support/workbook.ts';

const ROOT = join(__dirname, '..', '..');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-cli-'));
  chmodSync(folder, 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = (command: string, ...args: string[]) => {
  const env = { ...process.env, BANGFU_DATA: join(folder, 'data') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [`src/cli/${command}.ts`, ...args], {
    ...{ cwd: ROOT, env, encoding: 'utf8' },
  });
  return { status, stdout, stderr };
};
const WORKER = household([], {
  members: [member('m1', 777, { membershipState: membershipState({ relation: 'SELF' }) })],
});
const INCOME: Readonly<Record<string, string | number>> = {
  ...{ 职工身份证号: WORKER.members[0]?.identityNumber ?? '', 收入类别: '工薪收入', 政府救助: '否' },
  ...{ 开始月份: '2025-06', 结束月份: '2026-05' },
};
const workbook = (name: string, income: string | number) => {
  const rows = rowsOf([WORKER]);
  const headings = rows['收入']?.[0] ?? [];
  rows['收入']?.push(headings.map((heading) => ({ ...INCOME, 金额: income })[heading as string] ?? null));
  return writeWorkbook(join(folder, name), rows);
};
const importing = (path: string, ...more: string[]) =>
  run('import', path, '--union', '410502-Q1', '--as', 'clerk.410502', ...more);

test('an empty database is filled with a sample, once', () => {
  expect(run('seed', '--households', '50', '--on', '2026-06-30')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('50/50'),
  });
  expect(run('seed', '--households', '50')).toMatchObject({ status: 1, stderr: expect.stringContaining('空库') });
  expect(run('seed', '--households', 'many')).toMatchObject({ status: 1, stderr: expect.stringContaining('用法') });
});

test('the template has every sheet with its headings, notes and lists', async () => {
  const path = join(folder, 'template.xlsx');
  expect(run('template', path)).toMatchObject({ status: 0, stderr: '' });
  const read = new ExcelJS.Workbook();
  await read.xlsx.readFile(path);
  expect(read.worksheets.map(({ name }) => name)).toEqual([
    ...['困难职工', '家庭成员', '就业', '收入', '扣除', '支出', '突发事件', '资产', '子女就学', '低保', '帮扶发放'],
  ]);
  for (const [index, sheet] of read.worksheets.entries()) {
    const headings = (SHEETS[index]?.columns ?? []).map(({ field }) => field.zh);
    expect((sheet.getRow(1).values as unknown[]).slice(1)).toEqual(headings);
    expect(new Set(headings).size).toBe(headings.length);
    for (const at of headings.keys()) expect(sheet.getCell(1, at + 1).note).toBeDefined();
  }
  const income = read.getWorksheet('收入');
  if (income === undefined) throw new Error('the sheet is there');
  const column = (income.getRow(1).values as unknown[]).indexOf('收入类别');
  expect(income.getCell(2, column).dataValidation).toMatchObject({
    ...{ type: 'list', formulae: ['"工薪收入,经营净收入,农副经营性收入,财产性收入,转移性收入"'] },
  });
  expect(importing(path)).toMatchObject({ status: 0, stdout: expect.stringContaining('0 行') });
  expect(run('template')).toMatchObject({ status: 1, stderr: expect.stringContaining('用法') });
  expect(run('template', join(folder, 'nowhere', 'x.xlsx'))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('无法写入'),
  });
});

test('a workbook with a fault ends with 1, says where, and the report has the rows with it', async () => {
  const path = await workbook('bad.xlsx', '一百');
  const report = join(folder, 'report.xlsx');
  const { status, stdout, stderr } = importing(path, '--report', report);
  expect([status, stdout]).toEqual([1, expect.stringContaining('0 户已登记 / recorded')]);
  expect(stderr).toContain('收入 第 2 行 金额: 应为最多两位小数的数');
  expect(stderr).not.toContain('410599');
  expect(statSync(report).mode & 0o777).toBe(0o600);
  const read = new ExcelJS.Workbook();
  await read.xlsx.readFile(report);
  expect(read.getWorksheet('导入结果')?.getRow(2).values).toEqual([
    ...[undefined, '收入', 2, '金额', expect.stringContaining('应为'), expect.stringContaining('must be')],
  ]);
  const row = read.getWorksheet('收入')?.getRow(2).values as unknown[];
  expect(row).toContain('一百');
  expect(row.at(-1)).toContain('金额：应为');
});

test('mended, the same workbook is taken; as a report with its fault column it is understood too', async () => {
  expect(importing(await workbook('good.xlsx', 26_400))).toMatchObject({
    ...{ status: 0, stdout: expect.stringContaining('1 户已登记 / recorded') },
  });
  const again = importing(join(folder, 'good.xlsx'), '--report', join(folder, 'fine.xlsx'));
  expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining('1 户未变 / unchanged') });
  expect(importing(join(folder, 'fine.xlsx'))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1 户未变'),
  });
});

test('who may not, which union is not, and what is no file end with the reason', () => {
  const path = join(folder, 'good.xlsx');
  expect(run('import', path, '--union', '410502-Q1', '--as', 'nobody')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('没有此工作人员'),
  });
  for (const as of ['clerk.410581', 'statistician.410500']) {
    expect(run('import', path, '--union', '410502-Q1', '--as', as)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('没有此工会'),
    });
  }
  expect(run('import', path, '--union', 'NONE', '--as', 'clerk.410502')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('没有此工会'),
  });
  expect(importing(join(folder, 'none.xlsx'))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('无法读取'),
  });
  expect(importing(join(ROOT, 'package.json'))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('不是 xlsx 工作簿'),
  });
  expect(run('import', path)).toMatchObject({ status: 1, stderr: expect.stringContaining('用法') });
});

test('the keys are changed by an administrator, and what is on record is found again', () => {
  expect(run('keys-rotate', '--as', 'clerk.410502')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('管理员'),
  });
  expect(run('keys-rotate')).toMatchObject({ status: 1, stderr: expect.stringContaining('用法') });
  expect(run('keys-rotate', '--as', 'admin')).toMatchObject({ status: 0, stdout: expect.stringContaining('第 2 版') });
  expect(importing(join(folder, 'good.xlsx'))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1 户未变'),
  });
});

test('no identity number stands in clear in the database’s files or in its log', () => {
  const found: string[] = [];
  const look = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const own = join(path, entry.name);
      if (entry.isDirectory()) look(own);
      else if (entry.isFile() && /410599(19|20)\d{9}/.test(readFileSync(own, 'latin1'))) found.push(own);
    }
  };
  look(join(folder, 'data'));
  expect(found).toEqual([]);
});
