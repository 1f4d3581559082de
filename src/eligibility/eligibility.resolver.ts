import { Args, Ctx, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { argumentsType, HasFields, maybe, needed } from '../graph/values.ts';
import { Times } from '../graph/arguments/args.input.ts';
import type { GraphContext } from '../graph/context.ts';
import { Needs, Requires } from '../graph/policy/policy.ts';
import { Problem } from '../graph/problem.type.ts';
import { JsonScalar } from '../graph/scalars.ts';
import type { Level } from '../policy/facts/facts.ts';
import { LevelEnum } from '../registry/graph/codes.type.ts';
import type { HouseholdNode } from '../registry/graph/household.loader.ts';
import { Household } from '../registry/graph/household.type.ts';
import { readAt } from '../graph/arguments/read-at.ts';
import { type AssessmentNode, loadEligibility, figuresNode, findingNode, whatIf } from './eligibility.loader.ts';
import { Assessment, AssessmentFigures, Finding } from './eligibility.type.ts';

const EligibilityArgs = argumentsType(Times, {
  level: maybe<Level>(
    '建档标准（第二条）。The level whose rules are applied; the national level when left out.',
    LevelEnum,
  ),
});

type EligibilityArgs = InstanceType<typeof EligibilityArgs>;

const AssessHouseholdArgs = argumentsType(Object, {
  facts: needed('家庭情况。The facts, in the form of the worked cases.', JsonScalar),
  standards: maybe('标准。Standards to use instead of those on record.', JsonScalar),
});

type AssessHouseholdArgs = InstanceType<typeof AssessHouseholdArgs>;

@ObjectType('EligibilityTrialAnswer', {
  description: '试算结果。The result of a what-if assessment, or the problems with its facts.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  assessment: maybe('认定。The assessment; `null` if the facts are refused.', Assessment),
  problems: needed('错误。The problems with the facts or standards, and where they are.', [Problem]),
})
class AssessHouseholdAnswer {}

@Resolver(() => Household)
export class EligibilityResolver {
  @FieldResolver(() => Assessment, {
    nullable: true,
    description: '认定（第三至七、十三条）。Whether it is eligible and why, as of a day and as known on a day.',
  })
  @Needs('READ_ASSESSMENT')
  async eligibility(
    @Root() household: HouseholdNode,
    @Args(() => EligibilityArgs) given: EligibilityArgs,
    @Ctx() context: GraphContext,
  ) {
    return loadEligibility(context, household, await readAt(context.deps, given, household.at), given.level);
  }

  @FieldResolver(() => Assessment, {
    nullable: true,
    description:
      '认定（第三至七、十三条）。Its eligibility by the national rules, without arguments: for `@requires` of partners.',
  })
  @Needs('READ_ASSESSMENT')
  currentEligibility(@Root() household: HouseholdNode, @Ctx() context: GraphContext) {
    return loadEligibility(context, household, household.at, null);
  }

  @FieldResolver(() => AssessmentFigures, {
    nullable: true,
    description:
      '收支汇总（第四、五条）。Its totals over the twelve months before the month of the survey in force (R16); without one, of the day.',
  })
  @Needs('READ_FACTS')
  async totals(@Root() household: HouseholdNode, @Ctx() context: GraphContext) {
    const node = await loadEligibility(context, household, household.at, null);
    return node === null ? null : figuresNode(node.assessment);
  }
}

@Resolver(() => Assessment)
export class AssessmentResolver {
  @FieldResolver(() => AssessmentFigures, {
    nullable: true,
    description: '核算数据（第四、五条）。The figures that it is based on.',
  })
  @Needs('READ_FACTS')
  figures(@Root() { assessment }: AssessmentNode) {
    return figuresNode(assessment);
  }

  @FieldResolver(() => [Finding], {
    nullable: true,
    description: '逐条认定。One finding for each rule, in their order.',
  })
  @Needs('READ_FACTS')
  findings(@Root() { assessment, ...decided }: AssessmentNode) {
    return assessment.findings.map((finding) => findingNode(finding, decided));
  }

  @Query(() => AssessHouseholdAnswer, {
    description:
      '试算。Assesses the given facts; no household of the register is read, and nothing is stored. Both arguments have the form of the worked cases.',
  })
  @Requires('READ_ORGANISATION')
  assessHousehold(@Args(() => AssessHouseholdArgs) given: AssessHouseholdArgs, @Ctx() context: GraphContext) {
    return whatIf(context, given.facts, given.standards ?? undefined);
  }
}
