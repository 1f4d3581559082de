import type { Feature } from '../graph/feature.ts';
import {
  ReliefBatchActsResolver,
  ReliefBatchLineResolver,
  ReliefBatchResolver,
} from './batches/graph/relief-batch.resolver.ts';
import { batchNodes } from './batches/graph/relief-batch.loader.ts';
import { ReliefProjectRoomResolver, ReliefRoomResolver } from './caps/relief-room.resolver.ts';
import { ReliefConditionResolver } from './conditions/relief-condition.resolver.ts';
import { realNameDownloads } from './export/real-name-download.loader.ts';
import { RealNameExportResolver } from './export/real-name-export.resolver.ts';
import { LockedTableActsResolver } from './locked/graph/acts.resolver.ts';
import { lockedDownloads } from './locked/graph/locked-download.loader.ts';
import { lockedTableNodes } from './locked/graph/locked-table.loader.ts';
import {
  LockedRealNameRowResolver,
  LockedRealNameTableResolver,
  LockedTableDifferenceResolver,
  LockedTableSealResolver,
  LockedTableTieOutResolver,
  StampedScanResolver,
} from './locked/graph/locked-table.resolver.ts';
import { lockedUploads } from './locked/graph/locked-uploads.loader.ts';
import { PRINT_JOB, printJob } from './locked/printing/print-job.ts';
import {
  RealNameRowResolver,
  RealNameSubtotalResolver,
  RealNameTableResolver,
} from './real-name/real-name-table.resolver.ts';
import { allocationNodes } from './sources/graph/relief-allocation.loader.ts';
import { ReliefActsResolver, ReliefAllocationResolver } from './sources/graph/relief-allocation.resolver.ts';

export const fund: Feature = {
  resolvers: [
    ...[RealNameTableResolver, RealNameRowResolver, RealNameSubtotalResolver, RealNameExportResolver],
    ...[LockedRealNameTableResolver, LockedRealNameRowResolver, LockedTableSealResolver, LockedTableTieOutResolver],
    ...[LockedTableDifferenceResolver, StampedScanResolver, LockedTableActsResolver],
    ...[
      ReliefAllocationResolver,
      ReliefActsResolver,
      ReliefConditionResolver,
      ReliefRoomResolver,
      ReliefProjectRoomResolver,
    ],
    ...[ReliefBatchResolver, ReliefBatchLineResolver, ReliefBatchActsResolver],
  ],
  nodes: [...lockedTableNodes, ...allocationNodes, ...batchNodes],
  jobs: { [PRINT_JOB]: printJob },
  repeatedJobs: [PRINT_JOB],
  uploads: () => Promise.resolve(lockedUploads),
  downloads: [realNameDownloads, lockedDownloads],
};
