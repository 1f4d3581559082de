import { ID, Int } from 'type-graphql';
import { findEnum, registerCodes } from '../../../graph/dictionary.ts';
import { DayScalar } from '../../../graph/scalars.ts';
import { REVISION, inputType, maybe, needed, REQUEST_KEY } from '../../../graph/values.ts';
import type { Level } from '../../../policy/facts/facts.ts';
import { CategoryEnum, LevelEnum } from '../../../registry/graph/codes.type.ts';
import { EMPLOYMENT_STATES, HARDSHIP_CLASSES } from '../../../registry/household/household.codes.ts';
import { FILE_STATES } from '../../../registry/file/archive-file.codes.ts';
import type { ArchiveFileState } from '../../../registry/file/archive-file.ts';
import type { StatedWork } from '../../jurisdiction/derive-filing.ts';
import type { StatedPlace } from '../../jurisdiction/filing.codes.ts';
import { StatedPlaceEnum } from './procedure-codes.type.ts';

const { SURVEYED, APPLIED } = FILE_STATES;
export const FirstStateEnum = registerCodes('ArchiveFirstFileState', { SURVEYED, APPLIED }, '起始状态');

const FilingPlaceInput = inputType(
  'ArchiveFilingPlaceInput',
  '可能建档的工会（第十一、十二条）。Which union is what to the worker, as who opens the file states it.',
  {
    place: needed<StatedPlace>('与职工的关系。What the union is to the worker.', StatedPlaceEnum),
    union: needed('工会代码。The code of the union.'),
  },
);

export const FilingWorkInput = inputType(
  'ArchiveFilingWorkInput',
  '就业情况说明（第十一、十二条）。What is stated of the worker’s work, by which the filing union is derived where the register does not say it.',
  {
    status: maybe<StatedWork['status']>(
      '就业状态。The state of work; refused if another one is on record.',
      findEnum(EMPLOYMENT_STATES),
    ),
    isDispatched: maybe<boolean>('是否劳务派遣。Whether the worker is dispatched.', Boolean),
    isOnBenefit: maybe<boolean>('是否领取失业金。Whether the worker draws unemployment benefit.', Boolean),
    unions: maybe<readonly InstanceType<typeof FilingPlaceInput>[]>(
      '有关的工会。Which union is there, each at most once.',
      [FilingPlaceInput],
    ),
    without: maybe<readonly StatedPlace[]>('没有的工会。Of which there is none, as of an employer without a union.', [
      StatedPlaceEnum,
    ]),
  },
);

export type FilingWorkInput = InstanceType<typeof FilingWorkInput>;

const FormerFileInput = inputType(
  'ArchiveFormerFileInput',
  '原档案（第十二条）。The live file of the former union, which is withdrawn on the day of the new one because the worker is employed again.',
  {
    fileId: needed('档案标识。The file.', ID),
    union: needed('原建档单位的代码。The code of the union that keeps it, for which you act too.'),
    afterStep: needed<number>('已见步骤数。How many of its steps you have seen: 0 if none.', Int),
    document: needed('文号。The number of the document of the decision.'),
    note: maybe('说明。A note.'),
    notice: needed('通知文号。The number of the notice to the household.'),
    proof: needed('证明材料。The proof of the new employment.'),
  },
);

export type FormerFileInput = InstanceType<typeof FormerFileInput>;

export const OpenFileInput = inputType('ArchiveOpenFileInput', '建立档案（第十、十五条）。A file to be opened.', {
  householdId: needed('家庭标识。The household.', ID),
  union: needed('建档单位的代码（第十一、十二条）。The code of the steward.'),
  on: needed('日期。The day of the survey or application.', DayScalar),
  state: needed<'SURVEYED' | 'APPLIED'>(
    '起始状态（第十五条）。Whether the union surveyed or the worker applied.',
    FirstStateEnum,
  ),
  level: needed<Level>('建档标准（第二条）。The level.', LevelEnum),
  former: maybe<FormerFileInput>(
    '原档案（第十二条）。The file to be withdrawn in the same step, of a worker who is employed again.',
    FormerFileInput,
  ),
  work: maybe<FilingWorkInput>('就业情况说明。Stated where the register does not say who files.', FilingWorkInput),
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
