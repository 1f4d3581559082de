/** A fault of a workbook. `row` and `column` are as the workbook shows them; `null` if the fault has no such place. */
export interface ImportFault {
  readonly sheet: string | null;
  readonly row: number | null;
  /** The heading of the column, or its letter if it has none. */
  readonly column: string | null;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** The codes of faults and their sentences. */
export const FAULTS = {
  NOT_A_WORKBOOK: {
    zh: '不是 xlsx 工作簿，或已损坏、加密',
    en: 'the file is not an xlsx workbook, or it is damaged or encrypted',
  },
  TOO_LARGE: { zh: '工作簿展开后过大，请拆分', en: 'the workbook is too large when unpacked: split it' },
  TOO_COMPLEX: {
    zh: '工作簿的结构不像表格软件所存：嵌套、属性、注释或空标记过多，或文字过长。请用表格软件另存',
    en: 'the workbook is not structured as a spreadsheet program saves it (too much nesting, too many attributes, comments or empty tags, or too long a text): save it again with a spreadsheet program',
  },
  DATES_OF_1904: {
    zh: '工作簿使用 1904 日期系统，请改为 1900 日期系统',
    en: 'the workbook uses the 1904 date system: switch it to the 1900 date system',
  },
  TOO_MANY_ROWS: { zh: '行数超过 3000000，请拆分', en: 'the workbook has more than 3000000 rows: split it' },
  HOUSEHOLD_TOO_LARGE: {
    zh: '同一职工的行过多（约一万行），请核对职工身份证号',
    en: 'one worker has too many rows (about ten thousand): check the workers’ identity numbers',
  },
  MISSING_SHEET: { zh: '缺少工作表', en: 'the sheet is missing' },
  NO_HEADINGS: { zh: '前十行内找不到表头', en: 'no headings were found in the first ten rows' },
  MISSING_COLUMN: { zh: '缺少此列', en: 'the column is missing' },
  UNKNOWN_COLUMN: { zh: '无法识别此列，其数据无处存放', en: 'the column is not known: its data would be lost' },
  DUPLICATE_COLUMN: { zh: '两列内容相同', en: 'two columns have the same content' },
  MERGED_CELLS: { zh: '有合并单元格，请取消合并', en: 'the sheet has merged cells: unmerge them' },
  FORMULA: { zh: '单元格是公式，请粘贴为数值', en: 'the cell contains a formula: paste it as a value' },
  TOO_LONG: { zh: '文字过长', en: 'the text is too long' },
  ERROR_CELL: { zh: '单元格是错误值', en: 'the cell contains an error value' },
  PRECISION_LOST: {
    zh: '长数字被存为数值，后几位已丢失，请以文本重填',
    en: 'a long number was stored as a numeric value and lost its last digits: enter it as text',
  },
  NO_HOUSEHOLD: {
    zh: '职工身份证号不在“困难职工”表中',
    en: 'the worker’s identity number is not on the sheet 困难职工',
  },
  DUPLICATE_HOUSEHOLD: { zh: '职工重复出现', en: 'the worker is listed twice' },
  UNKNOWN_MEMBER: { zh: '不是此家庭的成员', en: 'is not a member of this household' },
  NOT_A_MONTH: { zh: '应为月份，如 2025-03', en: 'must be a month, such as 2025-03' },
  NOT_A_DAY: { zh: '应为日期，如 2025-03-01', en: 'must be a date, such as 2025-03-01' },
  NOT_A_TRUTH: { zh: '应为 是 或 否', en: 'must be 是 (yes) or 否 (no)' },
  NOT_A_CODE: { zh: '不在下拉列表之内', en: 'is not in the drop-down list' },
  NOT_AN_AMOUNT: {
    zh: '应为最多两位小数的数，从 0 到 999999999.99',
    en: 'must be a number from 0 to 999999999.99 with at most two decimals',
  },
  NOT_A_COUNT: { zh: '应为不小于 0 的整数', en: 'must be a whole number of at least 0' },
  NOT_A_REGION: { zh: '应为六位行政区划代码', en: 'must be a six-digit division code' },
  NOT_TEXT: { zh: '应为文字', en: 'must be text' },
  NOT_18_OR_15_DIGITS: { zh: '身份证号应为 18 位或 15 位', en: 'an identity number must have 18 or 15 digits' },
  NO_SUCH_BIRTH_DAY: {
    zh: '身份证号中的出生日期不存在',
    en: 'the date of birth in the identity number does not exist',
  },
  WRONG_CHECK_DIGIT: { zh: '身份证号校验码不符', en: 'the check digit of the identity number is wrong' },
  REQUIRED: { zh: '必填', en: 'is required' },
} as const;

const LONGEST_COLUMN = 60;

export type FaultCode = keyof typeof FAULTS;

export function importFault(
  code: FaultCode,
  sheet: string | null = null,
  row: number | null = null,
  column: string | null = null,
): ImportFault {
  return { sheet, row, column: column === null ? null : shortened(column), code, ...FAULTS[code] };
}

/** Shortens a heading, since there may be thousands of long ones. The copy releases the original and is well-formed. */
function shortened(column: string): string {
  const written = column.length > LONGEST_COLUMN ? `${column.slice(0, LONGEST_COLUMN)}…` : column;
  return Buffer.from(written.toWellFormed()).toString();
}
