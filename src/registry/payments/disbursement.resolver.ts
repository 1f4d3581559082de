import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { RECORD_CLASSES } from '../graph/record.type.ts';
import { DisbursementsArgs } from './disbursement.input.ts';
import { disbursementPage } from './disbursement.loader.ts';

const DisbursementConnection = makeConnectionType('ReliefDisbursement', '帮扶发放', () => RECORD_CLASSES.disbursements);

@Resolver(() => RECORD_CLASSES.disbursements)
export class DisbursementResolver {
  @Query(() => DisbursementConnection, {
    description: '帮扶发放列表（第二、九条）。The payments that you may see, newest first.',
  })
  @Requires('READ_PAYMENTS')
  disbursements(@Args(() => DisbursementsArgs) given: DisbursementsArgs, @Ctx() context: GraphContext) {
    return disbursementPage(context, given);
  }
}
