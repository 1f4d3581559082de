import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { BY_SHORT_NUMBER, SHEETS } from '../../src/intake/workbook/sheets.ts';
import { type DatabaseProcess, end, startDatabase } from '../support/database-process.ts';
import { placeCluster } from '../support/made-cluster.ts';
import { household, member, membershipState } from '../support/register-household.ts';
import { type Ran, runProgram } from '../support/run-program.ts';
import { rowsOf, writeWorkbook } from '../support/workbook.ts';

const ROOT = join(__dirname, '..', '..');
let folder = '';
/** Keeps the embedded database of the folder running, so that each command joins it. */
let keeper: DatabaseProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-cli-'));
  chmodSync(folder, 0o755);
  await placeCluster(join(folder, 'data'));
  keeper = startDatabase(join(folder, 'data'));
  await keeper.url;
});
afterAll(async () => {
  if (keeper.child.exitCode === null) await end(keeper, 'SIGINT');
  rmSync(folder, { recursive: true });
});

const run = (command: string, ...args: string[]): Promise<Ran> =>
  runProgram(`src/cli/${command}.ts`, args, { env: { BANGFU_DATA: join(folder, 'data') } });
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
  run('workbook/import', path, '--union', '410502-Q1', '--as', 'clerk.410502', ...more);

/** A command that is refused with a text among what it says. */
const refused = (text: string) => ({ status: 1, stderr: expect.stringContaining(text) });

/** Runs commands at once, of which none is in the way of another. */
async function expectEach(running: Readonly<Record<string, readonly [Promise<Ran>, object]>>): Promise<void> {
  for (const [name, [ran, expected]] of Object.entries(running)) {
    expect({ name, ...(await ran) }).toMatchObject({ name, ...expected });
  }
}

test('an empty database is filled with a sample, once', async () => {
  expect(await run('seed', '--households', '50', '--on', '2026-06-30')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('50/50'),
  });
  await expectEach({
    again: [run('seed', '--households', '50'), refused('空库')],
    many: [run('seed', '--households', 'many'), refused('用法')],
  });
});

test('households are exported for their owner alone, and imported without a change; who may not, is refused', async () => {
  const path = join(folder, 'exported.xlsx');
  const exporting = (of: string, as: string, to = path) => run('workbook/export', to, '--union', of, '--as', as);
  expect(await exporting('410500', 'clerk.410500')).toMatchObject({
    status: 0,
    stdout: '50 户已导出 / households exported\n',
  });
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  await expectEach({
    finance: [exporting('410502', 'finance.410502'), refused('没有此工会')],
    elsewhere: [exporting('410523', 'clerk.410502'), refused('没有此工会')],
    'no folder': [exporting('410502', 'clerk.410502', join(folder, 'nowhere', 'x.xlsx')), refused('无法写入')],
    again: [run('workbook/import', path, '--union', '410500', '--as', 'clerk.410500'), { status: 0 }],
  });
});

test('the template has every sheet with its headings, notes and lists', async () => {
  const path = join(folder, 'template.xlsx');
  await expectEach({
    template: [run('workbook/template', path), { status: 0, stderr: '' }],
    'no file': [run('workbook/template'), refused('用法')],
    'no folder': [run('workbook/template', join(folder, 'nowhere', 'x.xlsx')), refused('无法写入')],
  });
  const read = new ExcelJS.Workbook();
  await read.xlsx.readFile(path);
  expect(read.worksheets.map(({ name }) => name)).toEqual([
    ...[
      '填写说明',
      '困难职工',
      '家庭成员',
      '入户调查',
      '就业',
      '收入',
      '扣除',
      '支出',
      '突发事件',
      '资产',
      '子女就学',
      '低保',
      '帮扶发放',
      '填写示例',
    ],
  ]);
  for (const [index, sheet] of read.worksheets.slice(1, -1).entries()) {
    const headings = (SHEETS[index]?.columns ?? []).map(({ field: { zh, also } }) =>
      also.includes(BY_SHORT_NUMBER) ? BY_SHORT_NUMBER : zh,
    );
    expect((sheet.getRow(1).values as unknown[]).slice(1)).toEqual(headings);
    expect(new Set(headings).size).toBe(headings.length);
    for (const at of headings.keys()) expect(sheet.getCell(1, at + 1).note).toBeDefined();
  }
  const noteOn = (name: string) => {
    const row = read.getWorksheet(name)?.getRow(1);
    return (heading: string) => row?.getCell((row.values as unknown[]).indexOf(heading)).note;
  };
  const noteOf = noteOn('入户调查');
  for (const who of ['调查人一', '调查人二', '签字人']) expect(noteOf(who)).toMatch(/^姓名，例：..（示例）/);
  expect(noteOf('未签字原因')).toMatch(/^原因，例：.*（示例）/);
  for (const [sheet, heading] of [
    ['困难职工', '住房已核实'],
    ['家庭成员', '就业已核实'],
  ] as const) {
    expect(noteOn(sheet)(heading)).toMatch(/^是：已核实，没有的也填“是”；否：尚未核实。/);
  }
  const income = read.getWorksheet('收入');
  if (income === undefined) throw new Error('the sheet is there');
  const column = (income.getRow(1).values as unknown[]).indexOf('收入类别');
  expect(income.getCell(2, column).dataValidation).toMatchObject({
    ...{ type: 'list', formulae: ['"工薪收入,经营净收入,农副经营性收入,财产性收入,转移性收入"'] },
  });
  expect(await importing(path)).toMatchObject({ status: 0, stdout: expect.stringContaining('0 行') });
});

test('a workbook with a fault ends with 1, says where, and the report has the rows with it', async () => {
  const path = await workbook('bad.xlsx', '一百');
  const report = join(folder, 'report.xlsx');
  const { status, stdout, stderr } = await importing(path, '--report', report);
  expect([status, stdout]).toEqual([1, expect.stringContaining('0 户已登记 / recorded')]);
  expect(stderr).toContain('收入 第 2 行 金额: 应为最多两位小数的数');
  expect(stderr).not.toContain('410599');
  expect(statSync(report).mode & 0o777).toBe(0o600);
  const read = new ExcelJS.Workbook();
  await read.xlsx.readFile(report);
  expect(read.getWorksheet('导入结果')?.getRow(2).values).toEqual([
    ...[undefined, '收入', 2, '金额', expect.stringContaining('应为'), expect.stringContaining('must be'), '错误'],
  ]);
  const row = read.getWorksheet('收入')?.getRow(2).values as unknown[];
  expect(row).toContain('一百');
  expect(row[1]).toContain('金额：应为');
});

test('mended, the same workbook is taken; as a report with its fault column it is understood too', async () => {
  expect(await importing(await workbook('good.xlsx', 26_400))).toMatchObject({
    ...{ status: 0, stdout: expect.stringContaining('1 户已登记 / recorded') },
  });
  expect(await importing(await workbook('other.xlsx', 30_000), '--compare')).toMatchObject({
    ...{ status: 0, stdout: expect.stringContaining('0 户与登记相同 / the same as on record，1 户不同 / different') },
    stderr: expect.stringContaining('收入 第 2 行 金额: 与登记不同 / differs from what is on record'),
  });
  const again = await importing(join(folder, 'good.xlsx'), '--report', join(folder, 'fine.xlsx'));
  expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining('1 户未变 / unchanged') });
  expect(await importing(join(folder, 'fine.xlsx'))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1 户未变'),
  });
});

test('who may not, which union is not, and what is no file end with the reason', async () => {
  const path = join(folder, 'good.xlsx');
  const of = (union: string, as: string) => run('workbook/import', path, '--union', union, '--as', as);
  await expectEach({
    nobody: [of('410502-Q1', 'nobody'), refused('没有此工作人员')],
    elsewhere: [of('410502-Q1', 'clerk.410581'), refused('没有此工会')],
    'no clerk': [of('410502-Q1', 'statistician.410500'), refused('没有此工会')],
    'no union': [of('NONE', 'clerk.410502'), refused('没有此工会')],
    'no file': [importing(join(folder, 'none.xlsx')), refused('无法读取')],
    'no workbook': [importing(join(ROOT, 'package.json')), refused('这是 csv、文本或网页文件')],
    nothing: [run('workbook/import', path), refused('用法')],
  });
});

test('days of surveys are read from a file, previewed, and refused by line', async () => {
  const [days, wrong] = ['days.csv', 'wrong.csv'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(days, '\uFEFF档案编号,入户调查日期\r\n4105022019999999,2025年3月10日\r\n');
  writeFileSync(wrong, '档案编号,入户调查日期\n4105022019999999,2025-02-30\n4105022019999999\n');
  const refusal = '第 2 行 4105022019999999: 没有此家庭，或无权办理';
  const setting = (path: string, as: string, ...more: string[]) => run('surveys', path, '--as', as, ...more);
  await expectEach({
    set: [setting(days, 'clerk.410502'), { ...refused(refusal), stdout: expect.stringContaining('1 户被拒') }],
    preview: [
      setting(days, 'clerk.410502', '--preview'),
      { ...refused(refusal), stdout: expect.stringContaining('今日补录前 / before, today') },
    ],
    nobody: [setting(days, 'nobody'), refused('没有此工作人员')],
    'no day': [
      setting(wrong, 'clerk.410502'),
      { status: 1, stderr: expect.stringMatching(/^第 2 行 入户调查日期: 应为存在的日期.*\n第 3 行: 列数与表头不同/) },
    ],
    'no file': [setting(join(folder, 'none.csv'), 'clerk.410502'), refused('文件不存在 / the file does not exist')],
  });
});

test('the keys are changed by an administrator, and what is on record is found again', async () => {
  await expectEach({
    // New keys wait three seconds until every process knows them.
    administrator: [run('keys/rotate', '--as', 'admin'), { status: 0, stdout: expect.stringContaining('第 2 版') }],
    clerk: [run('keys/rotate', '--as', 'clerk.410502'), refused('管理员')],
    nobody: [run('keys/rotate'), refused('用法')],
  });
  expect(await importing(join(folder, 'good.xlsx'))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1 户未变'),
  });
});

test('no identity number stands in clear in the database’s files or in its log', async () => {
  // The last to leave stops the database, which writes all its files.
  expect(await end(keeper, 'SIGINT')).toBe(0);
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
