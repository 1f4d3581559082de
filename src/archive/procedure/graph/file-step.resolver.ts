import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../graph/context.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { DayScalar } from '../../../graph/scalars.ts';
import { invariant } from '../../../kernel/invariant.ts';
import { loadUnion } from '../../../organisation/union.loader.ts';
import { TradeUnion } from '../../../organisation/union.type.ts';
import { loadMarks } from '../../marks/hardship-mark.loader.ts';
import { HardshipMarkEnum } from '../../marks/hardship-mark.type.ts';
import { type ArchiveFileNode, loadReceipts, receiptNode } from '../../reading/archive-file.loader.ts';
import { ArchiveFile, AssessmentReceipt } from '../../reading/archive-file.type.ts';
import { holderOf, offeredTo } from '../course/course.ts';
import {
  type FileStepNode,
  loadCourse,
  loadFileDays,
  loadFileSteps,
  loadFormerFile,
  loadNextActs,
  type NextActNode,
} from './file-step.loader.ts';
import { FileStep, NextFileAct } from './file-step.type.ts';
import { BodyEnum } from './procedure-codes.type.ts';

const DAY = { nullable: true } as const;

@Resolver(() => ArchiveFile)
export class FileProcedureResolver {
  @FieldResolver(() => [FileStep], {
    nullable: true,
    description:
      '办理过程（第十、十五条）。The steps of the file by the day of the view, in their order; none if it was in hand before.',
  })
  @Needs('READ_HISTORY')
  steps(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return loadFileSteps(context, file);
  }

  @FieldResolver(() => DayScalar, { description: '建档日期。The day on which it was opened.' })
  async openedOn(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    const days = await loadFileDays(context, file);
    invariant(days !== null, 'a file that is shown was opened');
    return days.openedOn;
  }

  @FieldResolver(() => DayScalar, { ...DAY, description: '公示日期。The day on which its last publicity began.' })
  async publicisedOn(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return (await loadFileDays(context, file))?.publicisedOn;
  }

  @FieldResolver(() => DayScalar, { ...DAY, description: '备案日期。The day on which it was recorded.' })
  async recordedOn(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return (await loadFileDays(context, file))?.recordedOn;
  }

  @FieldResolver(() => DayScalar, {
    ...DAY,
    description: '终结日期。The day on which it was lifted, withdrawn or refused; `null` while it is in hand.',
  })
  async closedOn(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return (await loadFileDays(context, file))?.closedOn;
  }

  @FieldResolver(() => ArchiveFile, {
    nullable: true,
    description: '前一档案（第十二、十三条）。The file that the household had before this one.',
  })
  former(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return loadFormerFile(context, file);
  }

  @FieldResolver(() => [HardshipMarkEnum], {
    description:
      '解困、返困标识（第十六条）。Its marks: its household is out of hardship (解困), or is in hardship again after an earlier file was lifted (返困).',
  })
  marks(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return loadMarks(context, file);
  }

  @FieldResolver(() => BodyEnum, { nullable: true, description: '经办方（第十五条）。The body in whose hands it is.' })
  async body(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    const course = await loadCourse(context, file);
    return course && holderOf(course);
  }

  @FieldResolver(() => TradeUnion, {
    nullable: true,
    description:
      '拟移交至（第十七条）。The union to which it is offered; it stays with its steward until that one has accepted it.',
  })
  async offeredTo(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    const course = await loadCourse(context, file);
    return loadUnion(context, course && offeredTo(course));
  }

  @FieldResolver(() => Boolean, {
    description: '暂缓发放（平台自设）。Whether no money is paid until something is decided; the platform’s own.',
  })
  async isSuspended(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return (await loadCourse(context, file))?.isSuspended === true;
  }

  @FieldResolver(() => [NextFileAct], {
    nullable: true,
    description:
      '下一步（第十、十五条）。The acts that its state allows, each with the reason for which it cannot be taken today, whoever would; `null` in another view than the present one.',
  })
  @Needs('READ_HISTORY')
  nextActs(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return loadNextActs(context, file);
  }
}

@Resolver(() => FileStep)
export class FileStepResolver {
  @FieldResolver(() => TradeUnion, { nullable: true, description: '工会。The union that took the step as this body.' })
  union(@Root() { unionId }: FileStepNode, @Ctx() context: GraphContext) {
    return loadUnion(context, unionId);
  }

  @FieldResolver(() => TradeUnion, {
    nullable: true,
    description: '接收工会（第十七条）。The union to which it is offered.',
  })
  toUnion(@Root() { toUnionId }: FileStepNode, @Ctx() context: GraphContext) {
    return loadUnion(context, toUnionId);
  }

  @FieldResolver(() => AssessmentReceipt, {
    nullable: true,
    description: '认定记录（第十五条）。The decision that the publicity or the record rests on.',
  })
  @Needs('READ_ASSESSMENT')
  async receipt(@Root() { receiptId, file: { household } }: FileStepNode, @Ctx() context: GraphContext) {
    const row = (await loadReceipts(context, household)).find(({ id }) => id === receiptId);
    return row === undefined ? null : receiptNode(row, household);
  }
}

@Resolver(() => NextFileAct)
export class NextFileActResolver {
  @FieldResolver(() => TradeUnion, {
    nullable: true,
    description: '工会。The union that is this body of the file; `null` if no centre is over the filing union.',
  })
  union(@Root() { unionId }: NextActNode, @Ctx() context: GraphContext) {
    return loadUnion(context, unionId);
  }
}
