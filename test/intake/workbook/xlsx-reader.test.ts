import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cell } from '../../../src/intake/workbook/cells.ts';
import { openWorkbook } from '../../../src/intake/workbook/xlsx-reader.ts';
import { valueOf } from '../../support/register.ts';
import { workbookParts, writeZip, type ZipPart } from '../../support/zip.ts';

/** What is never cancelled. */
const NEVER = new AbortController().signal;

let folder = '';
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-xlsx-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const write = (parts: readonly ZipPart[]) => writeZip(join(folder, `${(files += 1)}.xlsx`), parts);

async function cellsOf(parts: readonly ZipPart[]): Promise<Record<string, Cell>> {
  const workbook = valueOf(await openWorkbook(write(parts), NEVER));
  const cells: Record<string, Cell> = {};
  const read = await workbook.read('收入', (row, own) => {
    for (const [column, cell] of own) cells[`${row}.${column}`] = cell;
  });
  workbook.close();
  expect(read.ok).toBe(true);
  return cells;
}

async function faultOf(parts: readonly ZipPart[]): Promise<string> {
  const workbook = await openWorkbook(write(parts), NEVER);
  if (!workbook.ok) return workbook.error;
  const read = await workbook.value.read('收入', () => undefined);
  workbook.value.close();
  return read.ok ? 'none' : read.error;
}

const rows = (xml: string) => workbookParts('收入', Buffer.from(xml));

test('every type of cell is read as what it is, with and without references', async () => {
  const xml = `<row r="3"><c r="B3" t="inlineStr"><is><r><t>张</t></r><r><t xml:space="preserve"> 三</t></r><rPh><t>x</t></rPh></is></c>
    <c r="AA3"><v>12.5</v></c><c t="b"><v>1</v></c><c t="str"><v>&amp;amp;</v></c><c t="e"><v>#N/A</v></c>
    <c><f>1+1</f><v>2</v></c><c/></row><row><c><v>7</v></c></row>`;
  expect(await cellsOf(rows(xml))).toEqual({
    ...{ '3.2': '张 三', '3.27': 12.5, '3.28': true, '3.29': '&amp;', '3.30': { error: true } },
    ...{ '3.31': { formula: true }, '4.1': 7 },
  });
});

test('texts that sheets share are read first, wherever they stand', async () => {
  const shared = Buffer.from('<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙</t></r></si></sst>');
  const parts = rows('<row r="1"><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>9</v></c></row>');
  expect(await cellsOf([...parts, { name: 'xl/sharedStrings.xml', data: shared }])).toEqual({
    ...{ '1.1': '乙丙', '1.2': '甲', '1.3': { error: true } },
  });
});

test('Chinese is whole where the inflated parts end within a character', async () => {
  const text = '广州市天河区困难职工'.repeat(300);
  const cell = `<c t="inlineStr"><is><t>a${text}</t></is></c>`;
  const cells = await cellsOf(rows(`<row r="1">${cell.repeat(70)}</row>`));
  expect(Object.values(cells)).toEqual(Array.from({ length: 70 }, () => `a${text}`));
});

test('a text that no field could hold is told as such, shared or not', async () => {
  const shared = Buffer.from(`<sst><si><t>${'长'.repeat(4001)}</t></si><si><t>${'长'.repeat(4000)}</t></si></sst>`);
  const xml = `<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="str"><v>${'a'.repeat(4001)}</v></c></row>`;
  expect(await cellsOf([...rows(xml), { name: 'xl/sharedStrings.xml', data: shared }])).toEqual({
    ...{ '1.1': { tooLong: true }, '1.2': '长'.repeat(4000), '1.3': { tooLong: true } },
  });
});

describe('what is no honest workbook is refused', () => {
  test.each([
    ['a sheet that unpacks to 3 GB', workbookParts('收入', Buffer.from(' '), 3_000_000_000), 'TOO_LARGE'],
    ['a sheet that is longer than it says', workbookParts('收入', Buffer.alloc(1_000_000, ' '), 200), 'NOT_A_WORKBOOK'],
    ['a text without an end', rows(`<row><c t="str"><v>${'a'.repeat(9_000_000)}</v></c></row>`), 'TOO_COMPLEX'],
    ['a row without an end', rows(`<row>${'<c><v>1</v></c>'.repeat(20_000)}</row>`), 'NOT_A_WORKBOOK'],
    ['a row in a row', rows('<row r="1"><row r="2"/></row>'), 'NOT_A_WORKBOOK'],
    ['a row of no number', rows('<row r="1.5"/>'), 'NOT_A_WORKBOOK'],
    ['a row before the first', rows('<row r="0"/>'), 'NOT_A_WORKBOOK'],
    ['a cell without a column', rows('<row r="1"><c r="1"><v>1</v></c></row>'), 'NOT_A_WORKBOOK'],
    ['a document type', rows('<!DOCTYPE x [<!ENTITY a "b">]><row/>'), 'NOT_A_WORKBOOK'],
    ['broken XML', rows('<row><c></row>'), 'NOT_A_WORKBOOK'],
    ['no sheets', [{ name: 'a.txt', data: Buffer.from('a') }], 'NOT_A_WORKBOOK'],
    [
      'dates from 1904',
      workbookParts('收入', Buffer.from(''), undefined, '<workbookPr date1904="1"/>'),
      'DATES_OF_1904',
    ],
  ])('%s', async (_, parts, fault) => {
    expect(await faultOf(parts)).toBe(fault);
  });
});
