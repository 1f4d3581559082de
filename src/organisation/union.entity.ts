import { entity, key, of, open, ranged, uuid } from '../database/version-entity.ts';

/** The tables of divisions, of unions, and of the tree of unions on each day. */
export const unionEntities = [
  entity('region', {
    code: { type: 'text', primary: true },
    name: of('text'),
    parentCode: open(of('text')),
    recordedIn: uuid,
  }),
  entity('trade_union', { id: key, code: of('text'), recordedIn: uuid }),
  entity('trade_union_version', {
    ...ranged,
    parentId: open(uuid),
    name: of('text'),
    kind: of('text'),
    region: of('text'),
    hasCentre: of('boolean'),
  }),
  entity('union_closure', {
    ancestorId: key,
    descendantId: key,
    depth: of('integer'),
    validFrom: { type: 'date', primary: true },
    validTo: open(of('date')),
  }),
];
