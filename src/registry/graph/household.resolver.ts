import { invariant } from '../../kernel/invariant.ts';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { MonthsArgs } from '../../graph/arguments/args.input.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Reads } from '../../graph/reads.ts';
import { NamesBy, Needs, Requires } from '../../graph/policy/policy.ts';
import { HouseholdArgs, HouseholdsArgs } from './household.input.ts';
import {
  type HouseholdNode,
  loadHouseholdNode,
  type MemberNode,
  loadMemberNodes,
  loadRecordNodes,
  loadWorkerNode,
} from './household.loader.ts';
import { householdPage } from './household-page.loader.ts';
import { Assets, Household, HouseholdConnection, Member } from './household.type.ts';
import { householdByFile, householdByNumber } from './person.loader.ts';
import { requireOneKey } from '../../graph/arguments/read-at.ts';
import { RECORD_CLASSES } from './record.type.ts';

const INCOMES = '收入（第四条）。Its incomes, or only those that overlap the months `from` to `to`.';

@Resolver(() => Household)
export class HouseholdResolver {
  @Query(() => Household, {
    description:
      '困难职工家庭（第十四条）。One household by one of its keys, a closed one as of its last day; `null` if there is none, or if you may not see it.',
  })
  @Needs('READ_HOUSEHOLD')
  @NamesBy('fileNumber', 'Household')
  async household(@Args(() => HouseholdArgs) given: HouseholdArgs, @Ctx() context: GraphContext) {
    const { id, fileNumber, idNumber } = given;
    const { by, value, at } = await requireOneKey(context, { id, fileNumber, idNumber }, given);
    const find = { id: loadHouseholdNode, fileNumber: householdByFile, idNumber: householdByNumber }[by];
    return find(context, value, at);
  }

  @Query(() => HouseholdConnection, {
    description:
      '困难职工家庭列表。The households that you may see, page by page; all pages after a first one are read at its revision.',
  })
  @Requires('READ_HOUSEHOLD')
  households(@Args(() => HouseholdsArgs) given: HouseholdsArgs, @Ctx() context: GraphContext) {
    return householdPage(context, given);
  }

  @FieldResolver(() => Member, { nullable: true, description: '困难职工本人。The member who is the worker.' })
  worker(@Root() household: HouseholdNode, @Ctx() context: GraphContext): Promise<MemberNode | null> {
    return loadWorkerNode(context, household);
  }

  @FieldResolver(() => [Member], { description: '家庭成员（第四条）。Its members on the day, including the worker.' })
  members(@Root() household: HouseholdNode, @Ctx() context: GraphContext) {
    return loadMemberNodes(context, household);
  }

  @FieldResolver(() => Assets, { nullable: true, description: '家庭财产（第五、六条）。Its assets.' })
  @Needs('READ_FACTS')
  assets(@Root() household: HouseholdNode): HouseholdNode {
    return household;
  }

  @FieldResolver(() => [RECORD_CLASSES.incomes], { nullable: true, description: INCOMES })
  @Needs('READ_FACTS')
  @Reads('from', 'to')
  async incomes(
    @Root() household: HouseholdNode,
    @Args(() => MonthsArgs) months: MonthsArgs,
    @Ctx() context: GraphContext,
  ) {
    return (await loadRecordNodes(context, 'incomes', household)).filter((one) => touches(one, months));
  }
}

function touches({ from, to }: Partial<Record<'from' | 'to', number>>, months: MonthsArgs): boolean {
  invariant(from !== undefined && to !== undefined, 'the field declares that it reads both');
  return from <= (months.to ?? Infinity) && to >= (months.from ?? 0);
}
