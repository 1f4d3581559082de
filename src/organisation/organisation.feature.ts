import type { Feature } from '../graph/feature.ts';
import { each } from '../graph/federation.ts';
import { regionReference, tradeUnionReference } from './union.reference.ts';
import { RegionResolver, TradeUnionResolver } from './union.resolver.ts';

export const organisation: Feature = {
  resolvers: [TradeUnionResolver, RegionResolver],
  references: { TradeUnion: each(tradeUnionReference), Region: each(regionReference) },
};
