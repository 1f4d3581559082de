import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { DaysArgs } from '../oversight.input.ts';
import { ownRefusalPage, refusedAttemptPage } from './refused-attempt.loader.ts';
import { OwnRefusalConnection, RefusedAttemptConnection, RefusedAttemptsArgs } from './refused-attempt.type.ts';

@Resolver()
export class RefusedAttemptResolver {
  @Query(() => RefusedAttemptConnection, {
    description:
      '被拒绝的尝试。What was refused to the staff and workers of your territory, the newest first; those without a union, to the auditors of the topmost one.',
  })
  @Requires('READ_ACCESS_RECORD')
  refusedAttempts(@Args(() => RefusedAttemptsArgs) given: RefusedAttemptsArgs, @Ctx() context: GraphContext) {
    return refusedAttemptPage(context, given);
  }

  @Query(() => OwnRefusalConnection, {
    description: '本人被拒绝的尝试。What was refused to you, the newest first.',
  })
  @Requires('READ_OWN_RECORD')
  ownRefusals(@Args(() => DaysArgs) given: DaysArgs, @Ctx() context: GraphContext) {
    return ownRefusalPage(context, given);
  }
}
