import { Field, Int, ObjectType } from 'type-graphql';
import { argumentsType, maybe } from '../graph/input.ts';
import { Times } from '../graph/arguments/args.input.ts';
import { Needs } from '../graph/policy/policy.ts';
import { DayScalar, YuanScalar, RevisionScalar } from '../graph/scalars.ts';
import type { Level } from '../policy/facts/facts.ts';
import { LevelEnum } from '../registry/graph/codes.type.ts';

const OPEN = { nullable: true } as const;

export const StatisticsArgs = argumentsType(Times, {
  union: maybe(
    '工会（含下级）：标识或代码。The households whose steward is this union or one under it, as far as you may count them; all by default.',
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
export class HouseholdCount {
  @Field(() => String, {
    description: '代码。The code that they are counted by: a value of a code list, or a division’s code.',
  })
  readonly key!: string;

  @Field(() => String, { ...OPEN, description: '名称。Its Chinese name.' })
  readonly name!: string | null;

  @Field(() => Int, { description: '户数。The number of households.' })
  readonly households!: number;
}

@ObjectType('ReliefSum', { description: '资金（第二条）。The payments of one kind.', simpleResolvers: true })
@Needs('READ_STATISTICS')
export class MoneySum {
  @Field(() => String, { description: '代码。The code that it is summed by: a value of a code list.' })
  readonly key!: string;

  @Field(() => String, { description: '名称。Its Chinese name.' })
  readonly name!: string;

  @Field(() => YuanScalar, { description: '金额（元）。The amount that was paid, in yuan, exact to the fen.' })
  readonly amount!: number;

  @Field(() => Int, { description: '人次。The number of payments.' })
  readonly payments!: number;

  @Field(() => Int, { description: '户数。The number of households; one that was paid twice counts once.' })
  readonly households!: number;
}

@ObjectType('ArchiveStatistics', {
  description:
    '统计（第二、三、五条）。Counts of households as of a day and sums of payments of a year, all of one revision.',
  simpleResolvers: true,
})
@Needs('READ_STATISTICS')
export class Statistics {
  @Field(() => DayScalar, { description: '截至日期。The day as of which households are counted.' })
  readonly asOf!: number;

  @Field(() => RevisionScalar, { description: '登记版本。The revision of the register at which everything was read.' })
  readonly revision!: number;

  @Field(() => LevelEnum, { description: '建档标准（第二条）。The level whose rules are applied.' })
  readonly level!: string;

  @Field(() => Int, { description: '年度。The calendar year of the payments.' })
  readonly year!: number;
}
