import { also, code, day, type Field, optional, region, yuan } from '../../fields/field.ts';
import type { PlainSheet } from '../plain-sheets/plain-sheet.ts';
import { STANDARD_ACTS } from '../../standards/proposals/rule-content.ts';
import { STANDARD_KINDS, STANDARD_STATES } from '../../standards/standard.codes.ts';

const nameOf = (name: string) => name.replace(/（.*）/, '');

/** The kinds as offices write them; the term alone is also accepted. */
const KIND_NAMES = {
  DIBAO: nameOf(STANDARD_KINDS.DIBAO),
  MINIMUM_WAGE: nameOf(STANDARD_KINDS.MINIMUM_WAGE),
  RURAL_INCOME: nameOf(STANDARD_KINDS.RURAL_INCOME),
} as const;

/** The columns of the sheet, by the fields of an entry. */
const STANDARD_COLUMNS = {
  act: optional(code('办理', STANDARD_ACTS)),
  kind: also(code('标准类别', KIND_NAMES), '类别'),
  region: also(region('行政区划代码'), '区划代码', '区划'),
  from: also(day('起始日期'), '执行日期', '自何日起'),
  amount: optional(also(yuan('标准金额'), '标准', '金额')),
  status: optional(also(code('标准状态', STANDARD_STATES), '状态')),
  checkedUntil: optional(also(day('核实至'), '核实日期')),
} as const satisfies Readonly<Record<string, Field>>;

export type StandardColumn = keyof typeof STANDARD_COLUMNS;

const NOTES: Readonly<Record<StandardColumn, string>> = {
  act: '登记、更正或撤销；留空即登记。更正保留原版本',
  kind: '从下拉列表中选择',
  region: '六位行政区划代码，例：410502',
  from: '例：2026-01-01；人均收入填当年 1 月 1 日',
  amount: '元，最多两位小数：低保标准和最低工资为每月，人均收入为每年；撤销的留空',
  status: '已公布：文件为该区划公布；暂用：以上级标准等暂代；撤销的留空',
  checkedUntil: '最后一次核实仍为最新标准的日期，例：2026-12-31；人均收入留空',
};

/** The sheet of local standards. */
export const STANDARDS_SHEET: PlainSheet<StandardColumn> = {
  ...{ name: '当地标准', columns: STANDARD_COLUMNS, mark: 'region', mayLack: ['act'], notes: NOTES },
};
