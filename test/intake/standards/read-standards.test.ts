import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { atCells, readStandards } from '../../../src/intake/standards/read-standards.ts';
import { writePlainSheets } from '../../../src/intake/plain-sheets/write-plain-sheets.ts';
import { STANDARDS_SHEET } from '../../../src/intake/standards/standards-sheet.ts';
import { problem } from '../../../src/usecase/problem.ts';
import { ledgerWorkbook } from '../../support/ledger-workbook.ts';
import { valueOf } from '../../support/register.ts';

const HEADINGS = ['标准类别', '行政区划代码', '起始日期', '标准金额', '标准状态', '核实至'];
const SIGNAL = new AbortController().signal;
const read = (rows: Parameters<typeof ledgerWorkbook>[0][string], name = '当地标准') =>
  readStandards(ledgerWorkbook({ [name]: rows }), SIGNAL);
const faultsOf = async (rows: Parameters<typeof read>[0], name?: string) => {
  const found = await read(rows, name);
  return found.ok ? [] : found.error.map(({ code, row, column }) => `${code} ${row ?? ''} ${column ?? ''}`.trim());
};

test('every row is a standard, however days, divisions and codes were typed', async () => {
  const { entries, rows } = valueOf(
    await read([
      ['2026 年标准'],
      ['办理', ...HEADINGS],
      ['', '最低生活保障标准', 410502, '2026年1月1日', 680, '已公布', '2026-12-31'],
      [null, null, null, null, null, null, null],
      ['更正', '最低工资标准', '410503', '2024-01-01', '2,100.00', '暂用', 46022],
      ['撤销', 'RURAL_INCOME', '410502', '2023-01-01', '', '', ''],
    ]),
  );
  expect(rows).toEqual([3, 5, 6]);
  expect(entries).toEqual([
    {
      ...{ act: 'ENTER', kind: 'DIBAO', region: '410502', from: '2026-01-01', amountFen: 68_000 },
      ...{ status: 'PUBLISHED', checkedUntil: '2026-12-31' },
    },
    {
      ...{ act: 'CORRECT', kind: 'MINIMUM_WAGE', region: '410503', from: '2024-01-01', amountFen: 210_000 },
      ...{ status: 'PROVISIONAL', checkedUntil: '2025-12-31' },
    },
    {
      ...{ act: 'RETRACT', kind: 'RURAL_INCOME', region: '410502', from: '2023-01-01', amountFen: null },
      ...{ status: null, checkedUntil: null },
    },
  ]);
});

test('every fault is named with its cell', async () => {
  expect(
    await faultsOf([
      HEADINGS,
      ['低保', '4105', '2026-02-30', '六百', '拟', { formula: 'TODAY()' }],
      ['', '410502', '', '680', '已公布', '2026-12-31'],
    ]),
  ).toEqual([
    'NOT_A_CODE 2 标准类别',
    'NOT_A_REGION 2 行政区划代码',
    'NOT_A_DAY 2 起始日期',
    'NOT_AN_AMOUNT 2 标准金额',
    'NOT_A_CODE 2 标准状态',
    'FORMULA 2 核实至',
    'REQUIRED 3 标准类别',
    'REQUIRED 3 起始日期',
  ]);
  expect(await faultsOf([['说明'], ['无']])).toEqual(['NO_HEADINGS']);
  expect(await faultsOf([HEADINGS], 'Sheet1')).toEqual(['MISSING_SHEET']);
  expect(await faultsOf([[...HEADINGS.slice(0, 5), '备注', '区划']])).toEqual([
    'UNKNOWN_COLUMN 1 备注',
    'DUPLICATE_COLUMN 1 行政区划代码',
    'MISSING_COLUMN 1 核实至',
  ]);
  const broken = await readStandards(Buffer.from('text'), SIGNAL);
  expect(broken).toMatchObject({ error: [{ code: 'NOT_A_WORKBOOK' }] });
});

test('a refusal of the proposal names the cells of the workbook', () => {
  const workbook = { entries: [], rows: [3, 7] };
  const problems = [problem('STANDARD_GAP', 'entries', 1, 'from'), problem('NOT_A_CENTRE', 'unionId')];
  expect(atCells(problems, workbook)).toMatchObject([
    { sheet: '当地标准', row: 7, column: '起始日期', code: 'STANDARD_GAP' },
    { sheet: null, row: null, column: 'unionId', code: 'NOT_A_CENTRE' },
  ]);
});

test('the template has the headings that are read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-standards-'));
  try {
    await writePlainSheets(join(folder, 'a.xlsx'), [STANDARDS_SHEET]);
    expect(valueOf(await readStandards(readFileSync(join(folder, 'a.xlsx')), SIGNAL))).toEqual({
      entries: [],
      rows: [],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
