import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { writeCsv } from '../../src/export/csv.ts';
import { COLUMNS, later, tableOf, textRow } from '../support/printed-tables.ts';

/** The file as it is, with its mark. */
const text = async (file: Readable) => (await buffer(file)).toString();
const written = (texts: readonly string[]) => text(writeCsv(tableOf(texts.map(textRow))));

test('a file is UTF-8 with its mark, has headings and rows with CRLF, and no total', async () => {
  const rows = [
    [1, '王芳', '410599199001010017', -500, null],
    [2, '安阳,"市"', null, 100_000_000_099, 'a\nb'],
  ];
  expect(await text(writeCsv(tableOf(rows)))).toBe(
    '\u{feff}序号,姓名,身份证号,帮扶金额,备注\r\n1,王芳,410599199001010017,-5.00,\r\n' +
      '2,"安阳,""市""",,1000000000.99,"a\nb"\r\n',
  );
});

test.each(['=1+1', '+1', '-5.00', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1+1', '＋1', '－1', '＠x'])(
  'the text %j is no formula',
  async (formula) => {
    const [, line = ''] = (await written([formula])).split(/\r\n(?=\d|$)/);
    const safe = /[\r\n]/.test(formula) ? `"'${formula}"` : `'${formula}`;
    expect(line.split(',')[1]).toBe(safe);
  },
);

test('an amount and a count below zero stay numbers, and other texts stay as they are', async () => {
  const rows = [[-1, 'a=1', '0012', -500, "it's"]];
  expect(await text(writeCsv(tableOf(rows)))).toContain("\r\n-1,a=1,0012,-5.00,it's\r\n");
});

test('rows that do not come to the total break the file off', async () => {
  const { total, ...table } = tableOf([textRow('a', 0)]);
  for (const wrong of [
    { ...total, rows: 2 },
    { ...total, amounts: COLUMNS.map(() => null) },
  ]) {
    const rows = later([textRow('a', 0)]);
    await expect(text(writeCsv({ ...table, rows, total: wrong }))).rejects.toThrow('come to its total');
  }
});

test('rows are read as fast as the reader takes them', async () => {
  let read = 0;
  function* rows() {
    for (; read < 100_000; read += 1) yield textRow('长'.repeat(100), read);
  }
  const { total } = tableOf([]);
  const file = writeCsv(tableOf([], { rows: later(rows()), total: { ...total, rows: 100_000 } }));
  await file[Symbol.asyncIterator]().next();
  expect(read).toBeLessThan(5000);
});
