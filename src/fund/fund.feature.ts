import type { Feature } from '../graph/feature.ts';
import { RealNameRowResolver, RealNameSubtotalResolver, RealNameTableResolver } from './real-name-table.resolver.ts';

export const fund: Feature = { resolvers: [RealNameTableResolver, RealNameRowResolver, RealNameSubtotalResolver] };
