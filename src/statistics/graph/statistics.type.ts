import { Int, ObjectType } from 'type-graphql';
import { registerCodes } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar, JsonScalar, MomentScalar, RevisionScalar, YuanScalar } from '../../graph/scalars.ts';
import { computed, HasFields, maybe, needed } from '../../graph/values.ts';
import { LevelEnum } from '../../registry/graph/codes.type.ts';
import { DIMENSIONS } from '../dimensions/dimensions.ts';
import { MEASURES } from '../measures/find-measures.ts';
import { UNITS } from '../measures/measure.ts';
import { FILE_FORMATS } from '../export/file-formats.ts';

export const MeasureEnum = registerCodes(
  'ArchiveStatisticsMeasure',
  Object.fromEntries(MEASURES.map(({ name, zh, article }) => [name, `${zh}（${article}）`])),
  '统计指标',
);
export const DimensionEnum = registerCodes(
  'ArchiveStatisticsDimension',
  Object.fromEntries(DIMENSIONS.map(({ name, zh }) => [name, zh])),
  '统计分组',
);
const UnitEnum = registerCodes('ArchiveStatisticsUnit', UNITS, '计量单位');

@ObjectType('ArchiveStatisticsDefinition', { description: '指标定义。What a measure counts.', simpleResolvers: true })
@Needs('READ_STATISTICS')
@HasFields({
  measure: needed('指标。The measure.', MeasureEnum),
  name: needed('名称。Its Chinese name.'),
  article: needed('依据。The article of the regulation that it rests on.'),
  unit: needed('计量单位。Its unit.', UnitEnum),
  zh: needed('定义（中文）。What exactly is counted, in Chinese.'),
  en: needed('定义（英文）。The same in English.'),
  version: needed('定义版本。Grows when the definition changes.', Int),
})
export class Definition {}

@ObjectType('ArchiveStatisticsKey', { description: '分组值。A key of one dimension.', simpleResolvers: true })
@Needs('READ_STATISTICS')
@HasFields({
  dimension: needed('分组。The dimension.', DimensionEnum),
  key: needed('代码。A value of its code list, or the code of a union or division; `NONE`: 未登记 / not on record.'),
  name: maybe('名称。Its Chinese name.'),
})
export class Key {}

@ObjectType('ArchiveStatisticsFigure', { description: '数值。A figure.', simpleResolvers: true })
@Needs('READ_STATISTICS')
@HasFields({
  measure: needed('指标。What it counts.', MeasureEnum),
  count: maybe('数量。The number of what the measure counts; `null` for an amount, or if it is hidden.', Int),
  amount: maybe(
    '金额（元）。An amount in yuan, exact to the fen; `null` for a number, if it is hidden, or if there is nothing to take a mean of.',
    YuanScalar,
  ),
  isHidden: needed(
    '是否隐去。Whether it is of fewer than 5 households (a quartile: 20) that you may not see.',
    Boolean,
  ),
  cell: computed(
    '对应家庭的筛选条件。The households that it counts: pass it to `households(filter: { cell })` with `asOf` of the last day of the row and the same `asKnownOn`; `null` if you may not list households or see what it tells of them, and where no household is counted.',
    JsonScalar,
  ),
})
export class FigureType {}

@ObjectType('ArchiveStatisticsRow', {
  description: '统计行。The figures of one period and one key of each dimension.',
  simpleResolvers: true,
})
@Needs('READ_STATISTICS')
@HasFields({
  from: needed('期间起。The first day of the period: what happened is counted from it.', DayScalar),
  to: needed('期间止。The last day of the period: what has a day is counted on it.', DayScalar),
  keys: needed<readonly Key[]>('分组值。One key for each dimension, in their order; none in totals.', [Key]),
  figures: needed<readonly FigureType[]>('数值。One figure for each measure, in their order.', [FigureType]),
})
export class Row {}

export const FileFormatEnum = registerCodes('ArchiveStatisticsFileFormat', FILE_FORMATS, '统计文件格式');

@ObjectType('ArchiveStatisticsLink', {
  description: '统计文件链接。A link to the file of a question.',
  simpleResolvers: true,
})
@Needs('READ_STATISTICS')
@HasFields({
  url: needed('地址。Relative to the address of the graph. Whoever has it can fetch the file, without a token.'),
  expiresAt: needed(
    '失效时间。When it ends, after 90 days; earlier if you lose the right to statistics.',
    MomentScalar,
  ),
})
export class StatisticsLink {}

@ObjectType('ArchiveStatistics', {
  description:
    '统计（第二、三、五条）。The answer to a question: figures of one revision, over the households in your territory of today.',
  simpleResolvers: true,
})
@Needs('READ_STATISTICS')
@HasFields({
  asOf: needed('截至日期。The last day that is counted.', DayScalar),
  revision: needed('登记版本。The revision of the register that all figures are of.', RevisionScalar),
  isCurrent: needed(
    '是否最新。Whether nothing that `asKnownOn` includes was recorded since, and every household could be decided; otherwise the decisions or the columns that are counted are still being made anew.',
    Boolean,
  ),
  level: needed('建档标准（第二条）。The level whose rules apply.', LevelEnum),
  measures: needed<readonly Definition[]>('指标定义。The definitions of the measures.', [Definition]),
  rows: needed<readonly Row[]>('统计行。The rows, sorted; the first ones if there are more.', [Row]),
  rowCount: needed('行数。How many rows there are in all.', Int),
  totals: needed<readonly Row[]>(
    '合计。One row for each period, over all keys; who is counted under several keys counts once.',
    [Row],
  ),
})
export class Statistics {}
