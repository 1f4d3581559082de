import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { Times } from '../graph/arguments/args.input.ts';
import { Needs } from '../graph/policy/policy.ts';
import { DayScalar, YuanScalar } from '../graph/scalars.ts';
import type { Level } from '../policy/facts/facts.ts';
import { LevelEnum } from '../registry/graph/codes.type.ts';

const OPEN = { nullable: true } as const;

@ArgsType()
export class StatisticsArgs extends Times {
  @Field(() => String, {
    ...OPEN,
    description:
      '工会（含下级）：标识或代码。Of what this union or one under it keeps, as far as it is yours to count; of all when left out.',
  })
  readonly union?: string | null;

  @Field(() => LevelEnum, {
    ...OPEN,
    description: '建档标准（第二条）。By whose rules households are assessed; the national level when left out.',
  })
  readonly level?: Level | null;

  @Field(() => Int, { ...OPEN, description: '年度。The calendar year of the money; that of `asOf` when left out.' })
  readonly year?: number | null;
}

@ObjectType({ description: '户数（第二条）。How many households there are of one kind.', simpleResolvers: true })
@Needs('READ_STATISTICS')
export class HouseholdCount {
  @Field(() => String, { description: '代码。What they are counted by: a value of a code list, or a division’s code.' })
  readonly key!: string;

  @Field(() => String, { ...OPEN, description: '名称。Its Chinese name.' })
  readonly name!: string | null;

  @Field(() => Int, { description: '户数。How many.' })
  readonly households!: number;
}

@ObjectType({ description: '资金（第二条）。What was paid of one kind.', simpleResolvers: true })
@Needs('READ_STATISTICS')
export class MoneySum {
  @Field(() => String, { description: '代码。What it is summed by: a value of a code list.' })
  readonly key!: string;

  @Field(() => String, { description: '名称。Its Chinese name.' })
  readonly name!: string;

  @Field(() => YuanScalar, { description: '金额（元）。What was paid, in yuan, to the fen.' })
  readonly amount!: number;

  @Field(() => Int, { description: '人次。How many payments.' })
  readonly payments!: number;

  @Field(() => Int, { description: '户数。How many households; one that was paid twice is one.' })
  readonly households!: number;
}

@ObjectType({
  description:
    '统计（第二、三、五条）。Counts of households as of a day and sums of money of a year, all of one revision.',
  simpleResolvers: true,
})
@Needs('READ_STATISTICS')
export class Statistics {
  @Field(() => DayScalar, { description: '截至日期。The day that households are counted on.' })
  readonly asOf!: number;

  @Field(() => Int, { description: '登记版本。The revision of the register that all of it was read at.' })
  readonly revision!: number;

  @Field(() => LevelEnum, { description: '建档标准（第二条）。By whose rules households are assessed.' })
  readonly level!: string;

  @Field(() => Int, { description: '年度。The calendar year of the money.' })
  readonly year!: number;
}
