import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { viewOf } from '../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { Notice } from '../../graph/problem.type.ts';
import { requireDay } from '../../kernel/calendar.ts';
import type { Notice as Told } from '../../usecase/notice.ts';
import { loadHouseholdNode } from '../graph/household.loader.ts';
import { Household } from '../graph/household.type.ts';

@Resolver(() => Notice)
export class NoticeResolver {
  @FieldResolver(() => Household, {
    nullable: true,
    description:
      '可能重复的家庭。The other household that a notice of a possible duplicate is about, within your territory.',
  })
  @Needs('INHERIT')
  household(@Root() { householdId }: Told, @Ctx() context: GraphContext) {
    const { today } = context.deps;
    const now = viewOf(requireDay(today), 'NOW', today);
    return householdId === undefined ? null : loadHouseholdNode(context, householdId, now);
  }
}
