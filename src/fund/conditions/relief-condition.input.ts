import { ID } from 'type-graphql';
import { findEnum } from '../../graph/dictionary.ts';
import { DayScalar } from '../../graph/scalars.ts';
import { inputType, maybe, needed, REQUEST_KEY } from '../../graph/values.ts';
import { CategoryEnum, LevelEnum } from '../../registry/graph/codes.type.ts';
import { AID_TYPES } from '../../registry/household/disbursement.fields.ts';

export const ConditionInput = inputType(
  'ReliefConditionInput',
  '使用条件（第二条）。What a document says of who may receive the money of an allocation, for which kinds of aid and until when.',
  {
    allocation: needed('资金分配的标识。The id of the allocation.', ID),
    startsOn: needed('起始日期。The first day of holds and payments that it counts for.', DayScalar),
    until: maybe('使用期限。The last day on which the money may be paid; none by default.', DayScalar),
    levels: needed<readonly string[]>('建档级别。The levels of recorded files that the money reaches.', [LevelEnum]),
    categories: maybe<readonly string[]>('困难情形。The categories of files that it reaches; all by default.', [
      CategoryEnum,
    ]),
    withoutFile: needed<boolean>('未建档职工。Whether it reaches members without a file.', Boolean, false),
    aidTypes: maybe<readonly string[]>('帮扶项目。The kinds of aid that it is for; all by default.', [
      findEnum(AID_TYPES),
    ]),
    documentNumber: needed('文号。The number of the document.'),
    documentDay: needed('文件日期。The day of the document, not after today.', DayScalar),
    documentTitle: needed('文件标题。The title of the document.'),
    idempotencyKey: REQUEST_KEY,
  },
);

export type ConditionInput = InstanceType<typeof ConditionInput>;
