import { Directive, ID, ObjectType } from 'type-graphql';
import { argumentsType, AS_KNOWN_ON, AT_REVISION, HasFields, inputType, maybe, needed } from '../../graph/values.ts';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { addFields } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar, MomentScalar } from '../../graph/scalars.ts';
import { Node } from '../../graph/views/node.ts';
import { addViewFields } from '../../graph/views/view-fields.ts';
import {
  CategoryEnum,
  FileStateEnum,
  LevelEnum,
  OutcomeEnum,
  WithheldFieldEnum,
} from '../../registry/graph/codes.type.ts';
import type { HardshipMark } from '../marks/hardship-mark.codes.ts';
import { HardshipMarkEnum } from '../marks/hardship-mark.type.ts';
import type { NationalMatter } from '../national/national-entry.codes.ts';
import { NationalMatterEnum } from '../national/national-matter.type.ts';
import type { Body } from '../procedure/course/course.codes.ts';
import { BodyEnum } from '../procedure/graph/procedure-codes.type.ts';
import { archiveFileFields } from '../../registry/file/archive-file.fields.ts';

@ObjectType({
  description: '困难职工档案（第八、九、十五条）。A file as it is on a day.',
  simpleResolvers: true,
  implements: Node,
})
@Directive('@key(fields: "number")')
@Needs('READ_HOUSEHOLD')
@HasFields({
  number: needed('档案编号。The code of the division, the year and six digits.'),
  withheld: needed(
    '未予显示的敏感字段（须说明用途）。The names of the sensitive fields that have a value which you may see, but only for a purpose.',
    [WithheldFieldEnum],
  ),
})
export class ArchiveFile {}

addViewFields(ArchiveFile, '档案', { isEntity: true });
addFields(ArchiveFile, archiveFileFields, { articles: '第二、三、十五条' });

@ObjectType('EligibilityReceipt', {
  description: '认定记录（第十五条）。A decision that was recorded.',
  simpleResolvers: true,
  implements: Node,
})
@Needs('READ_ASSESSMENT')
@HasFields({
  id: needed('记录标识。The id of the receipt.', ID),
  asOf: needed('认定日期。The day as of which it was decided.', DayScalar),
  level: needed('建档标准。The level whose rules were applied.', LevelEnum),
  outcome: needed('认定结果。The outcome of the decision.', OutcomeEnum),
  primaryCategory: maybe('主要困难情形。The first category that held.', CategoryEnum),
  rulebookVersion: needed('规则版本。The version of the rulebook that decided.'),
  recordedAt: needed('记录时间。The time at which it was recorded, in China.', MomentScalar),
})
export class AssessmentReceipt {}

export const ArchiveFileConnection = makeConnectionType('ArchiveFile', '困难职工档案', () => ArchiveFile);

export const ArchiveFileFilterInput = inputType(
  'ArchiveFileFilterInput',
  '档案筛选条件，全部须满足。The conditions that files must all meet.',
  {
    union: maybe('工会（含下级）：标识或代码。The steward of the household on the day is this union or one under it.'),
    level: maybe('建档标准。The level of the file.', LevelEnum),
    category: maybe('困难情形。The category of the file.', CategoryEnum),
    state: maybe('档案状态。The state of the file.', FileStateEnum),
    numberFrom: maybe('档案编号开头。The beginning of the file number.'),
    body: maybe<Body>('经办方（第十五条）。The body in whose hands the file is.', BodyEnum),
    inStateBefore: maybe(
      '早于该日起处于此状态。The file is in its state since before this day: what stands still.',
      DayScalar,
    ),
    notEntered: maybe<NationalMatter>(
      '全国系统未录入事项（第九条）。What of the file is not entered in the national system.',
      NationalMatterEnum,
    ),
    mark: maybe<HardshipMark>('解困、返困标识（第十六条）。The file has this mark.', HardshipMarkEnum),
  },
);

export type ArchiveFileFilterInput = InstanceType<typeof ArchiveFileFilterInput>;

export const ArchiveFilesArgs = argumentsType(PageArgs, {
  filter: maybe('筛选条件。The conditions that they must meet.', ArchiveFileFilterInput),
  asOf: maybe('截至日期。The day as of which they are shown; today by default.', DayScalar),
  asKnownOn: AS_KNOWN_ON,
  revision: AT_REVISION,
});

export type ArchiveFilesArgs = InstanceType<typeof ArchiveFilesArgs>;
