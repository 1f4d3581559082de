import type { Feature } from '../graph/feature.ts';
import { each } from '../graph/federation.ts';
import { loadReadableUnion, regionReference, tradeUnionReference } from './union.reference.ts';
import { RegionResolver, TradeUnionResolver } from './union.resolver.ts';

export const organisation: Feature = {
  resolvers: [TradeUnionResolver, RegionResolver],
  nodes: [
    {
      find: "select 'TradeUnion'::text as type, id as owner from trade_union where id = $1",
      load: (context, { id, at }) => loadReadableUnion(context, at.suffix === '' ? id : null),
    },
  ],
  references: { TradeUnion: each(tradeUnionReference), Region: each(regionReference) },
};
