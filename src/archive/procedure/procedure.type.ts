import { Field, ID, ObjectType } from 'type-graphql';
import { RevisionScalar } from '../../graph/scalars.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { Problem } from '../../graph/problem.type.ts';
import { OutcomeEnum } from '../../registry/graph/codes.type.ts';
import { Household } from '../../registry/graph/household.type.ts';
import { ArchiveFile } from '../reading/archive-file.type.ts';

const PROBLEMS = '错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written.';

@ObjectType('ArchiveOpenFileAnswer', { description: '建档结果。The result of opening a file.', simpleResolvers: true })
@Needs('INHERIT')
export class OpenFileAnswer {
  @Field(() => [Problem], { description: PROBLEMS })
  readonly problems!: readonly Problem[];

  @Field(() => ArchiveFile, { nullable: true, description: '档案。The file.' })
  readonly file!: object | null;

  @Field(() => RevisionScalar, {
    nullable: true,
    description: '变更序号。The number of the change; `null` if nothing was written, or for a moment after the change.',
  })
  readonly revision!: number | null;
}

@ObjectType('ArchiveRecordAssessmentAnswer', {
  description: '记录认定的结果。The result of recording a decision.',
  simpleResolvers: true,
})
@Needs('INHERIT')
export class RecordAssessmentAnswer {
  @Field(() => [Problem], { description: PROBLEMS })
  readonly problems!: readonly Problem[];

  @Field(() => ID, { nullable: true, description: '记录标识。The id of the receipt.' })
  readonly receiptId!: string | null;

  @Field(() => OutcomeEnum, { nullable: true, description: '认定结果。The outcome of the decision.' })
  readonly outcome!: string | null;

  @Field(() => Household, { nullable: true, description: '家庭。The household.' })
  readonly household!: object | null;

  @Field(() => RevisionScalar, {
    nullable: true,
    description: '变更序号。The number of the change; `null` if nothing was written, or for a moment after the change.',
  })
  readonly revision!: number | null;
}
