import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '../../../graph/arguments/args.input.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { Needs, Requires } from '../../../graph/policy/policy.ts';
import { Assessment } from '../../../eligibility/eligibility.type.ts';
import { loadUnion } from '../../../organisation/union.loader.ts';
import { TradeUnion } from '../../../organisation/union.type.ts';
import { Household } from '../../../registry/graph/household.type.ts';
import { DecisionArgs, paidDecision, paidHousehold } from '../../real-name/decision.loader.ts';
import { LockedTablesArgs } from './locked-table.input.ts';
import { rowChangePage, type LockedRowNode, lockedRowPage, paidRow, rowCells } from './locked-rows.loader.ts';
import {
  loadFiles,
  loadLockedTable,
  loadNextVersion,
  loadScans,
  loadStaff,
  type LockedNode,
  lockedTablePage,
} from './locked-table.loader.ts';
import {
  LockedRealNameRow,
  LockedRealNameRowConnection,
  LockedRealNameTable,
  LockedRealNameTableConnection,
  LockedTableCell,
  LockedTableDifference,
  LockedTableDifferenceConnection,
  LockedTableFile,
  LockedTableRowChangeConnection,
  LockedTableSeal,
  LockedTableStaff,
  LockedTableTieOut,
  StampedScan,
} from './locked-table.type.ts';
import { loadSealNodes } from './seals.loader.ts';
import { differencePage, loadTieOut, type TieOutNode } from './tie-out.loader.ts';

@Resolver(() => LockedRealNameTable)
export class LockedRealNameTableResolver {
  @Query(() => LockedRealNameTable, {
    description:
      '锁定的实名制汇总表（第二、九条）。A locked table by its id; `null` if there is none, or if you may not see it.',
  })
  @Requires('READ_REAL_NAME_TABLE')
  lockedRealNameTable(
    @Arg('id', () => ID, { description: '汇总表标识。The id of the table.' }) id: string,
    @Ctx() context: GraphContext,
  ) {
    return loadLockedTable(context, id);
  }

  @Query(() => LockedRealNameTableConnection, {
    description: '锁定的实名制汇总表（第二、九条）。The locked tables, by period and number, the newest version first.',
  })
  @Requires('READ_REAL_NAME_TABLE')
  lockedRealNameTables(@Args(() => LockedTablesArgs) given: LockedTablesArgs, @Ctx() context: GraphContext) {
    return lockedTablePage(context, given);
  }

  @FieldResolver(() => TradeUnion, { nullable: true, description: '填报单位。The union whose table it is.' })
  union(@Root() { table }: LockedNode, @Ctx() context: GraphContext) {
    return loadUnion(context, table.unionId);
  }

  @FieldResolver(() => LockedTableStaff, { nullable: true, description: '制表人。Who locked it.' })
  preparer(@Root() { table }: LockedNode, @Ctx() context: GraphContext) {
    return loadStaff(context, table.preparedBy);
  }

  @FieldResolver(() => LockedTableStaff, { nullable: true, description: '审核人。Who reviews it.' })
  reviewer(@Root() { table }: LockedNode, @Ctx() context: GraphContext) {
    return loadStaff(context, table.reviewerId);
  }

  @FieldResolver(() => LockedRealNameTable, { nullable: true, description: '上一版。The version before it.' })
  previous(@Root() { table }: LockedNode, @Ctx() context: GraphContext) {
    return table.previousId === null ? null : loadLockedTable(context, table.previousId);
  }

  @FieldResolver(() => LockedRealNameTable, { nullable: true, description: '下一版。The version after it.' })
  next(@Root() { table }: LockedNode, @Ctx() context: GraphContext) {
    return loadNextVersion(context, table.id);
  }

  @FieldResolver(() => LockedRealNameRowConnection, { description: '各行。The rows, in the order of their numbers.' })
  rows(@Root() node: LockedNode, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return lockedRowPage(context, node, given);
  }

  @FieldResolver(() => LockedTableRowChangeConnection, {
    description:
      '与上一版的差异。The rows that differ from the previous version: those left out, then those added or changed.',
  })
  changes(@Root() node: LockedNode, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return rowChangePage(context, node, given);
  }

  @FieldResolver(() => [LockedTableFile], {
    description: '打印文件。The files that were printed so far; a job prints them after the table is locked.',
  })
  files(@Root() { table }: LockedNode, @Ctx() context: GraphContext) {
    return loadFiles(context, table.id);
  }

  @FieldResolver(() => [LockedTableSeal], {
    description: '审核与签署。The review and the signature, once they are there.',
  })
  seals(@Root() { table }: LockedNode, @Ctx() context: GraphContext) {
    return loadSealNodes(context, table);
  }

  @FieldResolver(() => [StampedScan], {
    description: '盖章扫描件。The scans of the stamped copy, in the order in which they came.',
  })
  scans(@Root() { table }: LockedNode, @Ctx() context: GraphContext) {
    return loadScans(context, table.id);
  }

  @FieldResolver(() => LockedTableTieOut, {
    nullable: true,
    description: '账表核对。Its last comparison with the files, the payments on record and the general ledger.',
  })
  tieOut(@Root() node: LockedNode, @Ctx() context: GraphContext) {
    return loadTieOut(context, node);
  }
}

@Resolver(() => LockedRealNameRow)
export class LockedRealNameRowResolver {
  @FieldResolver(() => [LockedTableCell], {
    description: '单元格。Its cells, in the order of the columns of the table.',
  })
  cells(@Root() row: LockedRowNode, @Ctx() context: GraphContext) {
    return rowCells(context, row);
  }

  @FieldResolver(() => Household, {
    nullable: true,
    description: '家庭。The household as of the pay day, as it was known when the table was locked.',
  })
  @Needs('READ_HOUSEHOLD')
  household(@Root() row: LockedRowNode, @Ctx() context: GraphContext) {
    return paidHousehold(context, paidRow(row));
  }

  @FieldResolver(() => Assessment, {
    nullable: true,
    description: '认定（第三至七、十三条）。The decision of the pay day, as it was known when the table was locked.',
  })
  @Needs('READ_ASSESSMENT')
  decision(@Root() row: LockedRowNode, @Args(() => DecisionArgs) given: DecisionArgs, @Ctx() context: GraphContext) {
    return paidDecision(context, paidRow(row), given);
  }
}

@Resolver(() => LockedTableSeal)
export class LockedTableSealResolver {
  @FieldResolver(() => LockedTableStaff, { nullable: true, description: '经办人。Who reviewed or signed it.' })
  by(@Root() { sealedBy }: { readonly sealedBy: string }, @Ctx() context: GraphContext) {
    return loadStaff(context, sealedBy);
  }
}

@Resolver(() => StampedScan)
export class StampedScanResolver {
  @FieldResolver(() => LockedTableStaff, { nullable: true, description: '经办人。Who stored it.' })
  receivedBy(@Root() { receivedBy }: { readonly receivedBy: string }, @Ctx() context: GraphContext) {
    return loadStaff(context, receivedBy);
  }
}

@Resolver(() => LockedTableTieOut)
export class LockedTableTieOutResolver {
  @FieldResolver(() => LockedTableDifferenceConnection, { description: '差异。The differences, in their order.' })
  differences(@Root() node: TieOutNode, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return differencePage(context, node, given);
  }
}

@Resolver(() => LockedTableDifference)
export class LockedTableDifferenceResolver {
  @FieldResolver(() => LockedTableStaff, { nullable: true, description: '说明人。Who explained it.' })
  explainedBy(@Root() { explainedById }: { readonly explainedById: string | null }, @Ctx() context: GraphContext) {
    return explainedById === null ? null : loadStaff(context, explainedById);
  }
}
