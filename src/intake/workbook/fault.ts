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
  MERGED_CELLS: '有合并单元格，请取消合并 / the sheet has merged cells: unmerge them',
  FORMULA: '单元格是公式，请粘贴为数值 / the cell contains a formula: paste it as a value',
  TOO_LONG: '文字过长 / the text is too long',
  ERROR_CELL: '单元格是错误值 / the cell contains an error value',
  PRECISION_LOST:
    '长数字被存为数值，后几位已丢失，请以文本重填 / ' +
    'a long number was stored as a numeric value and lost its last digits: enter it as text',
  NO_HOUSEHOLD: '职工身份证号不在“困难职工”表中 / the worker’s identity number is not on the sheet 困难职工',
  DUPLICATE_HOUSEHOLD: '职工重复出现 / the worker is listed twice',
  UNKNOWN_MEMBER: '不是此家庭的成员 / is not a member of this household',
  ONE_NEW_SURVEY:
    '每户每次只能导入一次新的入户调查，请分两次导入 / ' +
    'a workbook can bring one new survey of a household: import them one after another',
  NOT_A_MONTH: '应为月份，如 2025-03 / must be a month, such as 2025-03',
  NOT_A_DAY: '应为日期，如 2025-03-01 / must be a date, such as 2025-03-01',
  NOT_A_TRUTH: '应为 是 或 否 / must be 是 (yes) or 否 (no)',
  NOT_A_CODE: '不在下拉列表之内 / is not in the drop-down list',
  NOT_AN_AMOUNT:
    '应为最多两位小数的数，从 0 到 999999999.99 / must be a number from 0 to 999999999.99 with at most two decimals',
  NOT_A_COUNT: '应为不小于 0 的整数 / must be a whole number of at least 0',
  NOT_A_REGION: '应为六位行政区划代码 / must be a six-digit division code',
  NOT_TEXT: '应为文字 / must be text',
  NOT_18_OR_15_DIGITS: '身份证号应为 18 位或 15 位 / an identity number must have 18 or 15 digits',
  NO_SUCH_BIRTH_DAY: '身份证号中的出生日期不存在 / the date of birth in the identity number does not exist',
  WRONG_CHECK_DIGIT: '身份证号校验码不符 / the check digit of the identity number is wrong',
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
