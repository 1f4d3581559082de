import { boolean, date, integer, key, open, ranged, table, text, uuid } from '../database/table.ts';

export const regionTable = table('region', { code: key(text), name: text, parentCode: open(text), recordedIn: uuid });

/** The names of divisions from the days on which they were renamed. */
export const regionNameTable = table('region_name', {
  ...{ code: key(text), validFrom: key(date), name: text, recordedIn: uuid },
});

export const tradeUnionTable = table('trade_union', { id: key(uuid), code: text, recordedIn: uuid });

export const tradeUnionVersionTable = table('trade_union_version', {
  ...ranged,
  parentId: open(uuid),
  name: text,
  kind: text,
  region: text,
  hasCentre: boolean,
  centreName: open(text),
  state: text,
});

/** The tree of unions as it stood on each day and was known at each revision; a union counts before its first day as on it. */
export const unionClosureTable = table('union_closure', {
  ancestorId: key(uuid),
  descendantId: key(uuid),
  depth: integer,
  validFrom: key(date),
  validTo: open(date),
  recordedIn: key(uuid),
  supersededIn: open(uuid),
});
