import { ID, Int, ObjectType } from 'type-graphql';
import { addFields, findEnum, registerCodes } from '../../../graph/dictionary.ts';
import { makeConnectionType } from '../../../graph/page/connection.type.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { Problem } from '../../../graph/problem.type.ts';
import { DayScalar, MomentScalar, RevisionScalar, YuanScalar } from '../../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../../graph/values.ts';
import { addViewFields } from '../../../graph/views/view-fields.ts';
import { Node } from '../../../graph/views/node.ts';
import { LevelEnum, WithheldFieldEnum } from '../../../registry/graph/codes.type.ts';
import { AID_TYPES } from '../../../registry/household/disbursement.fields.ts';
import { BASIS_KINDS, BATCH_STATES } from '../batch.codes.ts';
import { batchLineFields } from '../lines/batch-line.fields.ts';

export const BatchStateEnum = registerCodes('ReliefBatchState', BATCH_STATES, '批次状态');
export const BasisKindEnum = registerCodes('ReliefBasisKind', BASIS_KINDS, '帮扶事由种类');

@ObjectType('ReliefBatchStep', {
  description: '批次步骤（第二、九条）。A step of a batch: who took it on which day. It never changes.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  id: needed('标识。Its id, which never changes.', ID),
  state: needed('状态。The state of the batch after it.', BatchStateEnum),
  on: needed('日期。The day of the step; that of the release is the pay day.', DayScalar),
  actor: needed('经办人代码。The code of the member of staff.'),
  recordedAt: needed('记录时间。The time at which it was recorded, in China.', MomentScalar),
  minutesNumber: maybe('会议纪要编号。Of a submission, the number of the minutes that decided on it.'),
  confirmationDocument: maybe(
    '确认文号。Of a submission, the document by which the centre confirms what rests on a provisional standard.',
  ),
  rejectionReason: maybe('驳回理由。Why the batch was rejected.'),
})
export class ReliefBatchStep {}

@ObjectType('ReliefBatchLine', {
  description:
    '批次明细（第二、九条）。A line of a batch: a payment of one sum of one allocation, with names and account as they were when it was prepared.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  id: needed('标识。Its id, which never changes.', ID),
  number: needed('序号。Its number in the batch, from 1 on.', Int),
  amount: needed('金额（元）。The amount, in yuan.', YuanScalar),
  aidType: needed('帮扶项目。The kind of aid.', findEnum(AID_TYPES)),
  fileLevel: maybe('建档级别。The level of the file that is paid to; `null`: a member without a file.', LevelEnum),
  struckReason: maybe('剔除理由。Why it was struck out; `null` while it stands.'),
  withheld: needed(
    '未予显示的敏感字段（须说明用途）。The names of the sensitive fields that have a value which you may see, but only for a purpose.',
    [WithheldFieldEnum],
  ),
})
export class ReliefBatchLine {}

addFields(ReliefBatchLine, batchLineFields, { articles: '第二、九条' });

export const ReliefBatchLineConnection = makeConnectionType('ReliefBatchLine', '批次明细', () => ReliefBatchLine);

@ObjectType('ReliefBatch', {
  description:
    '发放批次（第二、九条）。A batch of payments of a union: its lines are held, paid and released together.',
  simpleResolvers: true,
  implements: Node,
})
@Needs('READ_FUNDS')
@HasFields({
  state: needed('状态。Its state on the day of the view.', BatchStateEnum),
  preparedOn: needed('编制日期。The day on which it was prepared.', DayScalar),
  lineCount: needed('笔数。How many lines stand.', Int),
  struckCount: needed('剔除笔数。How many lines were struck out.', Int),
  total: needed('总额（元）。What the lines that stand come to, in yuan.', YuanScalar),
  amountDocument: maybe('金额依据。The document on which its amounts rest where no cap is on file.'),
  twoPeopleDocument: maybe('两人办理依据。The local rule by which two people may pay the money of an employer.'),
})
export class ReliefBatch {}

addViewFields(ReliefBatch, '发放批次');

export const ReliefBatchConnection = makeConnectionType('ReliefBatch', '发放批次', () => ReliefBatch);

@ObjectType('ReliefBatchAnswer', {
  description: '办理结果。The result of an act on a batch.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed(
    '错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written. `lines.3` is the line of that number.',
    [Problem],
  ),
  batch: maybe('发放批次。The batch; `null` if nothing was written, or if you may not see it.', ReliefBatch),
  revision: maybe(
    '变更序号。The number of the change; `null` if nothing was written, or for a moment after the change.',
    RevisionScalar,
  ),
})
export class ReliefBatchAnswer {}
