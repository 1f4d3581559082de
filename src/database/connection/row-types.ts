import pg from 'pg';

type Oid = Parameters<typeof pg.types.getTypeParser>[0];

const AS_TEXT = new Set<number>([pg.types.builtins.DATE, pg.types.builtins.TIMESTAMPTZ, pg.types.builtins.INT8]);

/** Dates, times and bigints are read as text, so that no day shifts with a time zone and no amount loses its last fen. */
export const ROW_TYPES = {
  getTypeParser: (oid: Oid, format?: 'text' | 'binary'): unknown =>
    AS_TEXT.has(oid) ? String : pg.types.getTypeParser(oid, format),
};
