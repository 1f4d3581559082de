import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { registerCodes, registerSentences } from '../../graph/dictionary.ts';
import { PROBLEMS } from '../../usecase/problem.ts';
import { FAULTS } from '../workbook/fault.ts';
import { Needs } from '../../graph/policy/policy.ts';

const JobStateEnum = registerCodes(
  'ArchiveImportJobState',
  { WAITING: '等待', RUNNING: '进行中', DONE: '完成', CANCELLED: '已取消', DEAD: '失败' },
  '任务状态',
);

const FaultCodeEnum = registerSentences('ArchiveImportFaultCode', { ...PROBLEMS, ...FAULTS }, '导入错误代码');

@ObjectType('ArchiveImportFault', {
  description: '导入错误。A fault of a workbook, and where it is.',
  simpleResolvers: true,
})
@Needs('INHERIT')
class ImportFault {
  @Field(() => String, {
    nullable: true,
    description: '工作表。The sheet; `null` if the fault concerns the whole workbook.',
  })
  readonly sheet!: string | null;

  @Field(() => Int, { nullable: true, description: '行。The number of the row, as the workbook shows it.' })
  readonly row!: number | null;

  @Field(() => String, { nullable: true, description: '列。The heading of the column.' })
  readonly column!: string | null;

  @Field(() => FaultCodeEnum, { description: '代码。A stable code.' })
  readonly code!: string;

  @Field(() => String, { description: '中文说明。The reason in Chinese.' })
  readonly zh!: string;

  @Field(() => String, { description: '英文说明。The reason in English.' })
  readonly en!: string;
}

@ObjectType('ArchiveImportReport', { description: '导入结果。The result of an import.', simpleResolvers: true })
@Needs('INHERIT')
class ImportReport {
  @Field(() => Int, { description: '行数。The number of rows.' })
  readonly rows!: number;

  @Field(() => Int, { description: '已登记户数。The number of households that were recorded or changed.' })
  readonly recorded!: number;

  @Field(() => Int, { description: '未变户数。The number of households that are unchanged.' })
  readonly unchanged!: number;

  @Field(() => Int, { description: '被拒户数。The number of households that were refused.' })
  readonly refused!: number;

  @Field(() => Int, { description: '错误总数。The number of all faults.' })
  readonly faultCount!: number;

  @Field(() => [ImportFault], { description: '错误，至多 200 处。The first 200 faults at most.' })
  readonly faults!: readonly ImportFault[];

  @Field(() => [String], {
    description:
      '不再出现而保留的，至多 200 项。At most 200 entries that are no longer in the workbook; they are kept in the register.',
  })
  readonly missing!: readonly string[];
}

@ObjectType('ArchiveImportJob', {
  description: '任务。A job that takes long; only the person who started it sees it.',
  simpleResolvers: true,
})
@Needs('INHERIT')
export class Job {
  @Field(() => ID, { description: '任务标识。The id of the job.' })
  readonly id!: string;

  @Field(() => JobStateEnum, { description: '状态。The state of the job.' })
  readonly state!: string;

  @Field(() => Float, { description: '已完成。How much is done: rows at first, then households.' })
  readonly done!: number;

  @Field(() => Float, {
    nullable: true,
    description: '总数。The total of what there is to do; `null` while it is unknown.',
  })
  readonly total!: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      '失败原因。The reason of the failure: `PROCESS_DIED` if the process died twice during the job, or else an error id.',
  })
  readonly failure!: string | null;

  @Field(() => ImportReport, { nullable: true, description: '导入结果。The result, once the job is done.' })
  readonly import!: object | null;
}
