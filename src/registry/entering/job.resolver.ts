import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { isId } from '../../graph/ids.ts';
import { Needs, Requires } from '../../graph/policy.ts';
import type { JobView } from '../../jobs/job.ts';
import { importJob } from '../import/import-job.ts';
import type { ImportAnswer, ImportRequest } from '../import/import-workbook.ts';
import { Job } from './job.type.ts';

const MOST_LISTED = 200;

@Resolver()
export class JobResolver {
  @Query(() => Job, { nullable: true, description: '任务。A job that you started; `null` where there is none.' })
  @Needs('IMPORT_WORKBOOK')
  job(@Arg('id', () => ID, { description: '任务标识。Its id.' }) id: string, @Ctx() context: GraphContext) {
    return jobOf(context, id);
  }

  @Mutation(() => Job, {
    nullable: true,
    description: '取消任务。Cancels a job of yours; what it has done so far stays.',
  })
  @Requires('IMPORT_WORKBOOK')
  async cancelJob(
    @Arg('id', () => ID, { description: '任务标识。Its id.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<object | null> {
    const own = await jobOf(context, id);
    if (own === null) return null;
    await context.jobs.cancel(
      importJob(() => context.deps),
      id,
    );
    return jobOf(context, id);
  }
}

async function jobOf({ jobs, deps, viewer }: GraphContext, id: string): Promise<object | null> {
  const view = isId(id)
    ? await jobs.view<ImportAnswer>(
        importJob(() => deps),
        id,
      )
    : null;
  const owner = view === null ? null : (view.request as ImportRequest).actorId;
  if (view === null || owner === null || owner !== viewer?.staffId) return null;
  const { state, done, total, failure } = view;
  return { id, state, done, total, failure, import: view.answer === null ? null : reportOf(view.answer) };
}

function reportOf({ rows, households, faults, missing }: NonNullable<JobView<ImportAnswer>['answer']>): object {
  return {
    rows,
    ...households,
    faultCount: faults.length,
    faults: faults.slice(0, MOST_LISTED),
    missing: missing.slice(0, MOST_LISTED).map(({ sheet, row, what }) => `${sheet} ${row} ${what}`),
  };
}
