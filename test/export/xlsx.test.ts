import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { PrintedTable } from '../../src/export/printed-table.ts';
import { writeXlsx } from '../../src/export/xlsx/workbook.ts';
import {
  later,
  type ReadPdf,
  type ReadWorkbook,
  readBack,
  saveExport,
  tableOf,
  textRow,
  TRICKY,
  UNSEEN,
} from '../support/printed-tables.ts';
import { savedByOffice, testWithOffice } from '../support/office.ts';

const ROWS = [...TRICKY, ...UNSEEN].map(textRow);
const write = (table: PrintedTable) => buffer(writeXlsx(table));

let file: Buffer;
let read: ReadWorkbook;
let empty: ReadWorkbook;
beforeAll(async () => {
  file = await write(tableOf(ROWS));
  [read, empty] = (await readBack<ReadWorkbook>('xlsx', file, await write(tableOf([])))) as [
    ReadWorkbook,
    ReadWorkbook,
  ];
});

describe('what another library reads', () => {
  test('is every cell of the table, text as text and amounts to the fen', () => {
    const body = read.rows.slice(4, 4 + ROWS.length);
    expect(body).toEqual(
      ROWS.map(([number, name, identity, amount, note]) => [number, name, identity, Number(amount) / 100, note]),
    );
  });

  test('is title, unit, merged head, total, closing and the place for signatures', () => {
    const texts = (row: readonly unknown[] | undefined) =>
      (row ?? []).filter((value) => value !== null && value !== '');
    expect(read.rows.slice(0, 4).map(texts)).toEqual([
      ['2026年度实名制汇总表'],
      ['填报单位（公章）：安阳市<总>工会', '单位：元'],
      ['序号', '职工', '帮扶金额', '备注'],
      ['姓名', '身份证号'],
    ]);
    const total = ROWS.reduce((sum, row) => sum + Number(row[3]), 0) / 100;
    expect(read.rows.slice(4 + ROWS.length).map(texts)).toEqual([
      ['合计', total],
      ['合计（大写）：壹元整'],
      ['户数 1 户'],
      [expect.stringMatching(/^单位负责人： +财务负责人： +审核人： +制表人： +联系电话： +填报日期：$/)],
    ]);
    expect(read.merges).toBe(10);
  });

  test('is a formula whose cached value is the sum of the rows, and what is printed', () => {
    const last = 4 + ROWS.length;
    const total = ROWS.reduce((sum, row) => sum + Number(row[3]), 0) / 100;
    expect(read.formulas).toEqual([[`D${last + 1}`, `SUM(D5:D${last})`, total]]);
    expect(read.name).toBe('汇总表');
    expect(read.names).toEqual({
      '_xlnm.Print_Area': `'汇总表'!$A$1:$E$${last + 4}`,
      '_xlnm.Print_Titles': "'汇总表'!$1:$4",
    });
  });

  test('of a table without rows, is a total of zero without a formula', () => {
    expect(empty.formulas).toEqual([]);
    expect(empty.rows.at(4)?.[3]).toBe(0);
  });
});

test('the same table has the same bytes', async () => {
  expect((await write(tableOf(ROWS))).equals(file)).toBe(true);
});

test('rows that fail break the stream off, and a reader who leaves ends the reading', async () => {
  const { total } = tableOf([]);
  const wrong = writeXlsx(tableOf([], { total: { ...total, rows: 1 } }));
  await expect(buffer(wrong)).rejects.toThrow('come to its total');
  let [read, isOver] = [0, false];
  function* rows() {
    try {
      for (; read < 200_000; read += 1) yield textRow(`${Math.random()}`.repeat(20), read);
    } finally {
      isOver = true;
    }
  }
  const left = writeXlsx(tableOf([], { rows: later(rows()), total: { ...total, rows: 200_000 } }));
  const chunks = left[Symbol.asyncIterator]();
  while (read < 1000) await chunks.next();
  left.destroy();
  while (!isOver) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(read).toBeLessThan(20_000);
});

testWithOffice('LibreOffice prints the pages that were meant, the head on each', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => textRow(`姓名${at}`, at));
  const path = saveExport('xlsx', await write(tableOf(rows)));
  const [pdf] = await readBack<ReadPdf>('pdf', readFileSync(savedByOffice(path, 'pdf')));
  const pages = (pdf?.pages ?? []).map((page) => page.replace(/\s+/gu, ''));
  expect(pages.length).toBeGreaterThan(1);
  for (const [at, page] of pages.entries()) {
    expect(page).toContain('2026年度实名制汇总表');
    expect(page).toContain(`第${at + 1}页共${pages.length}页`);
    expect(page).toContain('实时数据&未锁定');
    expect(page).not.toContain('###');
  }
  expect(rows.every(([, name]) => pages.some((page) => page.includes(String(name))))).toBe(true);
  expect(pages.at(-1)).toContain('填报日期');
});
