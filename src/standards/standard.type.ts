import { ObjectType } from 'type-graphql';
import { HasFields, maybe, needed } from '../graph/values.ts';
import { registerCodes } from '../graph/dictionary.ts';
import { Needs } from '../graph/policy/policy.ts';
import { DayScalar, DivisionCodeScalar, YuanScalar } from '../graph/scalars.ts';
import { STANDARD_KINDS, STANDARD_STATES } from './standard.codes.ts';

export const StandardKindEnum = registerCodes('ReliefStandardKind', STANDARD_KINDS, '标准类别');
export const StandardStatusEnum = registerCodes('ReliefStandardStatus', STANDARD_STATES, '标准状态');

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
