import { ObjectType } from 'type-graphql';
import { registerCodes } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar } from '../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../graph/values.ts';
import { CLOSING_REASONS, DEATH_SOURCES } from '../household/household.codes.ts';

const DeathSourceEnum = registerCodes('ArchiveDeathSource', DEATH_SOURCES, '死亡信息来源');
const ClosingReasonEnum = registerCodes('ArchiveClosingReason', CLOSING_REASONS, '销户原因');

@ObjectType('ArchiveDeath', {
  description: '死亡（第十六条）。The death of a person.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  on: needed('死亡日期。The day of the death.', DayScalar),
  source: needed('来源。Where it is known from.', DeathSourceEnum),
})
export class Death {}

@ObjectType('ArchiveClosing', {
  description: '销户（第十六条）。Days on which a household is closed.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  from: needed('销户日期。The first day on which it is closed.', DayScalar),
  until: maybe('恢复日期。The first day on which it is on record again.', DayScalar),
  closingReason: needed('销户原因。Why it was closed.', ClosingReasonEnum),
})
export class Closing {}
