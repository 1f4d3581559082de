import { Float, ID, Int, ObjectType } from 'type-graphql';
import { RevisionScalar } from '../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../graph/values.ts';
import { registerCodes, registerSentences } from '../../graph/dictionary.ts';
import { NOTICES } from '../../usecase/notice.ts';
import { PROBLEMS } from '../../usecase/problem.ts';
import { FAULTS } from '../workbook/fault.ts';
import { Needs } from '../../graph/policy/policy.ts';

const JobStateEnum = registerCodes(
  'ArchiveImportJobState',
  { WAITING: '等待', RUNNING: '进行中', DONE: '完成', CANCELLED: '已取消', DEAD: '失败' },
  '任务状态',
);

const FaultCodeEnum = registerSentences(
  'ArchiveImportFaultCode',
  { ...PROBLEMS, ...NOTICES, ...FAULTS },
  '导入错误代码',
);

@ObjectType('ArchiveImportFault', {
  description: '导入错误或提示。A fault of a workbook or a notice about what it says, and where it is.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  sheet: maybe('工作表。The sheet; `null` if the fault concerns the whole workbook.'),
  row: maybe('行。The number of the row, as the workbook shows it.', Int),
  column: maybe('列。The heading of the column.'),
  code: needed('代码。A stable code.', FaultCodeEnum),
  zh: needed('中文说明。The reason in Chinese.'),
  en: needed('英文说明。The reason in English.'),
})
class ImportFault {}

@ObjectType('ArchiveImportReport', {
  description: '导入结果。The result of an import, or of a comparison.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  rows: needed('行数。The number of rows that are not blank; each counts with its household.', Int),
  rowsRecorded: maybe('已登记行数。The rows of the households that were recorded or changed.', Int),
  rowsUnchanged: maybe('未变行数。The rows of the households that are unchanged.', Int),
  rowsDifferent: maybe(
    '不同行数。Of a comparison, the rows of the households that differ from what is on record.',
    Int,
  ),
  rowsRefused: maybe('被拒行数。The rows of the households that were refused, and those of no household.', Int),
  revision: maybe('登记版本。The revision at which all that was recorded can be read.', RevisionScalar),
  recorded: needed('已登记户数。The number of households that were recorded or changed.', Int),
  unchanged: needed('未变户数。The number of households that are unchanged.', Int),
  different: maybe(
    '不同户数。Of a comparison, the number of households that differ from what is on record or are not on record.',
    Int,
  ),
  refused: needed('被拒户数。The number of households that were refused.', Int),
  faultCount: needed('错误总数。The number of all faults.', Int),
  faults: needed('错误，至多 200 处。The first 200 faults at most.', [ImportFault]),
  noticeCount: needed('提示总数。The number of all notices.', Int),
  notices: needed('提示，至多 200 处；不影响登记。The first 200 notices at most; they refuse nothing.', [ImportFault]),
  missing: needed(
    '不再出现而保留的，至多 200 项。At most 200 entries that are no longer in the workbook; they are kept in the register.',
    [String],
  ),
})
class ImportReport {}

@ObjectType('ArchiveImportJob', {
  description: '任务。A job that takes long; only the person who started it sees it.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  id: needed('任务标识。The id of the job.', ID),
  state: needed('状态。The state of the job.', JobStateEnum),
  done: needed('已完成。How much is done: rows at first, then households.', Float),
  total: maybe('总数。The total of what there is to do; `null` while it is unknown.', Float),
  failure: maybe(
    '失败原因。The reason of the failure: `PROCESS_DIED` if the process died twice during the job, or else an error id.',
  ),
  import: maybe('导入结果。The result, once the job is done.', ImportReport),
})
export class Job {}
