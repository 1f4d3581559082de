import { Field, ObjectType } from 'type-graphql';
import { registerCodes } from '../graph/dictionary.ts';
import { Needs } from '../graph/policy/policy.ts';
import { DayScalar, DivisionCodeScalar, YuanScalar } from '../graph/scalars.ts';

const StandardKindEnum = registerCodes(
  'ReliefStandardKind',
  { DIBAO: '最低生活保障标准（月）', MINIMUM_WAGE: '最低工资标准（月）', RURAL_INCOME: '农村居民人均可支配收入（年）' },
  '标准类别',
);
const StandardStatusEnum = registerCodes(
  'ReliefStandardStatus',
  { PUBLISHED: '已公布', PROVISIONAL: '暂用' },
  '标准状态',
);

@ObjectType('ReliefStandard', {
  description: '当地标准（第三、四、五条）。A local standard in force on a day.',
  simpleResolvers: true,
})
@Needs('READ_ORGANISATION')
export class Standard {
  @Field(() => StandardKindEnum, { description: '标准类别。The kind of the standard.' })
  readonly kind!: string;

  @Field(() => DivisionCodeScalar, { description: '行政区划代码。The division that it applies to.' })
  readonly region!: string;

  @Field(() => DayScalar, { description: '起始日期。The first day that it applies to.' })
  readonly from!: number;

  @Field(() => YuanScalar, {
    description: '标准金额。The amount for a month; for rural income, the amount for a year.',
  })
  readonly amount!: number;

  @Field(() => StandardStatusEnum, {
    description: '状态。Whether it was published for that division, or is used provisionally.',
  })
  readonly status!: string;

  @Field(() => String, { description: '来源。The source that published it.' })
  readonly source!: string;

  @Field(() => DayScalar, {
    nullable: true,
    description: '核实至。The last day on which the figure was verified to be the newest.',
  })
  readonly knownUntil!: number | null;
}
