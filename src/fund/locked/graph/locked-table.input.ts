import { ID, Int } from 'type-graphql';
import { PageArgs } from '../../../graph/arguments/args.input.ts';
import { registerCodes } from '../../../graph/dictionary.ts';
import { RevisionScalar } from '../../../graph/scalars.ts';
import { argumentsType, inputType, maybe, needed, REQUEST_KEY } from '../../../graph/values.ts';
import { ColumnEnum } from '../../export/real-name-export.type.ts';
import type { RealNameColumnName } from '../../export/real-name-columns.ts';
import { FILTER_VALUES } from '../../real-name/real-name-filter.input.ts';
import { TABLE_PARTS, type TablePart } from './locked-part.ts';

const TABLE_ID = needed('汇总表标识。The id of the locked table.', ID);

export const LockTableInput = inputType(
  'LockRealNameTableInput',
  '锁定实名制汇总表（第二、九条）。The table as `realNameSummary` takes it, and who reviews it.',
  {
    ...FILTER_VALUES,
    union: needed('填报单位：标识或代码。The id or code of the union; the table is of it and those under it.'),
    columns: maybe<readonly RealNameColumnName[]>(
      '各列及其次序。The columns, in the order in which they are printed; by default those that fit on a sheet of A4. You must be allowed to see each of them in full.',
      [ColumnEnum],
    ),
    reviewer: needed('审核人：工作人员代码。The code of the member of staff who reviews it, another than yourself.'),
    previous: maybe('上一版。The id of the table of the same payments of which this is the next version.', ID),
    revision: maybe(
      '登记版本。The `revision` of the table that was looked at; the newest by default, with all that was recorded before.',
      RevisionScalar,
    ),
    idempotencyKey: REQUEST_KEY,
  },
);

export type LockTableInput = InstanceType<typeof LockTableInput>;

export const SealTableInput = inputType(
  'SealRealNameTableInput',
  '审核或签署（第九条）。A locked table that is reviewed or signed.',
  { table: TABLE_ID, idempotencyKey: REQUEST_KEY },
);

export type SealTableInput = InstanceType<typeof SealTableInput>;

export const ExplainDifferenceInput = inputType(
  'ExplainTableDifferenceInput',
  '说明差异（第九条）。Why a difference of the last comparison stands.',
  {
    table: TABLE_ID,
    difference: needed('序号。The number of the difference.', Int),
    explanation: needed('说明。The explanation, at most 500 characters, without identity numbers and accounts.'),
    idempotencyKey: REQUEST_KEY,
  },
);

export type ExplainDifferenceInput = InstanceType<typeof ExplainDifferenceInput>;

const PartEnum = registerCodes('LockedTablePart', TABLE_PARTS, '锁定的汇总表的存档件');

export const ExportLockedInput = inputType(
  'ExportLockedTableInput',
  '下载锁定的汇总表（第九条）。What is downloaded of a locked table.',
  {
    table: TABLE_ID,
    part: needed<TablePart>('内容。What of it.', PartEnum),
    place: needed<number>('册次或次序。The volume of the print, or the place of the scan, from 1.', Int, 1),
  },
);

export type ExportLockedInput = InstanceType<typeof ExportLockedInput>;

export const LockedTablesArgs = argumentsType(PageArgs, {
  union: maybe('工会（含下级）：标识或代码。The tables of this union and of those under it.'),
  year: maybe<number>('年度。The calendar year of the pay days.', Int),
  number: maybe('编号。All versions of the table of this number.'),
});

export type LockedTablesArgs = InstanceType<typeof LockedTablesArgs>;
