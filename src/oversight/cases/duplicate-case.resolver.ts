import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { viewOf } from '../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { loadUnion } from '../../organisation/union.loader.ts';
import { TradeUnion } from '../../organisation/union.type.ts';
import { loadHouseholdNode } from '../../registry/graph/household.loader.ts';
import { Household, Person } from '../../registry/graph/household.type.ts';
import { loadPersonNode } from '../../registry/graph/person.loader.ts';
import { duplicateCasePage } from './duplicate-case.loader.ts';
import type { ListedCase } from './duplicate-case.read.ts';
import { DuplicateCase, DuplicateCaseConnection, DuplicateCasesArgs } from './duplicate-case.type.ts';

@Resolver()
export class CaseListResolver {
  @Query(() => DuplicateCaseConnection, {
    description:
      '疑似重复在档的案件（第十四条）。The cases of which a union of yours is the common superior, the newest first.',
  })
  @Requires('READ_DUPLICATE_CASES')
  duplicateCases(@Args(() => DuplicateCasesArgs) given: DuplicateCasesArgs, @Ctx() context: GraphContext) {
    return duplicateCasePage(context, given);
  }
}

@Resolver(() => DuplicateCase)
export class DuplicateCaseResolver {
  @FieldResolver(() => TradeUnion, {
    nullable: true,
    description: '登记单位。The union that was to record them.',
  })
  union(@Root() { unionId }: ListedCase, @Ctx() context: GraphContext) {
    return loadUnion(context, unionId);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: '在档人员。The person on file; `null` if you may not see them now.',
  })
  person(@Root() { personId: id }: ListedCase, @Ctx() context: GraphContext) {
    return loadPersonNode(context, { by: 'id', id }, viewOf(requireDay(context.deps.today), 'NOW', context.deps.today));
  }

  @FieldResolver(() => Household, {
    nullable: true,
    description: '在档家庭。The household in which they are on file; `null` if you may not see it now.',
  })
  household(@Root() { householdId }: ListedCase, @Ctx() context: GraphContext) {
    return loadHouseholdNode(context, householdId, viewOf(requireDay(context.deps.today), 'NOW', context.deps.today));
  }
}
