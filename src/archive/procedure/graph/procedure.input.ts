import { ID } from 'type-graphql';
import { findEnum, registerCodes } from '../../../graph/dictionary.ts';
import { DayScalar } from '../../../graph/scalars.ts';
import { REVISION, inputType, maybe, needed, REQUEST_KEY } from '../../../graph/values.ts';
import type { Level } from '../../../policy/facts/facts.ts';
import { CategoryEnum, LevelEnum } from '../../../registry/graph/codes.type.ts';
import { HARDSHIP_CLASSES } from '../../../registry/household/household.codes.ts';
import { FILE_STATES } from '../../../registry/file/archive-file.codes.ts';
import type { ArchiveFileState } from '../../../registry/file/archive-file.ts';

const { SURVEYED, APPLIED } = FILE_STATES;
const FirstStateEnum = registerCodes('ArchiveFirstFileState', { SURVEYED, APPLIED }, '起始状态');

export const OpenFileInput = inputType('ArchiveOpenFileInput', '建立档案（第十、十五条）。A file to be opened.', {
  householdId: needed('家庭标识。The household.', ID),
  union: needed('建档单位的代码（第十一、十二条）。The code of the steward.'),
  on: needed('日期。The day of the survey or application.', DayScalar),
  state: needed<'SURVEYED' | 'APPLIED'>(
    '起始状态（第十五条）。Whether the union surveyed or the worker applied.',
    FirstStateEnum,
  ),
  level: needed<Level>('建档标准（第二条）。The level.', LevelEnum),
  category: maybe<ArchiveFileState['category']>('困难情形（第三条）。The category.', CategoryEnum),
  hardshipClass: maybe<ArchiveFileState['hardshipClass']>(
    '困难类别。The class on the form.',
    findEnum(HARDSHIP_CLASSES),
  ),
  reason: maybe('理由。The reason.'),
  expectedRevision: REVISION,
  idempotencyKey: REQUEST_KEY,
});

export type OpenFileInput = InstanceType<typeof OpenFileInput>;

export const ConfirmationInput = inputType(
  'ArchiveConfirmationInput',
  '县级帮扶中心的确认。The confirmation of an assistance centre, which a provisional standard requires.',
  {
    union: needed('帮扶中心所在工会的代码。The code of the union that runs the centre.'),
    document: needed('文号。The number of the document that confirms it.'),
  },
);

export type ConfirmationInput = InstanceType<typeof ConfirmationInput>;

export const RecordAssessmentInput = inputType(
  'ArchiveRecordAssessmentInput',
  '记录认定（第十五条）。A decision to be recorded as it comes out on what is on record.',
  {
    householdId: needed('家庭标识。The household.', ID),
    asOf: needed('认定日期。The day as of which it is decided.', DayScalar),
    level: needed<Level>('建档标准（第二条）。The level whose rules are applied.', LevelEnum),
    confirmation: maybe('确认。Required if a provisional standard is used.', ConfirmationInput),
    expectedRevision: REVISION,
    idempotencyKey: REQUEST_KEY,
  },
);

export type RecordAssessmentInput = InstanceType<typeof RecordAssessmentInput>;
