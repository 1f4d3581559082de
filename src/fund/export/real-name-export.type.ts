import { Int, ObjectType } from 'type-graphql';
import { EXPORT_FORMATS, type ExportFormat } from '../../export/formats.ts';
import { registerCodes } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar, MomentScalar, RevisionScalar } from '../../graph/scalars.ts';
import { HasFields, inputType, maybe, needed } from '../../graph/values.ts';
import { FILTER_VALUES } from '../real-name/real-name-filter.input.ts';
import { PAPER_NAMES, type PaperName } from './papers.ts';
import { REAL_NAME_COLUMNS, type RealNameColumnName } from './real-name-columns.ts';

const FormatEnum = registerCodes('RealNameExportFormat', EXPORT_FORMATS, '导出格式');

const headings = Object.entries(REAL_NAME_COLUMNS).map(([name, { heading }]) => [name, heading] as const);
export const ColumnEnum = registerCodes('RealNameColumn', Object.fromEntries<string>(headings), '实名制汇总表的列');

const PaperEnum = registerCodes('RealNamePaper', PAPER_NAMES, '表单');

const VOLUMES = 'A printed table has volumes of 1,000 rows, each a file of its own; XLSX and CSV are one.';

export const RealNameExportInput = inputType(
  'RealNameExportInput',
  '导出实名制汇总表。The table as `realNameSummary` takes it, the format and the columns.',
  {
    ...FILTER_VALUES,
    asKnownOn: maybe('截至该日所知。The table as it was known at the end of that day.', DayScalar),
    revision: maybe('登记版本。The `revision` of the table that was seen; the last one by default.', RevisionScalar),
    paper: needed<PaperName>(
      '表单。The paper: the real-name table, or the list by which recipients sign for cash and goods (PDF or XLSX).',
      PaperEnum,
      'REAL_NAME_TABLE',
    ),
    format: needed<ExportFormat>('格式。The form of the file.', FormatEnum),
    columns: maybe<readonly RealNameColumnName[]>(
      '各列及其次序。The columns, in the order in which they are printed; by default those that fit on a sheet of A4, without 职工编号, 人员类别, 帮扶事由, 下达文号, 发放方式, 代领人 and 记账凭证号.',
      [ColumnEnum],
    ),
    volume: needed<number>(`册次。The volume, from 1. ${VOLUMES}`, Int, 1),
  },
);

export type RealNameExportInput = InstanceType<typeof RealNameExportInput>;

@ObjectType({
  description:
    '实名制汇总表的下载链接（第二、九条）。A link to a file, which the one who asked for it can use once within five minutes.',
  simpleResolvers: true,
})
@Needs('READ_REAL_NAME_TABLE')
@HasFields({
  url: needed(
    '下载地址。Relative to the address of the graph; GET it with the same `authorization` header. What is served is read under the rights of that moment, for the purpose that was stated with the mutation, and is on record.',
  ),
  expiresAt: needed('有效期至。When the link expires.', MomentScalar),
  fileName: needed('文件名。The name of the file.'),
  volume: needed(`册次。The volume. ${VOLUMES}`, Int),
  volumes: needed('册数。How many volumes the table has in this format.', Int),
  rows: needed('行数。How many rows the table has, in all volumes.', Int),
  revision: needed('登记版本。The revision of the register that the file shows.', RevisionScalar),
})
export class RealNameExport {}
