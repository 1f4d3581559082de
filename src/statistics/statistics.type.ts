import { Int, ObjectType } from 'type-graphql';
import { argumentsType, HasFields, maybe, needed } from '../graph/values.ts';
import { Times } from '../graph/arguments/args.input.ts';
import { Needs } from '../graph/policy/policy.ts';
import { DayScalar, YuanScalar, RevisionScalar } from '../graph/scalars.ts';
import type { Level } from '../policy/facts/facts.ts';
import { LevelEnum } from '../registry/graph/codes.type.ts';

export const StatisticsArgs = argumentsType(Times, {
  union: maybe(
    '工会（含下级）：标识或代码。The households whose steward is this union or one under it on the day, and the payments of those whose steward it was on the pay day, as far as you may count them; all by default.',
  ),
  level: maybe<Level>('建档标准（第二条）。The level whose rules apply; the national level by default.', LevelEnum),
  year: maybe('年度。The calendar year of the payments; the year of `asOf` by default.', Int),
});

export type StatisticsArgs = InstanceType<typeof StatisticsArgs>;

@ObjectType('ArchiveHouseholdCount', {
  description: '户数（第二条）。The number of households of one kind.',
  simpleResolvers: true,
})
@Needs('READ_STATISTICS')
@HasFields({
  key: needed('代码。The code that they are counted by: a value of a code list, or a division’s code.'),
  name: maybe('名称。Its Chinese name.'),
  households: needed('户数。The number of households.', Int),
})
export class HouseholdCount {}

@ObjectType('ReliefSum', { description: '资金（第二条）。The payments of one kind.', simpleResolvers: true })
@Needs('READ_STATISTICS')
@HasFields({
  key: needed('代码。The code that it is summed by: a value of a code list.'),
  name: needed('名称。Its Chinese name.'),
  amount: needed('金额（元）。The amount that was paid, in yuan, exact to the fen.', YuanScalar),
  payments: needed('人次。The number of payments that stand: without those reversed in the same year.', Int),
  households: needed('户数。The number of households; one that was paid twice counts once.', Int),
})
export class MoneySum {}

@ObjectType('ArchiveStatistics', {
  description:
    '统计（第二、三、五条）。Counts of households as of a day and sums of payments of a year, all of one revision.',
  simpleResolvers: true,
})
@Needs('READ_STATISTICS')
@HasFields({
  asOf: needed('截至日期。The day as of which households are counted.', DayScalar),
  revision: needed('登记版本。The revision of the register at which everything was read.', RevisionScalar),
  level: needed('建档标准（第二条）。The level whose rules are applied.', LevelEnum),
  year: needed('年度。The calendar year of the payments.', Int),
})
export class Statistics {}
