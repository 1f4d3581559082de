import type { Feature } from '../graph/feature.ts';
import { each } from '../graph/federation.ts';
import { FileProcedureResolver, FileStepResolver, NextFileActResolver } from './procedure/graph/file-step.resolver.ts';
import { TakeStepResolver } from './procedure/graph/take-step.resolver.ts';
import { ProcedureResolver } from './procedure/graph/procedure.resolver.ts';
import { NationalEntryResolver } from './national/national-entry.resolver.ts';
import { paperDownloads } from './papers/file-paper.loader.ts';
import { FilePaperResolver } from './papers/file-paper.resolver.ts';
import { publicListPage } from './publicity/public-list.loader.ts';
import { PublicListResolver } from './publicity/public-list.resolver.ts';
import { TaskResolver } from './tasks/graph/task.resolver.ts';
import { FileBatchResolver } from './batches/graph/file-batch.resolver.ts';
import { STEP_FILES_JOB, stepFilesJob } from './batches/step-files.ts';
import { FileOfferResolver } from './offers/file-offer.resolver.ts';
import { FilingQuestionResolver } from './opening/filing-question.resolver.ts';
import { archiveFileReference } from './reading/archive-file.reference.ts';
import { archiveNodes } from './reading/archive-file-node.loader.ts';
import { ArchiveFileResolver, HouseholdFilesResolver } from './reading/archive-file.resolver.ts';

const PROCEDURE = [FileProcedureResolver, FileStepResolver, NextFileActResolver, TakeStepResolver];

export const archive: Feature = {
  resolvers: [
    ...[ArchiveFileResolver, HouseholdFilesResolver, ProcedureResolver, PublicListResolver],
    ...[
      ...PROCEDURE,
      FilePaperResolver,
      NationalEntryResolver,
      TaskResolver,
      FileBatchResolver,
      FilingQuestionResolver,
      FileOfferResolver,
    ],
  ],
  jobs: { [STEP_FILES_JOB]: stepFilesJob },
  nodes: archiveNodes,
  publicPages: [publicListPage],
  downloads: [paperDownloads],
  references: { ArchiveFile: each(archiveFileReference) },
};
