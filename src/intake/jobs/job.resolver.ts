import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Needs, Requires } from '../../graph/policy/policy.ts';
import { cancelOwnJob, ownJob } from './job.loader.ts';
import { Job } from './job.type.ts';

const ID_ARG = { description: '任务标识。Its id.' } as const;

@Resolver()
export class JobResolver {
  @Query(() => Job, { description: '任务。A job that you started; `null` if there is no such job.' })
  @Needs('IMPORT_WORKBOOK')
  job(@Arg('id', () => ID, ID_ARG) id: string, @Ctx() context: GraphContext) {
    return ownJob(context, id);
  }

  @Mutation(() => Job, {
    description: '取消任务。Cancels a job of yours; the work done so far is kept.',
  })
  @Requires('IMPORT_WORKBOOK')
  cancelJob(@Arg('id', () => ID, ID_ARG) id: string, @Ctx() context: GraphContext) {
    return cancelOwnJob(context, id);
  }
}
