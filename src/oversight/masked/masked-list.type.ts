import { Int, ObjectType } from 'type-graphql';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { MomentScalar } from '../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../graph/values.ts';

const COUNT = {
  hour: needed('小时。The beginning of the hour.', MomentScalar),
  persons: needed('人户数。How many, each counted once in each answer.', Int),
};

@ObjectType('UnionMaskedList', {
  description: '一小时内所见的掩码信息。How many persons and households a member of staff saw masked in an hour.',
  simpleResolvers: true,
})
@Needs('READ_ACCESS_RECORD')
@HasFields({
  ...COUNT,
  staffCode: needed('查阅人代码。The code of the member of staff.'),
  staffName: maybe('查阅人姓名。Their name.'),
})
class MaskedList {}

export const MaskedListConnection = makeConnectionType('UnionMaskedList', '所见掩码信息', () => MaskedList);

@ObjectType('UnionOwnMaskedList', {
  description: '本人一小时内所见的掩码信息。How many persons and households you saw masked in an hour.',
  simpleResolvers: true,
})
@Needs('READ_OWN_RECORD')
@HasFields(COUNT)
class OwnMaskedList {}

export const OwnMaskedListConnection = makeConnectionType(
  'UnionOwnMaskedList',
  '本人所见掩码信息',
  () => OwnMaskedList,
);
