import { Int } from 'type-graphql';
import { Times } from '../../graph/arguments/args.input.ts';
import { registerCodes } from '../../graph/dictionary.ts';
import { DayScalar } from '../../graph/scalars.ts';
import { argumentsType, inputType, maybe, needed } from '../../graph/values.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { LevelEnum } from '../../registry/graph/codes.type.ts';
import { EVERY, type Every } from '../question/periods.ts';
import { DimensionEnum, MeasureEnum } from './statistics.type.ts';

const EveryEnum = registerCodes('ArchiveStatisticsEvery', EVERY, '期间长度');

const ConditionInput = inputType('ArchiveStatisticsConditionInput', '条件。The key of a dimension is one of these.', {
  dimension: needed('分组。The dimension.', DimensionEnum),
  keys: needed<readonly string[]>('代码。Keys of it; `NONE` is 未登记 / not on record.', [String]),
});

const FilterInput = inputType(
  'ArchiveStatisticsFilterInput',
  '筛选条件，全部须满足。All of its conditions must hold.',
  {
    union: maybe(
      '工会（含下级）：标识或代码。The union that was steward on the day, or one above it then; all unions by default.',
    ),
    where: maybe<readonly InstanceType<typeof ConditionInput>[]>('条件。Conditions on dimensions, up to ten.', [
      ConditionInput,
    ]),
  },
);

const SeriesInput = inputType(
  'ArchiveStatisticsSeriesInput',
  '期间序列。The months, quarters or years between two days.',
  {
    from: needed('起。The first day.', DayScalar),
    to: maybe('止。The last day; today by default.', DayScalar),
    every: needed<Every>('期间长度。How long each period is.', EveryEnum),
  },
);

const OrderInput = inputType(
  'ArchiveStatisticsOrderInput',
  '排序。What rows are sorted by: a measure or a dimension.',
  {
    measure: maybe('指标。One of the measures of the question.', MeasureEnum),
    dimension: maybe('分组。One of the dimensions of the question.', DimensionEnum),
    descending: needed<boolean>('降序。The greatest first.', Boolean, false),
  },
);

export const StatisticsArgs = argumentsType(Times, {
  measures: needed<readonly string[]>('指标。What is counted, up to twelve measures.', [MeasureEnum]),
  by: needed<readonly string[]>(
    '分组。Up to four dimensions; without them there is one row for each period.',
    [DimensionEnum],
    [],
  ),
  filter: maybe<InstanceType<typeof FilterInput>>('筛选条件。Which households count.', FilterInput),
  over: maybe<InstanceType<typeof SeriesInput>>(
    '期间序列。A series; without it the year of `asOf` up to that day is counted.',
    SeriesInput,
  ),
  level: needed<Level>('建档标准（第二条）。The level whose rules apply.', LevelEnum, 'NATIONAL'),
  orderBy: needed<readonly InstanceType<typeof OrderInput>[]>(
    '排序。By keys and periods by default.',
    [OrderInput],
    [],
  ),
  first: needed('行数。How many rows, up to 10,000.', Int, 1000),
});

export type StatisticsArgs = InstanceType<typeof StatisticsArgs>;
