import type { Feature } from '../graph/feature.ts';
import { realNameDownloads } from './export/real-name-download.loader.ts';
import { RealNameExportResolver } from './export/real-name-export.resolver.ts';
import {
  RealNameRowResolver,
  RealNameSubtotalResolver,
  RealNameTableResolver,
} from './real-name/real-name-table.resolver.ts';

export const fund: Feature = {
  resolvers: [RealNameTableResolver, RealNameRowResolver, RealNameSubtotalResolver, RealNameExportResolver],
  downloads: [realNameDownloads],
};
