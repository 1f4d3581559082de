import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { loadUnion } from '../../organisation/union.loader.ts';
import { TradeUnion } from '../../organisation/union.type.ts';
import { listedPage } from '../../staff/staff.loader.ts';
import { type FileOffer, OFFER_LIST } from './file-offer.read.ts';
import { FileOfferConnection, FileOfferType } from './file-offer.type.ts';

const SAYS = {
  list: '待接收的档案（第十七条）。The files that other unions offer to yours, in the order of their numbers, until they are accepted or refused.',
  from: '移交单位。The union that keeps the file and offers it.',
  to: '接收单位。The union to which it is offered.',
};
const LIST = { list: 'fileOffers', action: 'OPEN_FILE', keyOf: ({ number }: FileOffer) => number } as const;

@Resolver(() => FileOfferType)
export class FileOfferResolver {
  @Query(() => FileOfferConnection, { description: SAYS.list })
  @Requires('OPEN_FILE')
  fileOffers(@Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return listedPage(context, LIST, OFFER_LIST, given);
  }

  @FieldResolver(() => TradeUnion, { nullable: true, description: SAYS.from })
  from(@Root() { fromId }: FileOffer, @Ctx() context: GraphContext) {
    return loadUnion(context, fromId);
  }

  @FieldResolver(() => TradeUnion, { nullable: true, description: SAYS.to })
  to(@Root() { toId }: FileOffer, @Ctx() context: GraphContext) {
    return loadUnion(context, toId);
  }
}
