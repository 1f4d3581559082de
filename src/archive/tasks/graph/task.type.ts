import { Int, ObjectType } from 'type-graphql';
import { PageArgs } from '../../../graph/arguments/args.input.ts';
import { findEnum, registerCodes, registerSentences } from '../../../graph/dictionary.ts';
import { makeConnectionType } from '../../../graph/page/connection.type.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { DayScalar } from '../../../graph/scalars.ts';
import { argumentsType, HasFields, maybe, needed } from '../../../graph/values.ts';
import { CATEGORY_NAMES } from '../../../policy/names.ts';
import { OutcomeEnum } from '../../../registry/graph/codes.type.ts';
import { Household } from '../../../registry/graph/household.type.ts';
import { BodyEnum } from '../../procedure/graph/procedure-codes.type.ts';
import { ArchiveFile } from '../../reading/archive-file.type.ts';
import { TASK_KINDS, TASK_REASONS, type TaskKind } from '../task.codes.ts';

const KindEnum = registerCodes('ArchiveTaskKind', TASK_KINDS, '待办类别');
const ReasonEnum = registerSentences('ArchiveTaskReason', TASK_REASONS, '待办事由');
const CategoryEnum = findEnum(CATEGORY_NAMES);

export const TasksArgs = argumentsType(PageArgs, {
  union: maybe('工会（含下级）：标识或代码。The id or code of the union whose task it is, or of a union above it.'),
  person: maybe(
    '工作人员：标识或代码。The id or code of a member of staff: what they may do today. Of others than yourself, by the grants that you administer.',
  ),
  due: maybe('期限不晚于。Only what is due on or before this day.', DayScalar),
  kind: maybe<TaskKind>('类别。Only tasks of this kind.', KindEnum),
});

export type TasksArgs = InstanceType<typeof TasksArgs>;

@ObjectType('ArchiveTask', {
  description: '待办事项（第七、十至十七条）。Something that is to be done with a file, and by when, as of today.',
  simpleResolvers: true,
})
@Needs('READ_HISTORY')
@HasFields({
  kind: needed<TaskKind>('类别。Its kind.', KindEnum),
  taskReason: needed('事由。Why it is to be done.', ReasonEnum),
  zh: needed('中文说明。The reason in Chinese.'),
  en: needed('英文说明。The reason in English.'),
  file: needed('档案。The file.', ArchiveFile),
  household: needed('家庭。Its household.', Household),
  body: needed('经办方（第十五条）。The body whose task it is.', BodyEnum),
  since: maybe('起始日期。The day since which; `null` where it is not known.', DayScalar),
  dueOn: needed('期限。The last day, by the working calendar of China.', DayScalar),
  isProvisional: needed(
    '暂定。Whether a notice to come may move that day, because the calendar of its year is not published.',
    Boolean,
  ),
  workingDaysLeft: needed('剩余工作日。The working days that are left after today; 0 if it is over.', Int),
  workingDaysOver: needed('逾期工作日。The working days by which it is over; 0 if it is not.', Int),
  outcome: maybe(
    '现认定结果。Of a recorded file that is to be decided again: the outcome of today; `null` if nothing can be decided.',
    OutcomeEnum,
  ),
  category: maybe('现困难情形。Of a recorded file that is to be decided again: the category of today.', CategoryEnum),
  isByStandard: needed(
    '因标准调整。Whether the decision changed because another standard (低保标准) is in force, on the same facts.',
    Boolean,
  ),
})
export class ArchiveTask {}

export const ArchiveTaskConnection = makeConnectionType('ArchiveTask', '待办事项', () => ArchiveTask);
