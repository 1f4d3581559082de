import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { ArchiveFileNode } from '../archive/reading/archive-file.loader.ts';
import { ArchiveFile } from '../archive/reading/archive-file.type.ts';
import { PageArgs } from '../graph/arguments/args.input.ts';
import { parsePlainId } from '../graph/arguments/ids.ts';
import type { GraphContext } from '../graph/context.ts';
import { Anywhere, Needs, Requires } from '../graph/policy/policy.ts';
import type { UnionRow } from '../organisation/union.read.ts';
import { TradeUnion } from '../organisation/union.type.ts';
import type { HouseholdNode, PersonNode } from '../registry/graph/household.loader.ts';
import { Household, Person } from '../registry/graph/household.type.ts';
import type { StandardRow } from '../standards/standard.read.ts';
import { Standard } from '../standards/standard.type.ts';
import { historyPage } from './change.loader.ts';
import { Change, ChangeConnection, ChangedFact, ChangesArgs } from './change.type.ts';
import { changeList, householdOf, personOf } from './change-list.loader.ts';
import { type ChangeNode, loadChangedFacts } from './changed-fact.loader.ts';

const HISTORY = {
  nullable: true,
  description: '变更记录（第十六条）。Its changes, newest first.',
} as const;
const SINCE_PUBLICITY =
  '公示以来的家庭变更（第十五条）。What changed of the household after the file was last publicised, newest first, with the facts before and after: what the reviewing union sees beside what was publicised. None if it was not publicised yet.';
const FACTS = '变更的事实。What it did to facts, field by field, as far as you may know of it.';
const ABOUT = '仅此标识。Only facts of this id: of a household, member, person, record, file, union or standard.';

@Resolver(() => Change)
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    description: '变更一览（第十六条）。What was done to households and unions of yours, newest first.',
  })
  @Requires('READ_HISTORY')
  changes(@Args(() => ChangesArgs) given: ChangesArgs, @Ctx() context: GraphContext) {
    return changeList(context, given);
  }

  @FieldResolver(() => [ChangedFact], { description: FACTS })
  facts(
    @Root() change: ChangeNode,
    @Arg('about', () => ID, { nullable: true, description: ABOUT }) about: string | undefined,
    @Ctx() context: GraphContext,
  ) {
    return loadChangedFacts(context, change, typeof about === 'string' ? (parsePlainId(about) ?? '') : null);
  }

  @FieldResolver(() => Household, {
    nullable: true,
    description:
      '家庭。The household whose change it is, as of today; `null` if it is of none, or if you may not see it.',
  })
  household(@Root() change: ChangeNode, @Ctx() context: GraphContext) {
    return householdOf(context, change);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description:
      '人员。The person whose change it is, as of today; `null` if it is of none, or if you may not see them.',
  })
  person(@Root() change: ChangeNode, @Ctx() context: GraphContext) {
    return personOf(context, change);
  }
}

@Resolver(() => Household)
export class HouseholdHistoryResolver {
  @FieldResolver(() => ChangeConnection, HISTORY)
  @Needs('READ_HISTORY')
  history(@Root() { id, at }: HouseholdNode, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return historyPage(context, { of: 'HOUSEHOLD', id, known: at.known }, given);
  }
}

@Resolver(() => Person)
export class PersonHistoryResolver {
  @FieldResolver(() => ChangeConnection, HISTORY)
  @Needs('READ_HISTORY')
  history(@Root() { id, at }: PersonNode, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return historyPage(context, { of: 'PERSON', id, known: at.known }, given);
  }
}

@Resolver(() => ArchiveFile)
export class FileHistoryResolver {
  @FieldResolver(() => ChangeConnection, HISTORY)
  @Needs('READ_HISTORY')
  history(@Root() { id, at }: ArchiveFileNode, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return historyPage(context, { of: 'FILE', id, known: at.known }, given);
  }

  @FieldResolver(() => ChangeConnection, { nullable: true, description: SINCE_PUBLICITY })
  @Needs('READ_HISTORY')
  changesSincePublicity(
    @Root() { id, at }: ArchiveFileNode,
    @Args(() => PageArgs) given: PageArgs,
    @Ctx() context: GraphContext,
  ) {
    return historyPage(context, { of: 'SINCE_PUBLICITY', id, known: at.known }, given);
  }
}

@Resolver(() => TradeUnion)
export class UnionHistoryResolver {
  @FieldResolver(() => ChangeConnection, HISTORY)
  @Anywhere('READ_HISTORY')
  history(@Root() { id }: UnionRow, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return historyPage(context, { of: 'TRADE_UNION', id, known: 'NOW' }, given);
  }
}

@Resolver(() => Standard)
export class StandardHistoryResolver {
  @FieldResolver(() => ChangeConnection, HISTORY)
  @Anywhere('READ_HISTORY')
  history(@Root() { standardId }: StandardRow, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return historyPage(context, { of: 'STANDARD', id: standardId, known: 'NOW' }, given);
  }
}
