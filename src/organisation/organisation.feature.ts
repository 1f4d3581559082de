import type { Feature } from '../graph/feature.ts';
import { each } from '../graph/federation.ts';
import { loadReadableUnion, regionReference, tradeUnionReference } from './union.reference.ts';
import { RegionResolver, TradeUnionResolver } from './union.resolver.ts';

export const organisation: Feature = {
  resolvers: [TradeUnionResolver, RegionResolver],
  nodes: [
    {
      ...{ type: 'TradeUnion', table: 'trade_union' },
      load: (context, { id, at }) => loadReadableUnion(context, at.suffix === '' ? id : null),
    },
  ],
  references: { TradeUnion: each(tradeUnionReference), Region: each(regionReference) },
};
