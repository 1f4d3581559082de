import { Field, ObjectType } from 'type-graphql';
import { RevisionScalar } from '../../../graph/scalars.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { Problem } from '../../../graph/problem.type.ts';
import { Household } from '../../graph/household.type.ts';

const PROBLEMS = '错误；有错误则什么也没有写入。The problems; if there are any, nothing was written.';

@ObjectType('ArchiveRecordHouseholdAnswer', {
  description: '登记结果。The result of recording a household.',
  simpleResolvers: true,
})
@Needs('INHERIT')
export class RecordHouseholdAnswer {
  @Field(() => [Problem], { description: PROBLEMS })
  readonly problems!: readonly Problem[];

  @Field(() => Household, { nullable: true, description: '家庭。The household after the change, as of the given day.' })
  readonly household!: object | null;

  @Field(() => RevisionScalar, {
    nullable: true,
    description: '变更序号。The number of the change; `null` if nothing changed.',
  })
  readonly revision!: number | null;

  @Field(() => [String], {
    description: '未列出而保留的。The members and records that were not given and stay on record.',
  })
  readonly kept!: readonly string[];
}
