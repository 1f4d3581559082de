import { Int, ObjectType } from 'type-graphql';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { MomentScalar } from '../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../graph/values.ts';

@ObjectType('UnionMaskedList', {
  description: '一小时内所见的掩码信息。How many persons and households a member of staff saw masked in an hour.',
  simpleResolvers: true,
})
@Needs('READ_ACCESS_RECORD')
@HasFields({
  hour: needed('小时。The beginning of the hour.', MomentScalar),
  staffCode: needed('查阅人代码。The code of the member of staff.'),
  staffName: maybe('查阅人姓名。Their name.'),
  persons: needed('人户数。How many, each counted once in each answer.', Int),
})
class MaskedList {}

export const MaskedListConnection = makeConnectionType('UnionMaskedList', '所见掩码信息', () => MaskedList);
