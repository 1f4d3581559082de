import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import type { LedgerEntry } from '../../../src/fund/tie-out/ledger/general-ledger.ts';
import { readGeneralLedger } from '../../../src/fund/tie-out/ledger/read-general-ledger.ts';
import { canonicalJson } from '../../../src/artefacts/canonical-json.ts';
import { ledgerWorkbook, type LedgerSheets } from '../../support/ledger-workbook.ts';
import { valueOf } from '../../support/register.ts';
import { writeWorkbook } from '../../support/workbook.ts';
import { sheetParts, writeZip } from '../../support/zip.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-ledger-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What is never cancelled. */
const NEVER = new AbortController().signal;
const HEADINGS = ['日期', '凭证号', '分录号', '科目编码', '科目名称', '摘要', '借方', '贷方', '方向', '余额'];
const LINE = ['2026-03-05', '记-12', '1', '530101', '维权支出', '付困难职工生活救助', 500, null, '借', 500];

const read = (sheets: LedgerSheets, merges?: readonly string[]) =>
  readGeneralLedger(ledgerWorkbook(sheets, merges), NEVER);
const ledgerOf = async (sheets: LedgerSheets, merges?: readonly string[]) => valueOf(await read(sheets, merges));

/** The faults by code and place. */
async function faultsOf(sheets: LedgerSheets): Promise<readonly string[]> {
  const result = await read(sheets);
  if (result.ok) throw new Error('a ledger with faults is refused');
  for (const { zh, en } of result.error) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[^\p{Script=Han}]*[a-z]/u);
  }
  return result.error.map(({ sheet, row, column, code }) => [sheet, row, column, code].join(' '));
}

/** A ledger with one sheet, whose headings are in row 1. */
const journal = (...lines: LedgerSheets[string]) => ({ 序时账: [HEADINGS, ...lines] });
/** The line with some of its cells changed. */
function line(cells: Readonly<Record<string, LedgerSheets[string][number][number]>>) {
  return LINE.map(
    (cell, at) => cells[HEADINGS[at] ?? ''] ?? (HEADINGS[at] !== undefined && HEADINGS[at] in cells ? null : cell),
  );
}
const amounts = (entries: readonly LedgerEntry[]) => entries.map(({ amountFen }) => amountFen);

describe('a ledger is read as programs export it', () => {
  const expected = {
    ...{ day: '2026-03-05', voucher: '记-12', line: '1', subject: '530101 维权支出' },
    ...{ summary: '付困难职工生活救助', amountFen: 50_000 },
  };

  test('with every column of its own name, and others that are passed over', async () => {
    const { entries, skipped } = await ledgerOf(journal(LINE, line({ 分录号: '2', 借方: null, 贷方: '1,234.50' })));
    expect(entries).toEqual([
      { sheet: '序时账', row: 2, ...expected },
      { sheet: '序时账', row: 3, ...expected, line: '2', amountFen: -123_450 },
    ]);
    expect(skipped).toBe(0);
    expect(canonicalJson(entries)).toContain('记-12');
  });

  test.each<readonly [string, readonly string[], LedgerSheets[string][number]]>([
    [
      '用友',
      ['月', '日', '年', '凭证号数', '科目编码', '科目名称', '摘要', '借方发生额', '贷方发生额', '行号'],
      ['03', '05', '2026', '记-0012', '530101', '维权支出', '付困难职工生活救助', '500.00', '0.00', 1],
    ],
    [
      '金蝶, with the 凭证字 in a column of its own',
      ['业务日期', '制单日期', '凭证字', '凭证号', '科目代码', '科目名称', '摘要', '借方金额', '贷方金额', '分录序号'],
      [20_260_301, '2026.03.05', '记', 12, 530_101, '维权支出', '付困难职工生活救助', 500, '', '1'],
    ],
    [
      '浪潮, with one amount and its side',
      ['凭证日期', '凭证编号', '会计科目', '凭证摘要', '借贷方向', '发生额', '分录号', '制单人'],
      ['2026年3月5日', '记字第12号', '530101 维权支出', '付困难职工生活救助', '借', '￥500.00', '1', '王'],
    ],
    [
      'with notes, stars and blanks in its headings',
      [
        '*日 期',
        '凭证字号（必填）',
        '科目',
        '摘  要',
        '借方金额（元）',
        '贷方金额（元）',
        '分录号',
        '序号',
        '对方科目',
      ],
      [46_086, ' 记-12\u200b', '530101 维权支出', '付困难职工生活救助', '500', '—', '1', 77, '1002'],
    ],
  ])('%s', async (_program, headings, cells) => {
    const { entries } = await ledgerOf({ 账: [['总账'], headings, cells] });
    expect(entries).toHaveLength(1);
    const [entry] = entries;
    expect(entry).toEqual({ sheet: '账', row: 3, ...expected, voucher: entry?.voucher });
    expect(entry?.voucher.replace(/[字第号\s]|-0*/g, '')).toBe('记12');
  });

  test('on every sheet with headings of a ledger; covers and balances of accounts are none', async () => {
    const { entries } = await ledgerOf({
      封面: [['总工会 2026 年账簿'], ['单位', '市总工会']],
      科目余额表: [
        ['科目编码', '科目名称', '期初借方', '期初贷方'],
        ['1002', '银行存款', 1, null],
      ],
      一月: [['市总工会序时账'], [], HEADINGS, LINE],
      二月: [HEADINGS, line({ 日期: '2026-02-28' })],
    });
    expect(entries.map(({ sheet, row, day }) => [sheet, row, day])).toEqual([
      ['一月', 4, '2026-03-05'],
      ['二月', 2, '2026-02-28'],
    ]);
  });

  test('with the account above the headings, and another one further down', async () => {
    const headings = ['日期', '凭证号', '摘要', '借方', '贷方', '方向', '余额'];
    const entry = ['2026-03-05', '记-12', '科目：调整', 5, null, '借', 5];
    const { entries, skipped } = await ledgerOf({
      明细账: [
        ...[['明细账'], ['科目：530101 维权支出', null, null, null, '单位：元'], headings, entry],
        ...[['科目名称：', '530102 送温暖'], headings, ['2026-03-06', '记-13', '付', 6, null, '借', 6]],
      ],
    });
    expect(entries.map(({ row, subject }) => [row, subject])).toEqual([
      [4, '530101 维权支出'],
      [7, '530102 送温暖'],
    ]);
    expect(skipped).toBe(2);
  });

  test('with days as days, and titles whose cells are merged', async () => {
    const dated = line({ 日期: new Date('2026-03-05T00:00:00Z') });
    const { entries } = await ledgerOf({ 序时账: [['序时账'], HEADINGS, dated] }, ['A1:J1']);
    expect(entries[0]?.day).toBe('2026-03-05');
  });

  test('written by a third library', async () => {
    const path = join(folder, 'ledger.xlsx');
    await writeWorkbook(path, { 序时账: [HEADINGS, [...LINE]] });
    const { entries } = valueOf(await readGeneralLedger(readFileSync(path), NEVER));
    expect(entries).toEqual([{ sheet: '序时账', row: 2, ...expected }]);
  });
});

describe('amounts', () => {
  test.each<readonly [LedgerSheets[string][number][number], LedgerSheets[string][number][number], number]>([
    [500, null, 50_000],
    [null, 500, -50_000],
    [500, 0, 50_000],
    ['0.00', '500.00', -50_000],
    [-500, null, -50_000],
    [null, -500, 50_000],
    ['-1,234,567.89', '', -123_456_789],
    ['(500.00)', null, -50_000],
    ['（500.00）', null, -50_000],
    ['−500', null, -50_000],
    ['¥500', '-', 50_000],
    ['５００', null, 50_000],
    ['１，２３４．５０', null, 123_450],
    ['500元', null, 50_000],
    [0.1 + 0.2, null, 30],
    [1234.565_000_001, null, 0],
    [0, 0, 0],
  ])('%p on the debit, %p on the credit', async (debit, credit, amountFen) => {
    const sheets = journal(line({ 借方: debit, 贷方: credit }), line({ 分录号: '2' }));
    if (debit === 1234.565_000_001) expect(await faultsOf(sheets)).toEqual(['序时账 2 借方 WRONG_AMOUNT']);
    else expect(amounts((await ledgerOf(sheets)).entries)).toEqual([amountFen, 50_000]);
  });

  test.each<readonly [Parameters<typeof line>[0], string]>([
    [{ 借方: null }, '序时账 2 借方 NO_AMOUNT'],
    [{ 借方: '-', 贷方: '—' }, '序时账 2 借方 NO_AMOUNT'],
    [{ 贷方: 500 }, '序时账 2 贷方 BOTH_SIDES'],
    [{ 贷方: -500 }, '序时账 2 贷方 BOTH_SIDES'],
    [{ 借方: '五百' }, '序时账 2 借方 WRONG_AMOUNT'],
    [{ 借方: '12,50' }, '序时账 2 借方 WRONG_AMOUNT'],
    [{ 借方: '１２，５０' }, '序时账 2 借方 WRONG_AMOUNT'],
    [{ 借方: '1.234,50' }, '序时账 2 借方 WRONG_AMOUNT'],
    [{ 借方: '500.00-' }, '序时账 2 借方 WRONG_AMOUNT'],
    [{ 借方: 1e10 }, '序时账 2 借方 WRONG_AMOUNT'],
    [{ 借方: { formula: 'SUM(A1:A2)' } }, '序时账 2 借方 FORMULA'],
    [{ 凭证号: null }, '序时账 2 凭证号 NO_VOUCHER'],
    [{ 凭证号: { formula: 'B1' } }, '序时账 2 凭证号 FORMULA'],
    [{ 日期: null }, '序时账 2 日期 NO_DAY'],
    [{ 日期: 5 }, '序时账 2 日期 WRONG_DAY'],
    [{ 日期: '03-05' }, '序时账 2 日期 WRONG_DAY'],
    [{ 日期: '05/03/2026' }, '序时账 2 日期 WRONG_DAY'],
    [{ 日期: '2026-02-29' }, '序时账 2 日期 WRONG_DAY'],
    [{ 科目编码: ' ', 科目名称: null }, '序时账 2 科目编码 NO_SUBJECT'],
  ])('a row with %p is refused at its place', async (cells, fault) => {
    expect(await faultsOf(journal(line(cells), line({ 分录号: '2' })))).toEqual([fault]);
  });

  test.each([
    ['平', 500, '账 2 方向 WRONG_SIDE'],
    [null, 500, '账 2 方向 WRONG_SIDE'],
    ['借', null, '账 2 金额 NO_AMOUNT'],
  ])('of the side %p are refused', async (side, amount, fault) => {
    const headings = ['日期', '凭证号', '科目', '方向', '金额'];
    expect(await faultsOf({ 账: [headings, ['2026-03-05', '记-12', '5301', side, amount]] })).toEqual([fault]);
  });

  test('of both sides in one column have the sign of their side, also in red', async () => {
    const headings = ['日期', '凭证号', '科目', '方向', '金额'];
    const sided = (side: string, amount: number) => ['2026-03-05', `记-${side}${amount}`, '5301', side, amount];
    const lines = [sided('借', 5), sided('贷', 5), sided('借方', -5), sided('贷方', -5)];
    expect(amounts((await ledgerOf({ 账: [headings, ...lines] })).entries)).toEqual([500, -500, -500, 500]);
  });

  test('every wrong cell is told, in the order of the rows', async () => {
    expect(await faultsOf(journal(line({ 日期: 'x', 借方: 'y' }), LINE, line({ 分录号: '2', 凭证号: null })))).toEqual([
      ...['序时账 2 日期 WRONG_DAY', '序时账 2 借方 WRONG_AMOUNT', '序时账 4 凭证号 NO_VOUCHER'],
    ]);
  });

  test('no more faults are told than anyone reads', async () => {
    const faults = await faultsOf(journal(...Array.from({ length: 1500 }, () => line({ 凭证号: null }))));
    expect(faults).toHaveLength(1001);
    expect(faults.at(-1)).toMatch(/MORE_FAULTS$/);
  });
});

describe('rows that are no entries', () => {
  test.each([
    ...[
      '期初余额',
      '上年结转',
      '年初余额',
      '本日合计',
      '本月合计',
      '本季合计',
      '本年累计',
      '累计',
      '合计',
      '承前页',
      '过次页',
    ],
    ...[
      '本 月 合 计',
      '合　计',
      '合计：',
      '本页小计',
      '期末余额',
      '结转下年',
      '2026年3月合计',
      '本月合计（3月）',
      '总计',
      '本期发生额',
    ],
  ])('%s is skipped and counted', async (label) => {
    const total = line({ 凭证号: null, 分录号: null, 科目编码: null, 科目名称: null, 摘要: label, 贷方: 500 });
    const inFront = [label, null, null, null, null, null, { formula: 'SUM(G2)' }, 500];
    const undated = line({ 日期: null, 凭证号: label, 摘要: null });
    const { entries, skipped } = await ledgerOf(journal(total, LINE, inFront, undated));
    expect([entries.length, skipped]).toEqual([1, 3]);
  });

  test('blank rows and feet of pages are skipped; an entry is one, whatever its summary says', async () => {
    const foot = [null, null, null, '制表：王', null, '打印日期：2026-04-01'];
    const closing = line({ 凭证号: '记-99', 摘要: '本年累计' });
    const { entries, skipped } = await ledgerOf(journal(LINE, [], HEADINGS, foot, [' ', '\u3000'], closing));
    expect(entries.map(({ voucher }) => voucher)).toEqual(['记-12', '记-99']);
    expect(skipped).toBe(3);
  });
});

describe('a line twice is refused', () => {
  const bare = (...cells: LedgerSheets[string][number]) => ['2026-03-05', '记-12', '5301 维权支出', '付王某', ...cells];
  const headings = ['日期', '凭证号', '科目', '摘要', '借方', '贷方'];

  test('with one 凭证号 and one 分录号, however these are written and wherever they are', async () => {
    const again = { 明细账: [HEADINGS, line({ 凭证号: '记字第0012号', 分录号: '01', 摘要: '另一摘要', 借方: 6 })] };
    const sheets = { ...journal(LINE), ...again };
    expect(await faultsOf(sheets)).toEqual(['明细账 2 分录号 ENTRY_NUMBER_TWICE']);
    const result = await read(sheets);
    if (result.ok) throw new Error('a line twice is refused');
    expect(result.error[0]?.zh).toContain('工作表“序时账”第 2 行');
    expect(result.error[0]?.en).toContain('row 2 of the sheet “序时账”');
  });

  test('without 分录号 if it is equal in every column, with what to do', async () => {
    const sheets = { 账: [headings, bare(500, null), bare(300, null), bare('500.00', '')] };
    const result = await read(sheets);
    if (result.ok) throw new Error('a line twice is refused');
    expect(result.error).toMatchObject([{ sheet: '账', row: 4, column: '凭证号', code: 'LINE_TWICE' }]);
    expect(result.error[0]?.zh).toMatch(/工作表“账”第 2 行.*分录号/);
  });

  test('but not if anything differs, nor if the entries are numbered', async () => {
    const others = [bare(500, null), bare(null, -500), bare(null, 500), bare(-500, null)];
    const summary = ['2026-03-05', '记-12', '5301 维权支出', '付李某', 500, null];
    const later = ['2026-04-05', '记-12', '5301 维权支出', '付王某', 500, null];
    const word = ['2026-03-05', '付-12', '5301 维权支出', '付王某', 500, null];
    const bareLines = await ledgerOf({ 账: [headings, ...others, summary, later, word] });
    expect(bareLines.entries).toHaveLength(7);
    const numbered = await ledgerOf(journal(LINE, line({ 分录号: '2' }), line({ 日期: '2026-04-01' })));
    expect(numbered.entries).toHaveLength(3);
  });
});

describe('what is no ledger is refused', () => {
  test.each<readonly [string, LedgerSheets, readonly string[]]>([
    ['an empty sheet', { 账: [] }, ['   NO_LEDGER_SHEET']],
    [
      'another table',
      {
        账: [
          ['姓名', '金额'],
          ['王', 5],
        ],
      },
      ['   NO_LEDGER_SHEET'],
    ],
    ['headings alone', { 账: [HEADINGS] }, ['   NO_ENTRIES']],
    ['amounts that are all 0', journal(line({ 借方: 0 })), ['   NO_ENTRIES']],
    ['no credit', { 账: [['日期', '凭证号', '科目', '借方'], LINE] }, ['账 1 贷方 LEDGER_COLUMN_MISSING']],
    [
      'no day and no amounts',
      {
        账: [
          ['凭证号', '摘要'],
          ['记-1', 'x'],
        ],
      },
      ['日期', '科目编码', '借方', '贷方'].map((name) => `账 1 ${name} LEDGER_COLUMN_MISSING`),
    ],
    ['no voucher', { 账: [['日期', '科目', '借方', '贷方'], LINE] }, ['账 1 凭证号 LEDGER_COLUMN_MISSING']],
    [
      'two debits',
      { 账: [['日期', '凭证号', '科目', '借方', '借方（外币）', '贷方'], LINE] },
      ['账 1 借方（外币） LEDGER_COLUMN_TWICE'],
    ],
    ['one name twice', { 账: [[...HEADINGS, '凭证号'], LINE] }, ['账 1 凭证号 LEDGER_COLUMN_TWICE']],
  ])('%s', async (_what, sheets, faults) => {
    expect(await faultsOf(sheets)).toEqual(faults);
  });

  test('bytes that are no workbook', async () => {
    const others: readonly (readonly [Buffer, string])[] = [
      [Buffer.alloc(0), 'NOT_A_WORKBOOK'],
      [Buffer.from('日期,凭证号\n'), 'TEXT_FILE'],
      [ledgerWorkbook(journal(LINE)).subarray(0, 900), 'NOT_A_WORKBOOK'],
    ];
    for (const [bytes, code] of others) {
      expect(await readGeneralLedger(bytes, NEVER)).toMatchObject({ ok: false, error: [{ code }] });
    }
  });

  test('a small file that unpacks to much', async () => {
    const bytes = Buffer.from(`<row>${'<c t="inlineStr"><is>'.repeat(100_000)}`);
    const path = writeZip(join(folder, 'bomb.xlsx'), sheetParts({ 账: bytes }));
    const result = await readGeneralLedger(readFileSync(path), NEVER);
    expect(result).toMatchObject({ ok: false, error: [{ code: 'TOO_COMPLEX', sheet: '账' }] });
  });
});

test('20,000 lines are read within seconds, and reading can be cancelled', async () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => line({ 凭证号: `记-${at >> 2}`, 分录号: String(at % 4) }));
  const bytes = ledgerWorkbook(journal(...lines));
  const from = performance.now();
  const { entries } = valueOf(await readGeneralLedger(bytes, NEVER));
  expect(performance.now() - from).toBeLessThan(10_000);
  expect(entries).toHaveLength(20_000);
  await expect(readGeneralLedger(bytes, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
});
