import { Float, ID, Int, ObjectType } from 'type-graphql';
import { registerCodes } from '../../../graph/dictionary.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { Problem } from '../../../graph/problem.type.ts';
import { DayScalar } from '../../../graph/scalars.ts';
import { HasFields, inputType, maybe, needed } from '../../../graph/values.ts';
import { ConfirmationInput } from '../../procedure/graph/procedure.input.ts';
import { ArchiveFileFilterInput } from '../../reading/archive-file.type.ts';
import { BATCH_ACTS, type BatchAct } from '../file-batch.ts';

const BatchActEnum = registerCodes('ArchiveBatchAct', BATCH_ACTS, '成批办理的步骤');
const BatchStateEnum = registerCodes(
  'ArchiveBatchState',
  { WAITING: '等待', RUNNING: '进行中', DONE: '完成', CANCELLED: '已取消', DEAD: '失败' },
  '成批办理的状态',
);

export const StepFilesInput = inputType(
  'ArchiveStepFilesInput',
  '成批办理档案步骤（第十五条）。One step of each of many files, by one document.',
  {
    files: needed<ArchiveFileFilterInput>(
      '档案。The files, as `archiveFiles` lists them today under this filter, at most 10,000; of `ACCEPT_TRANSFER`, those of them that are offered to `union`.',
      ArchiveFileFilterInput,
    ),
    act: needed<BatchAct>('步骤。The act.', BatchActEnum),
    union: needed('工会代码。The code of the union for which you act, which is this body of the files.'),
    on: needed('办理日期。The day: not after today, and not before that of the last step of a file.', DayScalar),
    document: maybe('文号。The number of the document: of minutes or a result sheet.'),
    until: maybe('公示截止日期。The last day of the publicity; the earliest that is allowed by default.', DayScalar),
    confirmation: maybe('确认。Required if a provisional standard is used.', ConfirmationInput),
    to: maybe('接收工会的代码（第十七条）。Of `TRANSFER`: the code of the union to which the files are offered.'),
  },
);

export type StepFilesInput = InstanceType<typeof StepFilesInput>;

@ObjectType('ArchiveFileBatchFault', {
  description: '未办理的档案。A file of a batch that was not stepped, and why.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  number: needed('档案编号。The number of the file.'),
  code: needed('代码。A stable code.'),
  path: needed('路径。What of the step is wrong.'),
  zh: needed('中文说明。The reason in Chinese.'),
  en: needed('英文说明。The reason in English.'),
})
class FileBatchFault {}

@ObjectType('ArchiveFileBatch', {
  description: '成批办理（第十五条）。A job that steps many files; only the person who started it sees it.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  id: needed('任务标识。The id of the job.', ID),
  state: needed('状态。Its state.', BatchStateEnum),
  done: needed('已处理。How many files were gone through.', Float),
  total: maybe('总数。How many there are; `null` before it has begun.', Float),
  failure: maybe('失败原因。The reason of the failure of the whole job.'),
  stepped: maybe('已办理份数。How many files were stepped, once it is done.', Int),
  faultCount: maybe('未办理份数。How many were not, once it is done.', Int),
  faults: needed('未办理的档案，至多 200 份。At most 200 of those that were not stepped.', [FileBatchFault]),
})
export class ArchiveFileBatch {}

@ObjectType('ArchiveStepFilesAnswer', {
  description: '成批办理的提交结果。The result of submitting steps of many files.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed('错误；有错误则未提交。The reasons for a refusal; if there is any, nothing was submitted.', [
    Problem,
  ]),
  batchId: maybe('任务标识。The id of the job, for `fileBatch`.', ID),
  files: maybe('份数。How many files were chosen.', Int),
})
export class StepFilesAnswer {}
