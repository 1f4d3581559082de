import type ExcelJS from 'exceljs';
import { OWN_SHEETS } from '../sheets.ts';
import { heightOf } from '../sheet-layout.ts';
import { EXAMPLE_ROWS } from './example.ts';

const [EXPLANATION, EXAMPLE] = OWN_SHEETS;

const LINE_WIDTH = 110;

/** What a clerk must know before the first row; nobody reads more. */
const LINES = [
  '一户一行填“困难职工”，每名家庭成员一行填“家庭成员”（职工本人不再填）；其余各表有则填，没有则留空。',
  '“困难职工”表中给每户一个户编号（1、2、3……），其他各表第一列填此编号即可，也可填职工身份证号，各表的行由此归到一户。户编号只在本工作簿内有效。',
  '“成员”填身份证号或姓名，留空即职工本人。',
  '红底列名：每行必填。黄底列名：是否已核实，没有相应记录的必填。其余未核实的请留空，不要填“否”。',
  '号码各列已设为“文本”，请勿改格式；粘贴时请选“只粘贴文本”。金额一律以元为单位，不加单位。',
  '日期写 2025-03-01，月份写 2025-03。有下拉列表的列请从列表中选。',
  '列的次序可以调整，不用的列可以删去（登记不变）；请勿合并单元格、另加列或改表名。',
  '导入后有错误的，请在导入报告中改正，并用该报告再次导入；次数不限。',
  '把鼠标移到列名上，可看到填法和例子；完整的一户见“填写示例”。',
];

export function addExplanation(workbook: ExcelJS.Workbook, pageSetup: Partial<ExcelJS.PageSetup>): void {
  const sheet = workbook.addWorksheet(EXPLANATION, { pageSetup });
  sheet.columns = [{ width: 6 }, { width: LINE_WIDTH }];
  sheet.addRow(['', '困难职工家庭登记工作簿 填写说明']).font = { bold: true, size: 14 };
  for (const [at, line] of LINES.entries()) {
    const row = sheet.addRow([at + 1, line]);
    row.alignment = { wrapText: true, vertical: 'top' };
    row.height = heightOf([{ text: line, width: LINE_WIDTH }]);
  }
}

/** Adds the worked example, each sheet as a heading with its columns one below the other, so that it can be read without scrolling. */
export function addExample(workbook: ExcelJS.Workbook, pageSetup: Partial<ExcelJS.PageSetup>): void {
  const views: Partial<ExcelJS.WorksheetView>[] = [{ state: 'frozen', ySplit: 1 }];
  const sheet = workbook.addWorksheet(EXAMPLE, { pageSetup, views });
  sheet.columns = [{ width: 14 }, { width: 8 }, { width: 22 }, { width: 40, style: { numFmt: '@' } }];
  sheet.addRow(['工作表', '第几行', '列', '所填（虚构的一户，不会导入）']).font = { bold: true };
  for (const [name, rows] of Object.entries(EXAMPLE_ROWS)) {
    for (const [at, row] of rows.entries()) {
      for (const [heading, value] of Object.entries(row)) sheet.addRow([name, at + 1, heading, value]);
    }
  }
}
