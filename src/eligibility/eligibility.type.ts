import { Field, Int, ObjectType } from 'type-graphql';
import { registerCodes } from '../graph/dictionary.ts';
import { Needs } from '../graph/policy/policy.ts';
import { JsonScalar, MonthScalar, YuanScalar } from '../graph/scalars.ts';
import { CategoryEnum, LevelEnum, OutcomeEnum } from '../registry/graph/codes.type.ts';

const FindingStateEnum = registerCodes(
  'EligibilityFindingState',
  { HOLDS: '成立', FAILS: '不成立', UNKNOWN: '尚不能确定' },
  '是否成立',
);

const OPEN = { nullable: true } as const;
const UNKNOWN = '`null`: 尚不能确定 / unknown.';

@ObjectType('EligibilityFigures', {
  description:
    '核算数据（第四、五条）。The exact figures over the twelve months of the window; each is `null` if it is unknown.',
  simpleResolvers: true,
})
@Needs('INHERIT')
export class AssessmentFigures {
  @Field(() => MonthScalar, { description: '核算期起。The first month of the window.' })
  readonly from!: number;

  @Field(() => MonthScalar, { description: '核算期止。The last month of the window.' })
  readonly to!: number;

  @Field(() => Int, { ...OPEN, description: `家庭总人口（第四条）。The number of members who count. ${UNKNOWN}` })
  readonly population!: number | null;

  @Field(() => YuanScalar, { ...OPEN, description: `家庭总收入（第四条）。The total income. ${UNKNOWN}` })
  readonly income!: number | null;

  @Field(() => YuanScalar, { ...OPEN, description: `所得税及社会保障支出（第四条）。The deductions. ${UNKNOWN}` })
  readonly deductions!: number | null;

  @Field(() => YuanScalar, { ...OPEN, description: `家庭可支配收入（第四条）。The disposable income. ${UNKNOWN}` })
  readonly disposable!: number | null;

  @Field(() => YuanScalar, {
    ...OPEN,
    description: `当地低保标准合计（第三条）。The sum of the monthly standards of the window, per person. ${UNKNOWN}`,
  })
  readonly standard!: number | null;

  @Field(() => YuanScalar, { ...OPEN, description: `必要支出（第五条）。The necessary expenses. ${UNKNOWN}` })
  readonly expenses!: number | null;

  @Field(() => YuanScalar, { ...OPEN, description: `意外致困支出（第五条）。The costs of sudden events. ${UNKNOWN}` })
  readonly eventCosts!: number | null;

  @Field(() => YuanScalar, {
    ...OPEN,
    description: `家庭月人均收入（第四条）。Disposable income per head and month, rounded to the fen. ${UNKNOWN}`,
  })
  readonly perCapitaMonthly!: number | null;

  @Field(() => YuanScalar, {
    ...OPEN,
    description: `扣除支出后月人均（第五条）。Disposable income per head and month after expenses and costs. ${UNKNOWN}`,
  })
  readonly perCapitaMonthlyAfterExpenses!: number | null;
}

@ObjectType('EligibilityFinding', {
  description: '逐条认定（第三至七、十三条）。The result of one rule, and why.',
  simpleResolvers: true,
})
@Needs('INHERIT')
export class Finding {
  @Field(() => String, { description: '规则。The rule.' })
  readonly rule!: string;

  @Field(() => Int, { description: '条款。The article of the regulation.' })
  readonly article!: number;

  @Field(() => [String], { description: '解读。The readings (R…) of the regulation that it follows.' })
  readonly readings!: readonly string[];

  @Field(() => FindingStateEnum, { description: '是否成立。Whether the rule applies.' })
  readonly state!: string;

  @Field(() => [String], { description: '缺失项。The paths of the unknown facts and standards that leave it open.' })
  readonly missing!: readonly string[];

  @Field(() => JsonScalar, {
    description: '依据数据。The conditions that were evaluated: `{ name: { state, value, relation, limit, unit } }`.',
  })
  readonly figures!: object;

  @Field(() => String, { description: '中文说明。The sentence in Chinese.' })
  readonly zh!: string;

  @Field(() => String, { description: '英文说明。The sentence in English.' })
  readonly en!: string;
}

@ObjectType('EligibilityAssessment', {
  description: '认定（第三至七、十三条）。Whether the household is eligible and why, by the rules of one level.',
  simpleResolvers: true,
})
@Needs('READ_ASSESSMENT')
export class Assessment {
  @Field(() => LevelEnum, { description: '建档标准（第二条）。The level whose rules were applied.' })
  readonly level!: string;

  @Field(() => OutcomeEnum, { description: '认定结果。The outcome; an unknown fact alone never leads to a refusal.' })
  readonly outcome!: string;

  @Field(() => CategoryEnum, { nullable: true, description: '主要困难情形（第三条）。The first category that holds.' })
  readonly primaryCategory!: string | null;

  @Field(() => [CategoryEnum], { description: '困难情形（第三、五条）。All categories that hold.' })
  readonly categories!: readonly string[];

  @Field(() => [String], { description: '缺失项。The paths of the facts and standards to find out next.' })
  readonly missing!: readonly string[];

  @Field(() => [String], { description: '暂用标准。The paths of standards used that are provisional or outdated.' })
  readonly provisional!: readonly string[];
}
