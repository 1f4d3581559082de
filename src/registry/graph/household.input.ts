import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { Times, PageArgs } from '../../graph/arguments/args.input.ts';
import type { Day } from '../../kernel/calendar.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { DayScalar, DivisionCodeScalar } from '../../graph/scalars.ts';
import { HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../household/household.codes.ts';
import { findEnum } from '../../graph/dictionary.ts';
import type { HouseholdOrder } from '../listing/household-list.codes.ts';
import { CategoryEnum, FileStateEnum, HouseholdOrderEnum, LevelEnum, OutcomeEnum } from './codes.type.ts';

const OPEN = { nullable: true } as const;

@ArgsType()
export class HouseholdArgs extends Times {
  @Field(() => ID, { ...OPEN, description: '家庭标识。Its id.' })
  readonly id?: string | null;

  @Field(() => String, { ...OPEN, description: '档案编号。The number of one of its files.' })
  readonly fileNumber?: string | null;

  @Field(() => String, { ...OPEN, description: '身份证号。The identity number of one of its members.' })
  readonly idNumber?: string | null;
}

@InputType('ArchiveHouseholdFilterInput', {
  description: '筛选条件，全部须满足。A filter of households; all its conditions must hold.',
})
export class HouseholdFilterInput {
  @Field(() => String, {
    ...OPEN,
    description: '工会（含下级）：标识或代码。The id or code of the steward, or of a union above it.',
  })
  readonly union?: string | null;

  @Field(() => DivisionCodeScalar, { ...OPEN, description: '适用标准行政区划。The division whose standards apply.' })
  readonly region?: string | null;

  @Field(() => findEnum(HARDSHIP_CAUSES), { ...OPEN, description: '主要致困原因。The main cause.' })
  readonly mainCause?: string | null;

  @Field(() => findEnum(HARDSHIP_CLASSES), { ...OPEN, description: '困难类别。The class on the form.' })
  readonly declaredClass?: string | null;

  @Field(() => Boolean, { ...OPEN, description: '是否农民工。Whether the worker is a migrant.' })
  readonly migrant?: boolean | null;

  @Field(() => Boolean, { ...OPEN, description: '是否单亲。Whether it is a single-parent household.' })
  readonly singleParent?: boolean | null;

  @Field(() => LevelEnum, { ...OPEN, description: '建档标准。The level of its live file.' })
  readonly level?: string | null;

  @Field(() => CategoryEnum, { ...OPEN, description: '困难情形。The category of its live file.' })
  readonly category?: string | null;

  @Field(() => FileStateEnum, {
    ...OPEN,
    description: '档案状态。The state of its live file, or of one that has ended.',
  })
  readonly fileState?: string | null;

  @Field(() => String, { ...OPEN, description: '职工姓名（部分即可）。A part of the worker’s name.' })
  readonly workerName?: string | null;

  @Field(() => OutcomeEnum, {
    ...OPEN,
    description: '认定结果（第三至七条）。The outcome of its assessment on that day, as statistics count it.',
  })
  readonly outcome?: string | null;

  @Field(() => CategoryEnum, {
    ...OPEN,
    description: '认定的主要困难情形（第三、五条）。The first category that holds for it on that day.',
  })
  readonly primaryCategory?: string | null;

  @Field(() => LevelEnum, {
    defaultValue: 'NATIONAL',
    description: '认定所依建档标准（第二条）。The level whose rules are applied; the national level when left out.',
  })
  readonly assessedAtLevel!: Level;
}

@ArgsType()
export class HouseholdsArgs extends PageArgs {
  @Field(() => HouseholdFilterInput, { ...OPEN, description: '筛选条件。Only households that match this filter.' })
  readonly filter?: HouseholdFilterInput | null;

  @Field(() => HouseholdOrderEnum, {
    ...OPEN,
    description: '排序。The order of the list; by file number when left out.',
  })
  readonly orderBy?: HouseholdOrder | null;

  @Field(() => DayScalar, { ...OPEN, description: '截至日期。The day on which the facts hold; today by default.' })
  readonly asOf?: Day | null;

  @Field(() => DayScalar, { ...OPEN, description: '截至该日所知。The answer as it was known at the end of that day.' })
  readonly asKnownOn?: Day | null;
}
