import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../graph/context.ts';
import { Costs, Requires, TALLY } from '../../../graph/policy/policy.ts';
import { loadUnion } from '../../../organisation/union.loader.ts';
import { TradeUnion } from '../../../organisation/union.type.ts';
import { type TaskNode, taskPage } from './task.loader.ts';
import { ArchiveTask, ArchiveTaskConnection, TasksArgs } from './task.type.ts';

@Resolver(() => ArchiveTask)
export class TaskResolver {
  @Query(() => ArchiveTaskConnection, {
    description:
      '待办事项（第七、十至十七条）。What is to be done today with the files of unions, what is due first coming first: recorded files ' +
      'that are to be decided again, surveys that are due or stop serving, and steps that files wait for.',
  })
  @Requires('READ_HISTORY')
  @Costs(TALLY)
  tasks(@Args(() => TasksArgs) given: TasksArgs, @Ctx() context: GraphContext) {
    return taskPage(context, given);
  }

  @FieldResolver(() => TradeUnion, {
    nullable: true,
    description: '工会。The union whose task it is; `null` if no centre is over the filing union.',
  })
  union(@Root() { unionId }: TaskNode, @Ctx() context: GraphContext) {
    return unionId === null ? null : loadUnion(context, unionId);
  }
}
