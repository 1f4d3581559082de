import { signatureLines } from '../../src/fund/export/table-face.ts';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { writeCsv } from '../../src/export/csv.ts';
import { setVolume } from '../../src/export/pdf/set-volume.ts';
import { addRow, emptySum, type PrintedRow, type PrintedTable } from '../../src/export/printed-table.ts';
import { writeXlsx } from '../../src/export/xlsx/workbook.ts';
import { REAL_NAME_COLUMNS, USUAL_COLUMNS } from '../../src/fund/export/real-name-columns.ts';

/**
 * `node write-export.ts FORMAT ROWS PATH`: writes a real-name table of invented rows with its usual columns to a file, and prints
 * the most memory that the process took, in MB.
 */
const [format, count, path = ''] = process.argv.slice(2);
const rows = Number(count);
const columns = USUAL_COLUMNS.map((name) => REAL_NAME_COLUMNS[name]);
const NAMES = ['王芳', '李建国', '张淑芬', '欧阳明', '阿不都·热合曼'];
const WORKPLACES = ['安阳市第一纺织有限公司', '安阳市文峰区示例机械制造股份有限公司', '示例商贸公司'];

function inventedRow(at: number): PrintedRow {
  const serial = String(at).padStart(7, '0');
  return [
    ...[at + 1, `410502202${serial}`, NAMES[at % 5] ?? '', `4105991990010${serial.slice(-4)}7`],
    ...[WORKPLACES[at % 3] ?? '', '深度困难', '本人大病', 1 + (at % 6), '生活救助', '中央财政专项帮扶资金'],
    ...[50_000 + ((at * 7919) % 2_500_000), '中国农业银行安阳北关支行', `62170024000${serial}0`, '王芳（本人）'],
    ...['2026-06-13', `1390${serial}`, null, at % 50 === 0 ? '=补发' : null],
  ];
}

function* inventedRows(): Generator<PrintedRow> {
  for (let at = 0; at < rows; at += 1) yield inventedRow(at);
}

async function* laterRows(): AsyncGenerator<PrintedRow> {
  for (const row of inventedRows()) yield await Promise.resolve(row);
}

let total = emptySum(columns);
for (const row of inventedRows()) total = addRow(total, row);
const table: PrintedTable = {
  ...{ name: '实名制汇总表', title: '2026年度中央财政专项帮扶资金实名制汇总表', unit: '安阳市总工会' },
  ...{ columns, rows: laterRows(), total, closing: ['合计（大写）：', '户数 1 户'], signatures: signatureLines({}) },
  ...{ status: '实时数据，未锁定', printedOn: '2026-06-30' },
};
const output = createWriteStream(path);
if (format === 'PDF') {
  const result = setVolume({ ...table, rows: [...inventedRows()], volume: 1, before: emptySum(columns) });
  if ('pdf' in result) output.end(result.pdf);
} else {
  await pipeline(format === 'XLSX' ? writeXlsx(table) : writeCsv(table), output);
}
console.log(Math.round(process.resourceUsage().maxRSS / 1024));
