import type { Feature } from '../graph/feature.ts';
import { each } from '../graph/federation.ts';
import { FileProcedureResolver, FileStepResolver, NextFileActResolver } from './procedure/graph/file-step.resolver.ts';
import { TakeStepResolver } from './procedure/graph/take-step.resolver.ts';
import { ProcedureResolver } from './procedure/graph/procedure.resolver.ts';
import { publicListPage } from './publicity/public-list.loader.ts';
import { PublicListResolver } from './publicity/public-list.resolver.ts';
import { archiveFileReference } from './reading/archive-file.reference.ts';
import { archiveNodes } from './reading/archive-file-node.loader.ts';
import { ArchiveFileResolver, HouseholdFilesResolver } from './reading/archive-file.resolver.ts';

const PROCEDURE = [FileProcedureResolver, FileStepResolver, NextFileActResolver, TakeStepResolver];

export const archive: Feature = {
  resolvers: [ArchiveFileResolver, HouseholdFilesResolver, ProcedureResolver, PublicListResolver, ...PROCEDURE],
  nodes: archiveNodes,
  publicPages: [publicListPage],
  references: { ArchiveFile: each(archiveFileReference) },
};
