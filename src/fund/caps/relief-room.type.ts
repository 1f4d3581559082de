import { ObjectType } from 'type-graphql';
import { findEnum, registerSentences } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar, YuanScalar } from '../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../graph/values.ts';
import '../../registry/graph/codes.type.ts';
import { AID_TYPES, FUND_SOURCES } from '../../registry/household/disbursement.fields.ts';
import { ROOM_REASONS } from './relief-room.ts';
import { SOURCE_REASONS } from './relief-source.ts';

const RoomReasonEnum = registerSentences('ReliefRoomReason', ROOM_REASONS, '剩余额度说明');
const SourceReasonEnum = registerSentences('ReliefSourceReason', SOURCE_REASONS, '资金来源可用说明');

const UNKNOWN = '`null`: 不明，并非不限 / it is unknown, which is not "without limit".';

@ObjectType('ReliefSourceRoom', {
  description: '资金来源是否可用（第二条）。Whether money of a source may reach the household on the day, and why not.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  source: needed('资金来源。The source.', findEnum(FUND_SOURCES)),
  isOpen: needed('可用。Whether its money may be paid to the household.', Boolean),
  why: needed('说明。Why.', SourceReasonEnum),
})
class ReliefSourceRoom {}

@ObjectType('ReliefProjectRoom', {
  description:
    '一个帮扶项目的剩余额度。What may still be paid of one kind of aid: to the household, or to one of its members.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  aidType: needed('帮扶项目。The kind of aid.', findEnum(AID_TYPES)),
  from: needed('计算期起。The first day on which what was paid counts.', DayScalar),
  to: needed('计算期止。The last day on which what is paid counts.', DayScalar),
  cap: maybe(`限额。What may be paid in all in the period. ${UNKNOWN}`, YuanScalar),
  paid: needed(
    '已发放。What was paid in the period, as far as it stands: of a person, in other households too.',
    YuanScalar,
  ),
  left: maybe(`剩余额度。What may still be paid. ${UNKNOWN}`, YuanScalar),
  why: needed('说明。Why it is this much and no more.', RoomReasonEnum),
  isProvisional: needed(
    '依据暂定标准。Whether the cap rests on a provisional or outdated standard: paying then needs the confirmation of the centre.',
    Boolean,
  ),
  source: maybe('限额依据。The document that sets the cap; `null` where none is on file.'),
})
export class ReliefProjectRoom {}

@ObjectType('HardshipReliefRoom', {
  description:
    '剩余可帮扶额度（第二、九条）。What may still be paid to a household on a day, for each kind of aid and from which sources.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  asOf: needed('发放日期。The day on which it would be paid.', DayScalar),
  sources: needed('资金来源。Whether the money of each source may be used.', [ReliefSourceRoom]),
  projects: needed('帮扶项目。The room of each kind of aid.', [ReliefProjectRoom]),
})
export class HardshipReliefRoom {}
