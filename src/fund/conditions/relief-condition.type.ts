import { ObjectType } from 'type-graphql';
import { findEnum } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar } from '../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../graph/values.ts';
import { CategoryEnum, LevelEnum } from '../../registry/graph/codes.type.ts';
import { AID_TYPES } from '../../registry/household/disbursement.fields.ts';

@ObjectType('ReliefCondition', {
  description:
    '使用条件（第二条）。What a document says of who may receive the money of an allocation, for which kinds of aid and until when. It counts from its day on, until a later condition of the same allocation does.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  isOwn: needed(
    '本级条件。Whether it is of this allocation; otherwise it is of one that its money comes from, and must be met as well.',
    Boolean,
  ),
  isInForce: needed('生效。Whether it counts on the day of the view.', Boolean),
  startsOn: needed('起始日期。The first day of holds and payments that it counts for.', DayScalar),
  until: maybe('使用期限。The last day on which the money may be paid; `null`: the document names none.', DayScalar),
  levels: needed('建档级别。The levels of recorded files that the money reaches.', [LevelEnum]),
  categories: maybe('困难情形。The categories of files that it reaches; `null` stands for all.', [CategoryEnum]),
  withoutFile: needed('未建档职工。Whether it reaches members without a file.', Boolean),
  aidTypes: maybe('帮扶项目。The kinds of aid that it is for; `null` stands for all.', [findEnum(AID_TYPES)]),
  documentNumber: needed('文号。The number of the document.'),
  documentDay: needed('文件日期。The day of the document.', DayScalar),
  documentTitle: needed('文件标题。The title of the document.'),
  actor: needed('经办人代码。The code of the member of staff who recorded it.'),
})
export class ReliefCondition {}
