import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Needs, Requires } from '../../graph/policy/policy.ts';
import { Reads } from '../../graph/reads.ts';
import { loadHouseholdNode } from '../../registry/graph/household.loader.ts';
import { Assessment } from '../../eligibility/eligibility.type.ts';
import { DecisionArgs, paidDecision } from './decision.loader.ts';
import { Household } from '../../registry/graph/household.type.ts';
import { loadUnion, loadUnionByKey } from '../../organisation/union.loader.ts';
import { TradeUnion } from '../../organisation/union.type.ts';
import {
  paymentOf,
  type RowNode,
  rowPage,
  type SubtotalNode,
  subtotalPage,
  type TableNode,
  realNameTableNode,
  totalNode,
} from './real-name-table.loader.ts';
import {
  RealNameArgs,
  RealNameRow,
  RealNameRowConnection,
  RealNameSubtotal,
  RealNameSubtotalConnection,
  RealNameTable,
  RealNameTotal,
} from './real-name-table.type.ts';

@Resolver(() => RealNameTable)
export class RealNameTableResolver {
  @Query(() => RealNameTable, {
    description: '实名制汇总表（第二、九条）。The payments of a year to the households in your territory.',
  })
  @Requires('READ_REAL_NAME_TABLE')
  realNameSummary(@Args(() => RealNameArgs) given: RealNameArgs, @Ctx() context: GraphContext): Promise<TableNode> {
    return realNameTableNode(context, given);
  }

  @FieldResolver(() => TradeUnion, { nullable: true, description: '填报单位。The union that was requested.' })
  union(@Root() { filter }: TableNode, @Ctx() context: GraphContext) {
    return filter.union === null ? null : loadUnionByKey(context, filter.union);
  }

  @FieldResolver(() => RealNameRowConnection, {
    description:
      '各行。The rows, in the order of steward, file, day and payment; following pages show the same revision as the first.',
  })
  rows(@Root() table: TableNode, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return rowPage(context, table, given);
  }

  @FieldResolver(() => RealNameSubtotalConnection, {
    description: '各项小计。The subtotals by steward, source and aid type.',
  })
  subtotals(@Root() table: TableNode, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return subtotalPage(context, table, given);
  }

  @FieldResolver(() => RealNameTotal, { description: '合计。The sum of all rows on all pages.' })
  total(@Root() table: TableNode) {
    return totalNode(table);
  }
}

@Resolver(() => RealNameRow)
export class RealNameRowResolver {
  @FieldResolver(() => TradeUnion, {
    nullable: true,
    description: '建档单位。The steward of the household on the pay day.',
  })
  union(@Root() { unionId }: RowNode, @Ctx() context: GraphContext) {
    return loadUnion(context, unionId);
  }

  @FieldResolver(() => Household, { nullable: true, description: '家庭。The household as it is today.' })
  @Needs('READ_HOUSEHOLD')
  household(@Root() { householdId, at }: RowNode, @Ctx() context: GraphContext) {
    return loadHouseholdNode(context, householdId, at);
  }

  @FieldResolver(() => Assessment, {
    nullable: true,
    description: '认定（第三至七、十三条）。The decision of the pay day, as known at the revision of the table.',
  })
  @Needs('READ_ASSESSMENT')
  @Reads('paidOn')
  decision(@Root() row: RowNode, @Args(() => DecisionArgs) given: DecisionArgs, @Ctx() context: GraphContext) {
    return paidDecision(context, paymentOf(row), given);
  }
}

@Resolver(() => RealNameSubtotal)
export class RealNameSubtotalResolver {
  @FieldResolver(() => TradeUnion, {
    nullable: true,
    description: '建档单位。The steward of the households on the pay days.',
  })
  union(@Root() { unionId }: SubtotalNode, @Ctx() context: GraphContext) {
    return loadUnion(context, unionId);
  }
}
