import { Field, ObjectType } from 'type-graphql';
import { PROBLEMS } from '../usecase/problem.ts';
import { registerSentences } from './dictionary.ts';
import { Needs } from './policy/policy.ts';

const ProblemCodeEnum = registerSentences('InputProblemCode', PROBLEMS, '错误代码');

@ObjectType('InputProblem', {
  description: '错误。A problem of an input: where it is, and why the input is refused.',
  simpleResolvers: true,
})
@Needs('INHERIT')
export class Problem {
  @Field(() => ProblemCodeEnum, { description: '代码。A stable code.' })
  readonly code!: string;

  @Field(() => String, { description: '位置。The path from the root of the input, with indexes for lists.' })
  readonly path!: string;

  @Field(() => String, { description: '中文说明。The reason in Chinese.' })
  readonly zh!: string;

  @Field(() => String, { description: '英文说明。The reason in English.' })
  readonly en!: string;

  @Field(() => String, {
    nullable: true,
    description: '协查编号（第十四条）。The case under which the common superior settles who is on file elsewhere.',
  })
  readonly caseNumber!: string | null;
}
