import { Field, ObjectType } from 'type-graphql';
import { registerCodes } from '../graph/dictionary.ts';
import { Needs } from '../graph/policy/policy.ts';
import { DayScalar, YuanScalar } from '../graph/scalars.ts';

const StandardKindEnum = registerCodes(
  'StandardKind',
  { DIBAO: '最低生活保障标准（月）', MINIMUM_WAGE: '最低工资标准（月）', RURAL_INCOME: '农村居民人均可支配收入（年）' },
  '标准类别',
);
const StandardStatusEnum = registerCodes('StandardStatus', { PUBLISHED: '已公布', PROVISIONAL: '暂用' }, '标准状态');

@ObjectType({ description: '当地标准（第三、四、五条）。A local standard in force on a day.', simpleResolvers: true })
@Needs('READ_ORGANISATION')
export class Standard {
  @Field(() => StandardKindEnum, { description: '标准类别。What it is a standard of.' })
  readonly kind!: string;

  @Field(() => String, { description: '行政区划代码。The division that it holds for.' })
  readonly region!: string;

  @Field(() => DayScalar, { description: '起始日期。The day from which it holds.' })
  readonly from!: number;

  @Field(() => YuanScalar, { description: '标准金额。A month’s; of rural income a year’s.' })
  readonly amount!: number;

  @Field(() => StandardStatusEnum, { description: '状态。Whether it was announced for that place.' })
  readonly status!: string;

  @Field(() => String, { description: '来源。Where it was announced.' })
  readonly source!: string;

  @Field(() => DayScalar, {
    nullable: true,
    description: '核实至。The last day for which no later figure is known to exist.',
  })
  readonly knownUntil!: number | null;
}
