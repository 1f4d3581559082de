import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs, Requires } from '../../graph/policy/policy.ts';
import type { RecordNode } from '../graph/household.loader.ts';
import { RECORD_CLASSES } from '../graph/record.type.ts';
import { DisbursementsArgs } from './disbursement.input.ts';
import { disbursementPage, loadReversal, loadReversed } from './disbursement.loader.ts';

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

  @FieldResolver(() => RECORD_CLASSES.disbursements, {
    nullable: true,
    description: '所冲销的发放（第二、九条）。The payment that this entry reverses; `null` if it is a payment itself.',
  })
  @Needs('READ_PAYMENTS')
  reverses(@Root() entry: RecordNode<'disbursements'>, @Ctx() context: GraphContext) {
    return loadReversed(context, entry);
  }

  @FieldResolver(() => RECORD_CLASSES.disbursements, {
    nullable: true,
    description:
      '冲销分录（第二、九条）。The entry that reverses this payment, by the day of the view; `null` while it stands.',
  })
  @Needs('READ_PAYMENTS')
  reversedBy(@Root() payment: RecordNode<'disbursements'>, @Ctx() context: GraphContext) {
    return loadReversal(context, payment);
  }
}
