import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '../graph/arguments/args.input.ts';
import type { GraphContext } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import { filterTexts } from '../graph/arguments/filter-texts.ts';
import { parsePlainId } from '../graph/arguments/ids.ts';
import type { Page } from '../graph/page/walk-page.ts';
import { Requires } from '../graph/policy/policy.ts';
import { ANY_UNION, type RegionRow, type UnionFilter, type UnionRow } from './union.read.ts';
import type { DivisionNameRow } from './divisions/division-name.read.ts';
import {
  allRegions,
  loadChildUnions,
  loadDivisionNames,
  loadRegion,
  loadUnion,
  loadUnionByCode,
  unionPage,
} from './union.loader.ts';
import { requireRegion, requireUnion } from './named-union.loader.ts';
import { DivisionName, Region, TradeUnion, TradeUnionConnection, TradeUnionFilterInput } from './union.type.ts';

@Resolver(() => TradeUnion)
export class TradeUnionResolver {
  @Query(() => TradeUnion, { description: '工会组织。One union, by its id or its code.' })
  @Requires('READ_ORGANISATION')
  tradeUnion(
    @Arg('id', () => ID, { nullable: true, description: '工会标识。Its id.' }) id: string | undefined,
    @Arg('code', () => String, { nullable: true, description: '工会代码。Its code.' }) code: string | undefined,
    @Ctx() context: GraphContext,
  ): Promise<UnionRow | null> | null {
    if (typeof id === typeof code) throw graphError('INVALID_ARGUMENT', { argument: 'id | code' });
    if (typeof code === 'string') return loadUnionByCode(context, code);
    return loadUnion(context, parsePlainId(id ?? ''));
  }

  @Query(() => TradeUnionConnection, {
    description: '工会列表。The unions in the order of their codes, page by page.',
  })
  @Requires('READ_ORGANISATION')
  async tradeUnions(
    @Arg('filter', () => TradeUnionFilterInput, { nullable: true, description: '筛选条件。Only matching unions.' })
    filter: TradeUnionFilterInput | undefined,
    @Args(() => PageArgs) given: PageArgs,
    @Ctx() context: GraphContext,
  ): Promise<Page<UnionRow>> {
    return unionPage(context, await knownFilter(context, filterTexts(ANY_UNION, filter)), given);
  }

  @FieldResolver(() => TradeUnion, { nullable: true, description: '上级工会。The union directly above it.' })
  parent(@Root() union: UnionRow, @Ctx() context: GraphContext): Promise<UnionRow | null> {
    return loadUnion(context, union.parentId);
  }

  @FieldResolver(() => [TradeUnion], { description: '下级工会。The unions directly under it.' })
  children(@Root() union: UnionRow, @Ctx() context: GraphContext): Promise<readonly UnionRow[]> {
    return loadChildUnions(context, union.id);
  }

  @FieldResolver(() => Region, { nullable: true, description: '所在行政区划。The division that it is in.' })
  region(@Root() union: UnionRow, @Ctx() context: GraphContext): Promise<RegionRow | null> {
    return loadRegion(context, union.regionCode);
  }
}

@Resolver(() => Region)
export class RegionResolver {
  @Query(() => [Region], { description: '行政区划。The divisions on record.' })
  @Requires('READ_ORGANISATION')
  regions(@Ctx() context: GraphContext): Promise<readonly RegionRow[]> {
    return allRegions(context);
  }

  @FieldResolver(() => [DivisionName], { description: '历次名称。Its names, the first one first.' })
  names(@Root() region: RegionRow, @Ctx() context: GraphContext): Promise<readonly DivisionNameRow[]> {
    return loadDivisionNames(context, region.code);
  }

  @FieldResolver(() => Region, { nullable: true, description: '上级区划。The division that it is part of.' })
  parent(@Root() region: RegionRow, @Ctx() context: GraphContext): Promise<RegionRow | null> {
    return loadRegion(context, region.parentCode);
  }
}

/** Refuses a filter by a union or a division that is not there. */
async function knownFilter(context: GraphContext, filter: UnionFilter): Promise<UnionFilter> {
  await requireUnion(context, filter.within, 'READ_ORGANISATION', 'filter.within');
  await requireRegion(context, filter.region, 'filter.region');
  return filter;
}
