import { type Bilingual, bilingual } from '../../kernel/bilingual.ts';
import { PROBLEMS } from '../../usecase/problem.ts';

/** A fault of a workbook. `row` and `column` are as the workbook shows them; `null` if the fault has no such place. */
export interface ImportFault extends Bilingual {
  readonly sheet: string | null;
  readonly row: number | null;
  /** The heading of the column, or its letter if it has none. */
  readonly column: string | null;
  readonly code: string;
}

/** The codes of faults and their sentences. */
export const FAULTS = {
  NOT_A_WORKBOOK: '不是 xlsx 工作簿，或已损坏、加密 / the file is not an xlsx workbook, or it is damaged or encrypted',
  OLD_OR_ENCRYPTED:
    '这是旧版 xls 工作簿，或设有打开密码：请用 Excel 或 WPS 打开，取消密码，点“文件”→“另存为”，保存类型选“Excel 工作簿（*.xlsx）” / ' +
    'this is an old xls workbook, or it has a password: open it with a spreadsheet program, remove the password, and choose File → Save As → Excel Workbook (*.xlsx)',
  OPEN_DOCUMENT:
    '这是 ods 表格：请打开后点“文件”→“另存为”，文件类型选“Excel 2007-365 (.xlsx)” / ' +
    'this is an OpenDocument spreadsheet: choose File → Save As → Excel 2007–365 (.xlsx)',
  OTHER_PACKAGE:
    '这是 xlsb 或 Numbers 表格：请打开后点“文件”→“另存为”（Numbers 为“导出为”→“Excel”），保存类型选“Excel 工作簿（*.xlsx）” / ' +
    'this is an xlsb or Numbers file: choose File → Save As → Excel Workbook (*.xlsx), or Export To → Excel',
  TEXT_FILE:
    '这是 csv、文本或网页文件：请用 Excel 或 WPS 打开，长号码所在列设为“文本”，点“文件”→“另存为”，保存类型选“Excel 工作簿（*.xlsx）” / ' +
    'this is a csv, text or web page: open it with a spreadsheet program, format columns of long numbers as text, and choose File → Save As → Excel Workbook (*.xlsx)',
  TOO_LARGE: '工作簿展开后过大，请拆分 / the workbook is too large when unpacked: split it',
  TOO_COMPLEX:
    '工作簿的结构不像表格软件所存：嵌套、属性、注释或空标记过多，或文字过长。请用表格软件另存 / ' +
    'the workbook is not structured as a spreadsheet program saves it (too much nesting, too many attributes, comments or empty tags, or too long a text): save it again with a spreadsheet program',
  DATES_OF_1904:
    '工作簿使用 1904 日期系统，请改为 1900 日期系统 / ' +
    'the workbook uses the 1904 date system: switch it to the 1900 date system',
  TOO_MANY_ROWS: '行数超过 3000000，请拆分 / the workbook has more than 3000000 rows: split it',
  HOUSEHOLD_TOO_LARGE:
    '同一职工的行过多（约一万行），请核对职工身份证号 / ' +
    'one worker has too many rows (about ten thousand): check the workers’ identity numbers',
  MISSING_SHEET: '缺少工作表 / the sheet is missing',
  NO_HEADINGS: '前十行内找不到表头 / no headings were found in the first ten rows',
  MISSING_COLUMN: '缺少此列 / the column is missing',
  UNKNOWN_COLUMN: '无法识别此列，其数据无处存放 / the column is not known: its data would be lost',
  DUPLICATE_COLUMN: '两列内容相同 / two columns have the same content',
  HEADING_UNIT:
    '表头所写单位不能换算，请按元或平方米填写并改表头 / ' +
    'the unit in the heading cannot be converted: enter yuan or square metres and correct the heading',
  UNIT_ABOVE:
    '表头上方写有其他金额单位，请按元填写，或将单位写在各列表头内，如 金额（万元） / ' +
    'another unit of amounts stands above the headings: enter yuan, or write the unit into the heading of each column, as in 金额（万元）',
  NO_HEADING:
    '此列有内容而没有表头，其数据无处存放：请补填表头，或删去内容 / ' +
    'the column has content and no heading, its data would be lost: give it a heading, or remove the content',
  ROW_ABOVE_HEADINGS:
    '表头上方的这一行有身份证号，不会读入：请移到表头下方 / ' +
    'this row above the headings has an identity number and would not be read: move it below the headings',
  UNKNOWN_SHEET:
    '此工作表不会读入，而其内容像登记表：请并入相应的工作表，或删除 / ' +
    'the sheet is not read, though it looks like one of the register: move its rows to the proper sheet, or remove it',
  SHEET_NOT_READ:
    '此工作表不读入，请确认其中没有须登记的内容 / the sheet is not read: make sure that nothing in it is to be recorded',
  SHEET_TWICE: '有两张同名的工作表，请只保留一张 / two sheets have the same name: leave one of them',
  NO_SHEET_YET: '没有此工作表：其所载登记不变 / the workbook has no such sheet: what is on record of it stays as it is',
  MERGED_CELLS: '表内有合并单元格，请取消合并 / there are merged cells within the table: unmerge them',
  HOUSEHOLDS_ABSENT:
    '本工会登记中有的户不在工作簿中：登记保留不变 / households of this union are on record and not in the workbook: they are kept',
  FILE_ABSENT: '本工会的此档案不在工作簿中 / this file of the union is not in the workbook',
  KEPT_ELSEWHERE:
    '此户的档案不由本工会及其下级管理 / this household is kept by a union that is neither this one nor one under it',
  DIFFERS_FROM_RECORD: '与登记不同 / differs from what is on record',
  BLANK_IN_WORKBOOK: '登记中有，而此处空白 / is on record, and blank here',
  NOT_ON_RECORD:
    '登记中没有，或不在您可办理的档案中 / ' + 'is not on record, or not among the households that you may change',
  COLUMN_NOT_COMPARED: '无法识别此列，未比较 / the column is not known and was not compared',
  SHEET_NOT_COMPARED:
    '没有此工作表，其内容未比较 / the workbook has no such sheet: what it would hold was not compared',
  FORMULA: '单元格是公式，请粘贴为数值 / the cell contains a formula: paste it as a value',
  TOO_LONG: '文字过长 / the text is too long',
  ERROR_CELL: '单元格是错误值 / the cell contains an error value',
  OTHER_UNIT:
    '单元格写有单位，而表头已写明另一单位，请只写数字 / ' +
    'the cell has a unit, and the heading states another: enter the number alone',
  GARBLED: '文字中有无法辨认的字符，请重新输入 / the text has characters that could not be read: enter it again',
  MASKED:
    '内容已遮盖，无法读取，登记不变：请填写全文，或由可查看全文的人导出后再导入 / ' +
    'the value is masked: it is unchanged and not readable; enter it in full, or let somebody export it who may see it',
  QUOTED:
    '号码前后有引号、撇号或等号：请将单元格设为“文本”格式，只填号码 / ' +
    'the number has a quote, an apostrophe or an equals sign: format the cell as text and enter the number alone',
  NO_SUCH_AREA:
    '身份证号前两位不是任何省份，请对照证件 / ' +
    'the identity number begins with no province: compare it with the document',
  PRECISION_LOST:
    '长数字被存为数值，后几位已丢失，请以文本重填 / ' +
    'a long number was stored as a numeric value and lost its last digits: enter it as text',
  NO_HOUSEHOLD:
    '职工身份证号（或户编号）不在“困难职工”表中，或该表此户的身份证号有误 / ' +
    'the worker’s identity number (or the household’s short number) is not on the sheet 困难职工, or that household’s row has a wrong number',
  NOT_A_SHORT_NUMBER: '户编号应为一至六位整数，如 1 / a short number of a household has one to six digits, such as 1',
  SHORT_NUMBER_TWICE:
    '两户的户编号相同，其他各表的行无法区分：请改为不同的编号 / ' +
    'two households have the same short number, so that it is not known whose the rows of the other sheets are: give them different ones',
  DUPLICATE_HOUSEHOLD: '职工重复出现 / the worker is listed twice',
  UNKNOWN_MEMBER: '不是此家庭的成员 / is not a member of this household',
  MEMBER_TWICE: '此成员已有一行，请只保留一行 / this member has a row already: leave one of them',
  WORKER_AS_MEMBER:
    '此人是职工本人，已在“困难职工”表中，请删去此行 / ' +
    'this is the worker, who is on the sheet 困难职工: remove the row',
  NAMESAKE_WITHOUT_NUMBER:
    '此户另有同名而没有身份证号的成员，无法区分：尚未取名的双胞胎请分别写作如“长女”“次女”，其余请填身份证号 / ' +
    'another member without a number has the same name: call twins who are not named yet 长女 and 次女, or enter the identity number',
  WHICH_MEMBER:
    '登记中有几名同名成员可作此人，请填身份证号或出生日期 / ' +
    'several members on record of this name could be meant: enter the identity number or the day of birth',
  WHICH_RECORD:
    '登记中有几条记录可作此行的原记录：请在“记录编号”中写明，新增的请写新编号 / ' +
    'several records could be the one that this row corrects: name it in 记录编号, or give a new one a number of its own',
  ONE_NEW_SURVEY:
    '每户每次只能导入一次新的入户调查，请分两次导入 / ' +
    'a workbook can bring one new survey of a household: import them one after another',
  NOT_A_MONTH:
    '应为月份，如 2025-03，单元格设为“文本”格式 / must be a month, such as 2025-03, in a cell of the format text',
  NOT_A_DAY: '应为日期，如 2025-03-01 / must be a date, such as 2025-03-01',
  NOT_A_TRUTH: '应为 是 或 否，未核实请留空 / must be 是 (yes) or 否 (no); leave it blank if it was not verified',
  NOT_A_CODE: '不在下拉列表之内 / is not in the drop-down list',
  NOT_AN_AMOUNT:
    '应为最多两位小数的数，从 0 到 999999999.99 / must be a number from 0 to 999999999.99 with at most two decimals',
  NOT_A_COUNT:
    '应为整数，且与此列相称（入学年份填四位年份） / must be a whole number that this column can have (入学年份 has a year of four digits)',
  NOT_A_REGION: '应为六位行政区划代码 / must be a six-digit division code',
  NOT_TEXT: '应为文字 / must be text',
  NOT_18_OR_15_DIGITS:
    '身份证号应为 18 位或 15 位，最后一位可为 X，请对照证件 / ' +
    'an identity number must have 18 or 15 digits, of which the last may be X: compare it with the document',
  NO_SUCH_BIRTH_DAY:
    '身份证号第 7 至 14 位不是日期，请对照证件 / ' +
    'the digits 7 to 14 of the identity number are no date of birth: compare it with the document',
  WRONG_CHECK_DIGIT:
    '身份证号有一位填错：末位校验码不符，请逐位对照证件 / ' +
    'a digit of the identity number is wrong, for its check digit does not fit: compare each with the document',
  REQUIRED: PROBLEMS.REQUIRED,
  NONE_OR_NOT_VERIFIED: PROBLEMS.NONE_OR_NOT_VERIFIED,
} as const;

const LONGEST_COLUMN = 60;

export type FaultCode = keyof typeof FAULTS;

export function importFault(
  code: FaultCode,
  sheet: string | null = null,
  row: number | null = null,
  column: string | null = null,
): ImportFault {
  return faultAt({ sheet, row, column }, code, bilingual(FAULTS[code]));
}

/** A fault with a code and a sentence of its own. */
export function faultAt(
  { sheet, row, column }: Pick<ImportFault, 'sheet' | 'row' | 'column'>,
  code: string,
  { zh, en }: Bilingual,
): ImportFault {
  return { sheet, row, column: column === null ? null : shortened(column), code, zh, en };
}

/** Shortens a heading, since there may be thousands of long ones. The copy releases the original and is well-formed. */
function shortened(column: string): string {
  const written = column.length > LONGEST_COLUMN ? `${column.slice(0, LONGEST_COLUMN)}…` : column;
  return Buffer.from(written.toWellFormed()).toString();
}

/** A fault on a line of its own, with its place, for a command line. */
export function faultLine({ sheet, row, column, zh, en }: ImportFault): string {
  const place = [sheet, row === null ? null : `第 ${row} 行`, column].filter((part) => part !== null).join(' ');
  return `${place}: ${zh} / ${en}`;
}
