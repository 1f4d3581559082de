import { Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { argumentsType, maybe } from '../../graph/values.ts';
import { Times } from '../../graph/arguments/args.input.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Needs, Requires } from '../../graph/policy/policy.ts';
import type { HouseholdNode } from '../../registry/graph/household.loader.ts';
import { Household } from '../../registry/graph/household.type.ts';
import { requireOneKey } from '../../graph/arguments/read-at.ts';
import { loadUnion } from '../../organisation/union.loader.ts';
import { TradeUnion } from '../../organisation/union.type.ts';
import {
  type ArchiveFileNode,
  loadArchiveFile,
  filePage,
  loadHouseholdFiles,
  loadReceipts,
  receiptNode,
} from './archive-file.loader.ts';
import { ArchiveFile, ArchiveFileConnection, ArchiveFilesArgs, AssessmentReceipt } from './archive-file.type.ts';

const ArchiveFileArgs = argumentsType(Times, {
  id: maybe('档案标识。Its id.', ID),
  number: maybe('档案编号。Its number.'),
});

type ArchiveFileArgs = InstanceType<typeof ArchiveFileArgs>;

@Resolver(() => ArchiveFile)
export class ArchiveFileResolver {
  @Query(() => ArchiveFile, {
    description:
      '困难职工档案（第八、十五条）。One file by one of its keys; `null` if there is none, or none that you may see.',
  })
  @Needs('READ_HOUSEHOLD')
  async archiveFile(@Args(() => ArchiveFileArgs) given: ArchiveFileArgs, @Ctx() context: GraphContext) {
    const { id, number } = given;
    const { by, value, at } = await requireOneKey(context, { id, number }, given);
    return loadArchiveFile(context, by, value, at);
  }

  @Query(() => ArchiveFileConnection, {
    description: '档案列表。The files that you may see, in the order of their numbers.',
  })
  @Requires('READ_HOUSEHOLD')
  archiveFiles(@Args(() => ArchiveFilesArgs) given: ArchiveFilesArgs, @Ctx() context: GraphContext) {
    return filePage(context, given);
  }

  @FieldResolver(() => Household, { description: '所属家庭。The household that it belongs to.' })
  household(@Root() { household }: ArchiveFileNode): HouseholdNode {
    return household;
  }

  @FieldResolver(() => TradeUnion, {
    nullable: true,
    description: '建档单位（第十一、十七条）。The union that is the steward of the file on the day.',
  })
  steward(@Root() { stewardId }: ArchiveFileNode, @Ctx() context: GraphContext) {
    return loadUnion(context, stewardId);
  }
}

@Resolver(() => Household)
export class HouseholdFilesResolver {
  @FieldResolver(() => [ArchiveFile], { description: '档案（第十四条）。Its files; at most one of them is live.' })
  files(@Root() household: HouseholdNode, @Ctx() context: GraphContext): Promise<readonly ArchiveFileNode[]> {
    return loadHouseholdFiles(context, household);
  }

  @FieldResolver(() => [AssessmentReceipt], {
    nullable: true,
    description: '认定记录（第十五条）。The decisions that were recorded, the newest first.',
  })
  @Needs('READ_ASSESSMENT')
  async assessments(@Root() household: HouseholdNode, @Ctx() context: GraphContext) {
    const rows = await loadReceipts(context, household);
    return rows.map((row) => receiptNode(row, household));
  }
}
