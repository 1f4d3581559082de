import ExcelJS from 'exceljs';
import type { Field } from '../../fields/field.ts';
import { RECORDS, STATES } from '../../registry/kinds.ts';
import { isListFlag } from '../../registry/verified-lists.ts';
import { addExample, addExplanation } from './guide/guide.ts';
import { A4_LANDSCAPE, frozenColumns, heightOf, pagesOf, widthOf } from './sheet-layout.ts';
import { BY_SHORT_NUMBER, type Column, type Sheet, SHEETS } from './sheets.ts';

/** The last row with drop-down lists. */
const PREPARED_ROWS = 5000;
/** What a clerk may write into a field, with an example. */
const EXAMPLES: Readonly<Record<Field['form'], string>> = {
  TEXT: '文字，例：文峰区示例机械厂',
  REGION: '六位行政区划代码，例：410502',
  CODE: '从下拉列表中选择',
  CODES: '可填多项，用顿号分开',
  TRUTH: '是 或 否；未核实请留空',
  YUAN: '元，最多两位小数，例：26400.00',
  AREA: '平方米，最多两位小数，例：78.50',
  COUNT: '整数，例：2',
  MONTH: '年月，例：2025-03',
  DAY: '日期，例：2025-03-01',
};

/** The fields that say whether a list of records was verified. */
const LIST_FLAGS = [...Object.entries(STATES.household.fields), ...Object.entries(STATES.member.fields)].flatMap(
  ([name, field]) => (isListFlag(name) ? [field] : []),
);

/** Examples of fields of which that of the form would mislead, by their terms. */
const OWN_EXAMPLES: Readonly<Record<string, string>> = {
  [RECORDS.surveys.fields.visitorOne.zh]: '姓名，例：张三（示例）',
  [RECORDS.surveys.fields.visitorTwo.zh]: '姓名，例：李四（示例），不得与调查人一相同',
  [RECORDS.surveys.fields.signedBy.zh]: '姓名，例：王五（示例）；没有签字的填写未签字原因',
  [RECORDS.disbursements.fields.reason.zh]: '仅冲销时填写，例：金额录错（示例）',
  ...Object.fromEntries(
    LIST_FLAGS.map(({ zh }) => [zh, '是：已核实，没有的也填“是”；否：尚未核实。列有记录的、登记不变的可留空']),
  ),
  [RECORDS.surveys.fields.unsignedReason.zh]: '原因，例：本人住院，电话核实（示例）；有签字的留空',
};

const WHO: Readonly<Record<string, string>> = {
  shortNumber: '此户在本工作簿中的编号，例：1；其他各表可填此编号，不必重抄职工身份证号。只在本工作簿内有效，不登记',
  worker: '困难职工的身份证号，18 位，例：410599190001010018；“困难职工”以外的各表可改填其户编号，例：1',
  member: '身份证号或姓名；留空即职工本人。“家庭成员”表中新生儿可留空，以姓名识别',
  key: '同一职工同类记录中不重复的编号；留空则按内容识别',
  reverses: '仅冲销时填写：所冲销发放的记录编号；其帮扶金额填原金额的负数，例：-500.00，并填冲销理由',
  asset: '从下拉列表中选择',
  correction: '是 或留空。填“是”：所填与登记不同之处一直如此，登记有误；留空：自信息日期起变更',
  leftOn: '成员离开的第一天，例：2025-03-01；只填身份证号或姓名、离开日期、离开原因即可',
  leavingReason: '填写离开日期时必填。死亡即登记死亡，离开日期为死亡日期',
  date: '所填内容从哪一天起成立，例：2025-03-01；留空为导入当日',
};

/** Writes an empty workbook with the register's headings, each with a note and an example, and with drop-down lists. */
export async function writeTemplate(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  addExplanation(workbook, A4_LANDSCAPE);
  for (const sheet of SHEETS) addSheet(workbook, sheet);
  addExample(workbook, A4_LANDSCAPE);
  await workbook.xlsx.writeFile(path);
}

/** Rows without a value in these get one: the division of the union, and that nothing is excepted or verified. */
const WITH_PRESET = new Set([
  STATES.household.fields.region.zh,
  STATES.household.fields.retirementExcepted.zh,
  RECORDS.incomes.fields.verified.zh,
]);

type Need = 'REQUIRED' | 'UNLESS_LISTED' | 'OPTIONAL';
const MARKS: Readonly<Record<Need, string>> = { REQUIRED: 'FFFFC7CE', UNLESS_LISTED: 'FFFFEB9C', OPTIONAL: 'FFF2F2F2' };

/** Whether each row needs a value in a column. A sheet of several kinds needs other columns for each. */
function needOf({ field, target, required }: Column, { kinds }: Sheet): Need {
  if (target.of === 'member') return 'OPTIONAL';
  if (LIST_FLAGS.some(({ zh }) => zh === field.zh)) return 'UNLESS_LISTED';
  const isOfEachRow = 'field' in target && !field.nullable && kinds.length < 2 && !WITH_PRESET.has(field.zh);
  return required || isOfEachRow ? 'REQUIRED' : 'OPTIONAL';
}

/** Adds a sheet of the register with its headings, notes and drop-down lists. */
export function addSheet(workbook: ExcelJS.Workbook, own: Sheet): ExcelJS.Worksheet {
  const { name, columns } = own;
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: frozenColumns(own), ySplit: 1 }],
    pageSetup: pagesOf(columns.map(widthOf), frozenColumns(own), 1),
  });
  const used = columns.map((column) => ({ column, ...shownAs(column) }));
  sheet.columns = used.map(({ column, heading }) => ({
    header: heading,
    width: widthOf(column),
    style: { numFmt: column.field.column === 'bigint' ? '0.00' : '@' },
  }));
  sheet.getRow(1).height = heightOf(used.map(({ column, heading }) => ({ text: heading, width: widthOf(column) })));
  for (const [at, { column, note }] of used.entries()) {
    const cell = sheet.getCell(1, at + 1);
    cell.note = note;
    cell.alignment = { wrapText: true, vertical: 'middle' };
    cell.font = { bold: true, color: { argb: column.required ? 'FFC00000' : 'FF000000' } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: MARKS[needOf(column, own)] } };
    const list = listFormula(column.field);
    if (list === null) continue;
    const letter = sheet.getColumn(at + 1).letter;
    addList(sheet, `${letter}2:${letter}${PREPARED_ROWS}`, list);
  }
  return sheet;
}

function shownAs({ field, target, required }: Column): { readonly heading: string; readonly note: string } {
  const text = 'field' in target ? (OWN_EXAMPLES[field.zh] ?? EXAMPLES[field.form]) : (WHO[target.of] ?? '');
  const list = field.codes === null ? '' : `：${Object.values(field.codes).join('、')}`;
  const heading = field.also.includes(BY_SHORT_NUMBER) ? BY_SHORT_NUMBER : field.zh;
  return { heading, note: `${required ? '必有此列。' : ''}${text}${list}` };
}

/** The formula of a drop-down list; `null` if it is longer than the 255 characters that spreadsheets allow. */
export function listFormula({ form, codes }: Field): string | null {
  if (form === 'TRUTH') return '"是,否"';
  if (form !== 'CODE' || codes === null) return null;
  const list = `"${Object.values(codes).join(',')}"`;
  return list.length <= 255 ? list : null;
}

/** Adds a drop-down list to a range; the library supports ranges, but its types only single cells. */
export function addList(sheet: ExcelJS.Worksheet, range: string, list: string): void {
  const rules = sheet as ExcelJS.Worksheet & {
    readonly dataValidations: { readonly add: (range: string, rule: ExcelJS.DataValidation) => void };
  };
  rules.dataValidations.add(range, {
    type: 'list',
    allowBlank: true,
    formulae: [list],
    showErrorMessage: true,
    error: '请从下拉列表中选择',
  });
}
