import { ID, Int, ObjectType } from 'type-graphql';
import { findEnum, registerCodes } from '../../../graph/dictionary.ts';
import { makeConnectionType } from '../../../graph/page/connection.type.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { Problem } from '../../../graph/problem.type.ts';
import { DayScalar, RevisionScalar, YuanScalar } from '../../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../../graph/values.ts';
import { addViewFields } from '../../../graph/views/view-fields.ts';
import { Node } from '../../../graph/views/node.ts';
import '../../../registry/graph/codes.type.ts';
import { AID_TYPES, FUND_SOURCES } from '../../../registry/household/disbursement.fields.ts';
import { ALLOCATION_ACTS, SUB_FUNDS } from '../relief.codes.ts';

export const SubFundEnum = registerCodes('ReliefSubFund', SUB_FUNDS, '科目');
const ActEnum = registerCodes('ReliefAllocationActKind', ALLOCATION_ACTS, '下达、拨付、到账');

@ObjectType('ReliefAllocationAct', {
  description: '下达、拨付或到账。An act by which money came to a union, with the document that it rests on.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  id: needed('标识。Its id, which never changes.', ID),
  kind: needed('种类。Whether the money was allocated, remitted, or has arrived.', ActEnum),
  on: needed('日期。The day of the act.', DayScalar),
  amount: needed('金额（元）。The amount, in yuan; negative where it reverses another act.', YuanScalar),
  documentNumber: maybe('文号。The number of the document; an act that reverses another has a reason in its place.'),
  documentDay: maybe('文件日期。The day of the document.', DayScalar),
  documentTitle: maybe('文件标题。The title of the document.'),
  reversalReason: maybe('冲销理由。Why it reverses another act.'),
  reversesId: maybe('所冲销的业务。The id of the act that it reverses.', ID),
  actor: needed('经办人代码。The code of the member of staff who recorded it.'),
})
export class ReliefAllocationAct {}

@ObjectType({
  description:
    '资金分配（第二条）。Money that was allocated to a union: from which source, for which fund year, and what was done with it until a day. All amounts are in yuan.',
  simpleResolvers: true,
  implements: Node,
})
@Needs('READ_FUNDS')
@HasFields({
  source: needed('资金来源。The source of the money.', findEnum(FUND_SOURCES)),
  subFund: needed('科目。The sub-fund.', SubFundEnum),
  fundYear: needed('资金年度。The fund year, which need not be the year of a pay day.', Int),
  aidType: maybe('帮扶项目。The kind of aid that it is for; `null` stands for all.', findEnum(AID_TYPES)),
  allocatedOn: needed('下达日期。The day on which it was allocated.', DayScalar),
  documentNumber: needed('下达文号。The number of the document that allocated it.'),
  allocated: needed('下达金额。What was allocated to the union.', YuanScalar),
  remitted: needed('拨付金额。What of it was remitted.', YuanScalar),
  arrived: needed('到账金额。What of it has arrived.', YuanScalar),
  passedDown: needed('转下达金额。What of it was allocated to unions below.', YuanScalar),
  remittedDown: needed('转拨金额。What of it was remitted to unions below.', YuanScalar),
  held: needed('预占金额。What is held for payments that are not made yet.', YuanScalar),
  paid: needed('已发放金额。What was paid, less what was returned.', YuanScalar),
  left: needed('可用余额。What has arrived and was not remitted to unions below, held or paid.', YuanScalar),
})
export class ReliefAllocation {}

addViewFields(ReliefAllocation, '资金分配');

export const ReliefAllocationConnection = makeConnectionType('ReliefAllocation', '资金分配', () => ReliefAllocation);

@ObjectType('ReliefAllocationAnswer', {
  description: '办理结果。The result of an act on an allocation.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed('错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written.', [
    Problem,
  ]),
  allocation: maybe(
    '资金分配。The allocation; `null` if nothing was written, or if you may not see it.',
    ReliefAllocation,
  ),
  revision: maybe(
    '变更序号。The number of the change; `null` if nothing was written, or for a moment after the change.',
    RevisionScalar,
  ),
})
export class ReliefAllocationAnswer {}
