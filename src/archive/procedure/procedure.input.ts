import { Field, ID, InputType } from 'type-graphql';
import { findEnum, registerCodes } from '../../graph/dictionary.ts';
import { DayScalar, RevisionScalar } from '../../graph/scalars.ts';
import type { Day } from '../../kernel/calendar.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { CategoryEnum, LevelEnum } from '../../registry/graph/codes.type.ts';
import { HARDSHIP_CLASSES } from '../../registry/household/household.codes.ts';
import { FILE_STATES } from '../../registry/file/archive-file.codes.ts';
import type { ArchiveFileState } from '../../registry/file/archive-file.ts';

const OPEN = { nullable: true } as const;
const { SURVEYED, APPLIED } = FILE_STATES;
const FirstStateEnum = registerCodes('ArchiveFirstFileState', { SURVEYED, APPLIED }, '起始状态');

@InputType('ArchiveOpenFileInput', { description: '建立档案（第十、十五条）。A file to be opened.' })
export class OpenFileInput {
  @Field(() => ID, { description: '家庭标识。The household.' })
  readonly householdId!: string;

  @Field(() => String, { description: '建档单位的代码（第十一、十二条）。The code of the steward.' })
  readonly union!: string;

  @Field(() => DayScalar, { description: '日期。The day of the survey or application.' })
  readonly on!: Day;

  @Field(() => FirstStateEnum, {
    description: '起始状态（第十五条）。Whether the union surveyed or the worker applied.',
  })
  readonly state!: 'SURVEYED' | 'APPLIED';

  @Field(() => LevelEnum, { description: '建档标准（第二条）。The level.' })
  readonly level!: Level;

  @Field(() => CategoryEnum, { ...OPEN, description: '困难情形（第三条）。The category.' })
  readonly category?: ArchiveFileState['category'];

  @Field(() => findEnum(HARDSHIP_CLASSES), { ...OPEN, description: '困难类别。The class on the form.' })
  readonly hardshipClass?: ArchiveFileState['hardshipClass'];

  @Field(() => String, { ...OPEN, description: '理由。The reason.' })
  readonly reason?: string | null;

  @Field(() => RevisionScalar, { ...OPEN, description: '预期版本。The revision of the household that you have seen.' })
  readonly expectedRevision?: number | null;

  @Field(() => String, {
    ...OPEN,
    description: '请求编号。The idempotency key: a request with the same key and content is carried out once.',
  })
  readonly idempotencyKey?: string | null;
}

@InputType('ArchiveConfirmationInput', {
  description: '县级帮扶中心的确认。The confirmation of an assistance centre, which a provisional standard requires.',
})
export class ConfirmationInput {
  @Field(() => String, { description: '帮扶中心所在工会的代码。The code of the union that runs the centre.' })
  readonly union!: string;

  @Field(() => String, { description: '文号。The number of the document that confirms it.' })
  readonly document!: string;
}

@InputType('ArchiveRecordAssessmentInput', {
  description: '记录认定（第十五条）。A decision to be recorded as it comes out on what is on record.',
})
export class RecordAssessmentInput {
  @Field(() => ID, { description: '家庭标识。The household.' })
  readonly householdId!: string;

  @Field(() => DayScalar, { description: '认定日期。The day as of which it is decided.' })
  readonly asOf!: Day;

  @Field(() => LevelEnum, { description: '建档标准（第二条）。The level whose rules are applied.' })
  readonly level!: Level;

  @Field(() => ConfirmationInput, { ...OPEN, description: '确认。Required if a provisional standard is used.' })
  readonly confirmation?: ConfirmationInput | null;

  @Field(() => RevisionScalar, { ...OPEN, description: '预期版本。The revision of the household that you have seen.' })
  readonly expectedRevision?: number | null;

  @Field(() => String, {
    ...OPEN,
    description: '请求编号。The idempotency key: a request with the same key and content is carried out once.',
  })
  readonly idempotencyKey?: string | null;
}
