import { beforeAll, describe, expect, test } from '@jest/globals';
import { printVolume } from '../../src/export/pdf/print.ts';
import { setVolume } from '../../src/export/pdf/set-volume.ts';
import { VOLUME_ROWS } from '../../src/export/pdf/volume.ts';
import { addRow, emptySum, printAmount, type PrintedRow } from '../../src/export/printed-table.ts';
import { COLUMNS, type ReadPdf, readBack, tableOf, textRow, TRICKY } from '../support/printed-tables.ts';
import { valueOf } from '../support/register.ts';

const TEXTS = TRICKY.map(textRow);
/** Two volumes; in the second 累计 goes on. */
const MANY = Array.from({ length: VOLUME_ROWS + 7 }, (_, at) => textRow(`姓名${at}`, at));

const sumOf = (rows: readonly PrintedRow[]) => rows.reduce(addRow, emptySum(COLUMNS));
function volumeOf(rows: readonly PrintedRow[], volume = 1) {
  const table = tableOf(rows);
  const skipped = (volume - 1) * VOLUME_ROWS;
  const own = rows.slice(skipped, skipped + VOLUME_ROWS);
  return { ...table, rows: own, volume, before: sumOf(rows.slice(0, skipped)) };
}

let files: readonly Buffer[];
let tricky: readonly string[];
let first: readonly string[];
let second: readonly string[];
let none: readonly string[];
beforeAll(async () => {
  const volumes = [volumeOf(TEXTS), volumeOf(MANY), volumeOf(MANY, 2), volumeOf([])];
  files = (await Promise.all(volumes.map(printVolume))).map(valueOf);
  const read = await readBack<ReadPdf>('pdf', ...files);
  [tricky = [], first = [], second = [], none = []] = read.map(({ pages }) => pages.map(squeeze));
});

function squeeze(text: string): string {
  return text.replace(/\s+/gu, '');
}

const HEAD = squeeze('填报单位（公章）：安阳市<总>工会单位：元');
const END = squeeze('合计（大写）：壹元整户数 1 户单位负责人：财务负责人：审核人：制表人：联系电话：填报日期：');
const printed = ([number, name, identity, amount, note]: PrintedRow) =>
  squeeze(`${String(number)}${String(name)}${String(identity)}${printAmount(Number(amount) as never)}${String(note)}`);
const sums = (page: string) => {
  const [, subtotal = '', running = ''] = /本页小计([\d,]+\.\d\d)累计([\d,]+\.\d\d)/.exec(page) ?? [];
  return [subtotal, running].map((text) => Number(text.replaceAll(/[,.]/g, '')));
};
const bodyOf = (page: string) => page.slice(page.indexOf('备注') + 10, page.indexOf('本页小计'));

describe('what is extracted', () => {
  test('is every text of every row, in their order, and nothing else', () => {
    for (const [pages, rows] of [
      [tricky, TEXTS],
      [[...first, ...second], MANY],
    ] as const) {
      expect(pages.map((page) => page.slice(page.indexOf('姓名身份证号') + 6, page.indexOf('本页小计'))).join('')).toBe(
        rows.map(printed).join(''),
      );
    }
  });

  test('is title, unit and head on each page, its number, and what it says of itself', () => {
    for (const [at, page] of tricky.entries()) {
      expect(page).toContain(HEAD);
      expect(page).toContain('2026年度实名制汇总表');
      expect(page).toContain(`第${at + 1}页共${tricky.length}页`);
      expect(page).toContain('实时数据&未锁定');
    }
    expect(first[0]).toContain('（第1册共2册）');
    expect(second[0]).toContain('（第2册共2册）');
  });

  test('is the end on the last page of the last volume alone', () => {
    expect([...tricky, ...first, ...second, ...none].filter((page) => page.includes(END))).toEqual([
      tricky.at(-1),
      second.at(-1),
      none.at(-1),
    ]);
    expect(none).toHaveLength(1);
  });
});

test('the subtotals of the pages come to the running totals, through the volumes, and to the total', () => {
  let running = 0;
  for (const page of [...first, ...second]) {
    const [subtotal = 0, shown] = sums(page);
    running += subtotal;
    expect(shown).toBe(running);
  }
  expect(running).toBe(sumOf(MANY).amounts[3]);
  expect(bodyOf(second.at(-1) ?? '')).not.toBe('');
  expect(second.at(-1)).toContain(`合计${printAmount(running as never)}`);
});

test('a file is PDF/A-2b without anything but its own fonts, and the same each time', () => {
  const text = files[0]?.toString('latin1') ?? '';
  expect(/pdfaid:part>?=?"?(\d)/.exec(text)?.[1]).toBe('2');
  expect(/pdfaid:conformance>?=?"?(\w)/.exec(text)?.[1]).toBe('B');
  expect(text).toContain('GTS_PDFA1');
  expect(text).not.toContain('/Encrypt');
  expect(setVolume(volumeOf(TEXTS))).toEqual({ pdf: files[0] });
});

test.each([
  ['a character that the font does not have', '张𪨊', '𪨊'],
  ['one of another script', 'ئ', 'ئ'],
  ['one without a shape', 'a\u0001b', '\u0001'],
  ['half of one', 'a\ud800', '\ud800'],
  ['one of private use', '张\ue863', '\ue863'],
])('%s is refused with its row and column', (_name, text, character) => {
  const result = setVolume(volumeOf([textRow('王芳', 0), textRow(text, 1)]));
  expect(result).toEqual({ unprintable: { row: 2, column: '姓名', character } });
});
