import type { Feature } from '../graph/feature.ts';
import { each } from '../graph/federation.ts';
import { ProcedureResolver } from './procedure/procedure.resolver.ts';
import { archiveFileReference } from './reading/archive-file.reference.ts';
import { archiveNodes } from './reading/archive-file-node.loader.ts';
import { ArchiveFileResolver, HouseholdFilesResolver } from './reading/archive-file.resolver.ts';

export const archive: Feature = {
  resolvers: [ArchiveFileResolver, HouseholdFilesResolver, ProcedureResolver],
  nodes: archiveNodes,
  references: { ArchiveFile: each(archiveFileReference) },
};
