import type { Feature } from '../graph/feature.ts';
import { listDownloads } from './list-download.loader.ts';
import { ListExportResolver } from './list-export.resolver.ts';

export const lists: Feature = {
  resolvers: [ListExportResolver],
  downloads: [listDownloads],
};
