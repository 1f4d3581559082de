import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { registerCodes } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';

const JobStateEnum = registerCodes(
  'JobState',
  { WAITING: '等待', RUNNING: '进行中', DONE: '完成', CANCELLED: '已取消', DEAD: '失败' },
  '任务状态',
);

@ObjectType({ description: '导入错误。What is wrong with a workbook, and where.', simpleResolvers: true })
@Needs('INHERIT')
class ImportFault {
  @Field(() => String, { nullable: true, description: '工作表。The sheet; `null` where it is the whole workbook.' })
  readonly sheet!: string | null;

  @Field(() => Int, { nullable: true, description: '行。The row, as the workbook shows it.' })
  readonly row!: number | null;

  @Field(() => String, { nullable: true, description: '列。The heading.' })
  readonly column!: string | null;

  @Field(() => String, { description: '代码。A stable code.' })
  readonly code!: string;

  @Field(() => String, { description: '中文说明。The reason in Chinese.' })
  readonly zh!: string;

  @Field(() => String, { description: '英文说明。The reason in English.' })
  readonly en!: string;
}

@ObjectType({ description: '导入结果。What came of an import.', simpleResolvers: true })
@Needs('INHERIT')
class ImportReport {
  @Field(() => Int, { description: '行数。Rows in all.' })
  readonly rows!: number;

  @Field(() => Int, { description: '已登记户数。Households that were recorded or changed.' })
  readonly recorded!: number;

  @Field(() => Int, { description: '未变户数。Households that are the same as on record.' })
  readonly unchanged!: number;

  @Field(() => Int, { description: '被拒户数。Households that were refused.' })
  readonly refused!: number;

  @Field(() => Int, { description: '错误总数。How many faults there are.' })
  readonly faultCount!: number;

  @Field(() => [ImportFault], { description: '错误，至多 200 处。The first faults.' })
  readonly faults!: readonly ImportFault[];

  @Field(() => [String], { description: '不再出现而保留的，至多 200 项。What is gone from the workbook, and stays.' })
  readonly missing!: readonly string[];
}

@ObjectType({ description: '任务。Long work, seen by whoever started it.', simpleResolvers: true })
@Needs('INHERIT')
export class Job {
  @Field(() => ID, { description: '任务标识。The id of the job.' })
  readonly id!: string;

  @Field(() => JobStateEnum, { description: '状态。How it stands.' })
  readonly state!: string;

  @Field(() => Float, { description: '已完成。How far it has come: rows first, then households.' })
  readonly done!: number;

  @Field(() => Float, { nullable: true, description: '总数。Of how many; `null` while that is unknown.' })
  readonly total!: number | null;

  @Field(() => String, {
    nullable: true,
    description: '失败原因。Why it failed: `PROCESS_DIED` (twice, while it was worked on), or an error id.',
  })
  readonly failure!: string | null;

  @Field(() => ImportReport, { nullable: true, description: '导入结果。What came of it, when it is done.' })
  readonly import!: object | null;
}
