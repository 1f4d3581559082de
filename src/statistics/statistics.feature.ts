import type { Feature } from '../graph/feature.ts';
import { StatisticsResolver } from './statistics.resolver.ts';

export const statistics: Feature = { resolvers: [StatisticsResolver] };
