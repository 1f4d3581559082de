import { Args, Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { isId } from '../../graph/ids.ts';
import type { Page } from '../../graph/page.ts';
import { Needs } from '../../graph/policy.ts';
import { MonthScalar } from '../../graph/scalars.ts';
import type { Month } from '../../kernel/calendar.ts';
import type { ChangeRow } from '../reading/nodes.ts';
import { HouseholdArgs, HouseholdsArgs, PageArgs } from './household.input.ts';
import {
  type HouseholdNode,
  householdOf,
  type MemberNode,
  membersOf,
  recordsOf,
  type RecordNode,
} from './household.loader.ts';
import { changePage, householdPage } from './household-page.loader.ts';
import { Assets, ChangeConnection, Household, HouseholdConnection, Member } from './household.type.ts';
import { householdByFile, householdByNumber } from './person.loader.ts';
import { readAt } from './read-at.ts';
import { RECORD_CLASSES } from './record.type.ts';

@Resolver(() => Household)
export class HouseholdResolver {
  @Query(() => Household, {
    nullable: true,
    description:
      '困难职工家庭（第十四条）。One household by one of its keys; `null` where there is none, or none that is yours to see.',
  })
  @Needs('READ_HOUSEHOLD')
  async household(@Args(() => HouseholdArgs) given: HouseholdArgs, @Ctx() context: GraphContext) {
    const { id, fileNumber, idNumber } = given;
    const named = [id, fileNumber, idNumber].filter((key) => key !== undefined && key !== null);
    if (named.length !== 1) throw graphError('INVALID_ARGUMENT', { argument: 'id | fileNumber | idNumber' });
    const at = await readAt(context.deps, given);
    if (typeof id === 'string') return isId(id) ? householdOf(context, id, at) : null;
    if (typeof fileNumber === 'string') return householdByFile(context, fileNumber, at);
    return householdByNumber(context, idNumber ?? '', at);
  }

  @Query(() => HouseholdConnection, {
    description:
      '困难职工家庭列表。The households that are yours to see, page by page; all pages of a walk are of one revision.',
  })
  @Needs('READ_HOUSEHOLD')
  households(
    @Args(() => HouseholdsArgs) given: HouseholdsArgs,
    @Ctx() context: GraphContext,
  ): Promise<Page<HouseholdNode>> {
    return householdPage(context, given);
  }

  @FieldResolver(() => Member, { nullable: true, description: '困难职工本人。The member who is the worker.' })
  async worker(@Root() household: HouseholdNode, @Ctx() context: GraphContext): Promise<MemberNode | null> {
    const members = await membersOf(context, household);
    return members.find(({ id }) => id === household.workerId) ?? null;
  }

  @FieldResolver(() => [Member], { description: '家庭成员（第四条）。Its members on the day, the worker among them.' })
  members(@Root() household: HouseholdNode, @Ctx() context: GraphContext): Promise<readonly MemberNode[]> {
    return membersOf(context, household);
  }

  @FieldResolver(() => Assets, { nullable: true, description: '家庭财产（第五、六条）。What it owns.' })
  @Needs('READ_FACTS')
  assets(@Root() household: HouseholdNode): HouseholdNode {
    return household;
  }

  @FieldResolver(() => ChangeConnection, {
    nullable: true,
    description: '变更记录（第十六条）。Its changes, the newest first.',
  })
  @Needs('READ_HISTORY')
  history(
    @Root() household: HouseholdNode,
    @Args(() => PageArgs) given: PageArgs,
    @Ctx() context: GraphContext,
  ): Promise<Page<ChangeRow>> {
    return changePage(context, household, given);
  }

  @FieldResolver(() => [RECORD_CLASSES.incomes], {
    nullable: true,
    description: '收入（第四条）。Its incomes, or those that touch the months `from` to `to`.',
  })
  @Needs('READ_FACTS')
  async incomes(
    @Root() household: HouseholdNode,
    @Arg('from', () => MonthScalar, { nullable: true, description: '起始月份。The first month.' })
    from: Month | undefined,
    @Arg('to', () => MonthScalar, { nullable: true, description: '截止月份。The last month.' })
    to: Month | undefined,
    @Ctx() context: GraphContext,
  ): Promise<readonly RecordNode<'incomes'>[]> {
    const incomes = await recordsOf(context, 'incomes', household);
    return incomes.filter((one) => (one.from ?? 0) <= (to ?? Infinity) && (one.to ?? 0) >= (from ?? 0));
  }
}
