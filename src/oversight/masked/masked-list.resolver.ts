import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { DaysArgs, OversightArgs } from '../oversight.input.ts';
import { maskedListPage, ownMaskedPage } from './masked-list.loader.ts';
import { MaskedListConnection, OwnMaskedListConnection } from './masked-list.type.ts';

@Resolver()
export class MaskedListResolver {
  @Query(() => MaskedListConnection, {
    description:
      '所见掩码信息的计数。How many persons staff of your territory saw masked, by the hour, the newest first; kept for 90 days.',
  })
  @Requires('READ_ACCESS_RECORD')
  maskedLists(@Args(() => OversightArgs) given: OversightArgs, @Ctx() context: GraphContext) {
    return maskedListPage(context, given);
  }

  @Query(() => OwnMaskedListConnection, {
    description:
      '本人所见掩码信息的计数。How many persons you saw masked, by the hour, the newest first; kept for 90 days. Of a worker nothing is counted.',
  })
  @Requires('READ_OWN_RECORD')
  ownMaskedLists(@Args(() => DaysArgs) given: DaysArgs, @Ctx() context: GraphContext) {
    return ownMaskedPage(context, given);
  }
}
