import { also, code, day, type Field, optional, region, text, truth } from '../../fields/field.ts';
import { UNION_KINDS } from '../../organisation/union.codes.ts';
import type { PlainSheet } from '../plain-sheets/plain-sheet.ts';

const LONGEST_LINE = 200;

/** The document by which a division or union was decided, and the day from which it is. */
const DECIDED = {
  from: also(day('起始日期'), '成立日期', '自何日起'),
  documentNumber: text('文号', LONGEST_LINE),
  documentDay: day('文件日期'),
  documentTitle: text('文件标题', LONGEST_LINE),
};

const DECIDED_NOTES = {
  from: '成立或登记的日期，例：2026-01-01',
  documentNumber: '例：安工〔2026〕1号',
  documentDay: '文件的日期，例：2026-01-01',
  documentTitle: '例：关于成立文峰区总工会的批复',
};

const DIVISION_COLUMNS = {
  code: also(region('行政区划代码'), '区划代码'),
  name: also(text('行政区划名称', LONGEST_LINE), '区划名称'),
  superiorCode: also(region('上级行政区划代码'), '上级区划代码'),
  unlisted: optional(truth('代码表所无')),
  ...DECIDED,
} as const satisfies Readonly<Record<string, Field>>;

export type DivisionColumn = keyof typeof DIVISION_COLUMNS;

/** The sheet of divisions. */
export const DIVISIONS_SHEET: PlainSheet<DivisionColumn> = {
  ...{ name: '行政区划', columns: DIVISION_COLUMNS, mark: 'code', mayLack: ['unlisted'] },
  notes: {
    code: '六位代码（GB/T 2260），例：410502',
    name: '例：文峰区',
    superiorCode: '上级的六位代码，例：410500；可以是本表另一行',
    unlisted: '新设而尚未列入国家标准的填“是”，以文件为据；否则留空',
    ...DECIDED_NOTES,
  },
};

const UNION_COLUMNS = {
  code: text('工会代码', LONGEST_LINE),
  name: text('工会名称', LONGEST_LINE),
  unionKind: also(code('工会层级', UNION_KINDS), '层级'),
  superiorCode: optional(text('上级工会代码', LONGEST_LINE)),
  region: also(region('行政区划代码'), '区划代码', '所在行政区划代码'),
  centreName: optional(text('帮扶中心名称', LONGEST_LINE)),
  ...DECIDED,
} as const satisfies Readonly<Record<string, Field>>;

export type UnionColumn = keyof typeof UNION_COLUMNS;

/** The sheet of unions. */
export const UNIONS_SHEET: PlainSheet<UnionColumn> = {
  ...{ name: '工会', columns: UNION_COLUMNS, mark: 'code', mayLack: [] },
  notes: {
    code: '1 至 40 位大写字母、数字或连字符，今后不变；六位数字的须为所在行政区划的代码',
    name: '例：文峰区总工会',
    unionKind: '从下拉列表中选择',
    superiorCode: '库中已有的工会，或本表另一行；最上级工会留空',
    region: '所在行政区划的六位代码；须在库中，或在“行政区划”表中',
    centreName: '设帮扶中心（站）的填其名称；不设的留空',
    ...DECIDED_NOTES,
  },
};
