import { ObjectType } from 'type-graphql';
import { HasFields, maybe, needed } from '../graph/values.ts';
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
@HasFields({
  kind: needed('标准类别。The kind of the standard.', StandardKindEnum),
  region: needed('行政区划代码。The division that it applies to.', DivisionCodeScalar),
  from: needed('起始日期。The first day that it applies to.', DayScalar),
  amount: needed('标准金额。The amount for a month; for rural income, the amount for a year.', YuanScalar),
  status: needed('状态。Whether it was published for that division, or is used provisionally.', StandardStatusEnum),
  source: needed('来源。The source that published it.'),
  knownUntil: maybe('核实至。The last day on which the figure was verified to be the newest.', DayScalar),
})
export class Standard {}
