import type { Feature } from '../graph/feature.ts';
import { each } from '../graph/federation.ts';
import { DecidingResolver } from './deciding/deciding.resolver.ts';
import { archiveFileReference } from './reading/archive-file.reference.ts';
import { ArchiveFileResolver, HouseholdFilesResolver } from './reading/archive-file.resolver.ts';

export const archive: Feature = {
  resolvers: [ArchiveFileResolver, HouseholdFilesResolver, DecidingResolver],
  references: { ArchiveFile: each(archiveFileReference) },
};
