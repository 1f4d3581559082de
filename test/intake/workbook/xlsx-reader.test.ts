// cspell:words umya
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BufferReader } from '../../../src/intake/buffer-reader.ts';
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
    ...{ '3.31': { formula: '1+1' }, '4.1': 7 },
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

test('escapes, CDATA, booleans and cells without an index are read as what they are', async () => {
  const shared = Buffer.from(
    '<sst><si><t>首</t></si><si><t><![CDATA[甲<乙]]></t></si><si><t>a_x000D_b_x005F_x000D_</t></si></sst>',
  );
  const xml = `<row r="1"><c t="s"><v></v></c><c t="s"/><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>-1</v></c>
    <c t="inlineStr"><is><t>人<![CDATA[&amp;]]>民</t></is></c><c t="str"><v>_x4E2D_文_x12_</v></c><c t="b"><v>true</v></c>
    <c t="b"><v>false</v></c><c t="b"><v>2</v></c><c t="n"><v>0x10</v></c><c><v> 1.5E3 </v></c><c t="d"><v>2025-03-01T00:00:00</v></c></row>`;
  expect(await cellsOf([...rows(xml), { name: 'xl/sharedStrings.xml', data: shared }])).toEqual({
    ...{
      '1.3': '甲<乙',
      '1.4': 'a\rb_x000D_',
      '1.5': { error: true },
      '1.6': '人&amp;民',
      '1.7': '中文_x12_',
      '1.8': true,
    },
    ...{ '1.9': false, '1.10': { error: true }, '1.11': { error: true }, '1.12': 1500, '1.13': '2025-03-01T00:00:00' },
  });
});

describe('parts are found by their relationships, whatever their names', () => {
  const xml = '<row r="1"><c t="s"><v>0</v></c></row>';
  const strings: ZipPart = { name: 'xl/sharedStrings.xml', data: Buffer.from('<sst><si><t>甲</t></si></sst>') };
  const renamed = (from: string | RegExp, to: string, inside: readonly (readonly [string, string])[] = []) =>
    [...rows(xml), strings].map(({ name, data }) => ({
      name: name.replace(from, to),
      data: Buffer.from(inside.reduce((text, [old, by]) => text.replaceAll(old, by), data.toString())),
    }));
  test.each<readonly [string, readonly ZipPart[]]>([
    [
      'the workbook has another name',
      renamed(/workbook\.xml/, 'workbook2.xml', [['xl/workbook.xml', 'xl/workbook2.xml']]),
    ],
    [
      'the workbook is at the root',
      renamed(/^xl\/(_rels\/)?workbook/, '$1book', [
        ['xl/workbook.xml', 'book.xml'],
        ['Target="', 'Target="xl/'],
        ['xl/book.xml', 'book.xml'],
      ]),
    ],
    ['shared strings in another case', renamed('sharedStrings', 'SharedStrings')],
    ['parts in capitals', renamed(/^xl.worksheets.sheet1\.xml$/, 'XL/Worksheets/SHEET1.XML')],
    ['a target with ..', renamed('', '', [['Target="worksheets/', 'Target="../xl/./worksheets/']])],
    ['a target with backslashes', renamed('', '', [['Target="worksheets/', 'Target="worksheets\\']])],
    ['a target from the root', renamed('', '', [['Target="worksheets/', 'Target="/xl/worksheets/']])],
    ['an escape in a target', renamed('sheet1.xml', 'sheet 1.xml', [['sheet1.xml', 'sheet%201.xml']])],
    [
      'types of the strict edition',
      renamed('', '', [
        ['http://schemas.openxmlformats.org/officeDocument/2006', 'http://purl.oclc.org/ooxml/officeDocument'],
      ]),
    ],
    [
      'tags with a prefix (MathNya/umya-spreadsheet/issues/370)',
      renamed('', '').map(({ name, data }) => {
        const text = data
          .toString()
          .replaceAll('xmlns=', 'xmlns:s=')
          .replace(/<(\/?)(?=[a-z])/gi, '<$1s:');
        return { name, data: Buffer.from(name.endsWith('sheet1.xml') ? text : data) };
      }),
    ],
    ['shared strings of another name', renamed('sharedStrings', 'texts', [['sharedStrings.xml', 'texts.xml']])],
    ['no relationships of the package', renamed('', '').filter(({ name }) => name !== '_rels/.rels')],
  ])('%s', async (_, parts) => {
    expect(await cellsOf(parts)).toEqual({ '1.1': '甲' });
  });

  test.each<readonly [string, (text: string) => Buffer]>([
    ['UTF-16 with a mark', (text) => Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${text}`, 'utf16le')],
    ['UTF-16, big end first', (text) => Buffer.from(`\ufeff<?xml version="1.0"?>${text}`, 'utf16le').swap16()],
    ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-8"?>${text}`)],
    ['GBK', (text) => Buffer.concat([Buffer.from('<?xml version="1.0" encoding="GBK"?>'), gbk(text)])],
  ])('a part in %s', async (_, encoded) => {
    const given = rows('<row r="1"><c t="inlineStr"><is><t>甲</t></is></c></row>').map((part) =>
      part.name.includes('sheet1') ? { ...part, data: encoded(part.data.toString()) } : part,
    );
    expect(await cellsOf(given)).toEqual({ '1.1': '甲' });
  });

  test('what is not in the encoding that it declares is refused, and two parts of one name are', async () => {
    const bytes = gbk('<row r="1"><c t="inlineStr"><is><t>甲</t></is></c></row>');
    expect(await faultOf(workbookParts('收入', bytes))).toBe('NOT_A_WORKBOOK');
    expect(await faultOf([...rows(''), { name: 'XL/workbook.xml', data: Buffer.from('<workbook/>') }])).toBe(
      'NOT_A_WORKBOOK',
    );
    expect(await faultOf(rows('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))).toBe('NOT_A_WORKBOOK');
  });
});

/** A text in GBK, of which 甲 takes two bytes. */
function gbk(text: string): Buffer {
  return Buffer.concat(Array.from(text, (one) => (one === '甲' ? Buffer.from([0xbc, 0xd7]) : Buffer.from(one))));
}

test.each([
  ['an old or encrypted workbook', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'OLD_OR_ENCRYPTED'],
  ['a table with commas', Buffer.from('身份证号,姓名\n410599,张三'), 'TEXT_FILE'],
  ['a table with tabs in UTF-16', Buffer.from('\ufeff身份证号\t姓名', 'utf16le'), 'TEXT_FILE'],
  ['a page that is called a workbook', Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), 'TEXT_FILE'],
  ['bytes of no meaning', Buffer.from([1, 2, 3, 0, 5]), 'NOT_A_WORKBOOK'],
])('%s is told by its sort', async (_, bytes, fault) => {
  const path = join(folder, `${(files += 1)}.xlsx`);
  writeFileSync(path, bytes);
  expect(await openWorkbook(path, NEVER)).toMatchObject({ ok: false, error: fault });
  const reader = new BufferReader(bytes);
  expect(await openWorkbook({ reader, bytes: bytes.length }, NEVER)).toMatchObject({ ok: false, error: fault });
});

test('a package of another sort is told by its sort', async () => {
  const part = (name: string): ZipPart => ({ name, data: Buffer.from('x') });
  expect(await faultOf([part('mimetype'), part('content.xml')])).toBe('OPEN_DOCUMENT');
  expect(await faultOf([...rows(''), part('xl/workbook.bin')])).toBe('OTHER_PACKAGE');
  expect(await faultOf([part('Index/Document.iwa')])).toBe('OTHER_PACKAGE');
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
