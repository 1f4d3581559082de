import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Staff } from '../staff.type.ts';
import { loadInHand } from './in-hand.loader.ts';
import { InHandType } from './in-hand.type.ts';

@Resolver(() => Staff)
export class InHandResolver {
  @FieldResolver(() => [InHandType], {
    description:
      '在手事项：停用前须由他人接办。What is in their hands within your own territory, which somebody else takes over before they are deactivated.',
  })
  inHand(@Root() { id }: { readonly id: string }, @Ctx() context: GraphContext) {
    return loadInHand(context, id);
  }
}
