import { Int, ObjectType } from 'type-graphql';
import { REFUSALS, type RefusalKind } from '../../access/audit/refusals.codes.ts';
import { registerCodes } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { MomentScalar } from '../../graph/scalars.ts';
import { argumentsType, HasFields, maybe, needed } from '../../graph/values.ts';
import { OversightArgs } from '../oversight.input.ts';

const RefusalEnum = registerCodes('UnionRefusalKind', REFUSALS, '被拒绝的原因');

export const RefusedAttemptsArgs = argumentsType(OversightArgs, {
  kind: maybe<RefusalKind>('原因。Only attempts that were refused for this reason.', RefusalEnum),
});

export type RefusedAttemptsArgs = InstanceType<typeof RefusedAttemptsArgs>;

const REFUSAL = {
  at: needed('时间。When the first of these attempts was made.', MomentScalar),
  lastAt: needed('最后时间。When the last of them was made.', MomentScalar),
  times: needed('次数。How many there were since the row before.', Int),
  kind: needed<RefusalKind>('原因。Why they were refused.', RefusalEnum),
  code: needed('代码。The code of the error, of the first problem, or of the fault of a signature.'),
  field: maybe('所求项。The field of the graph or the route; `null`: several, which share a row.'),
  operation: maybe('操作名称。The name of the first operation.'),
  trace: needed('追踪号。The id of the first request in the log.'),
};

@ObjectType('UnionRefusedAttempt', {
  description: '被拒绝的尝试。Attempts of one sender that were refused, of at most an hour.',
  simpleResolvers: true,
})
@Needs('READ_ACCESS_RECORD')
@HasFields({
  ...REFUSAL,
  staffCode: maybe('经办人代码。The code of the member of staff; `null`: a worker, or nobody who is known.'),
  staffName: maybe('经办人姓名。Their name.'),
  gateway: maybe('网关。The gateway whose signature was refused.'),
})
class RefusedAttempt {}

export const RefusedAttemptConnection = makeConnectionType('UnionRefusedAttempt', '被拒绝的尝试', () => RefusedAttempt);

@ObjectType('UnionOwnRefusal', {
  description: '本人被拒绝的尝试。Your own attempts that were refused, of at most an hour.',
  simpleResolvers: true,
})
@Needs('READ_OWN_RECORD')
@HasFields(REFUSAL)
class OwnRefusal {}

export const OwnRefusalConnection = makeConnectionType('UnionOwnRefusal', '本人被拒绝的尝试', () => OwnRefusal);
