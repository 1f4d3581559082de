import type { Database, Sql } from '../database.ts';
import { DEFINITIONS } from '../migrations/note-areas.ts';
import { AREAS } from '../migrations/table-classes.ts';
import { coalescedRead } from '../reads/coalesced-read.ts';

/**
 * The states of all areas in one snapshot: as long as an area's is the same, no transaction that wrote into the area was
 * committed or numbered.
 */
export type AreaStates = ReadonlyMap<string, string>;

interface MarksRow {
  readonly marks: Readonly<Record<string, string>>;
  /** How many committed transactions wait to move each mark. */
  readonly waiting: Readonly<Record<string, number>> | null;
}

/** The columns of the areas' states; the areas are a parameter, so that the statement is prepared once. */
const MARKS = `(select json_object_agg(m.area, m.mark::text) from area_mark m where m.area = any($1)) as marks,
  (select json_object_agg(w.area, w.transactions) from (
    select area, count(*) as transactions from area_write group by area
  ) w) as waiting`;

/** Reads the current states of all areas; calls at the same time share a statement. */
export async function areaStates(database: Database): Promise<AreaStates> {
  return (await sharedStates({ database }, ['NOW'])).get('NOW') ?? new Map<string, string>();
}

const sharedStates = coalescedRead<'NOW', AreaStates>({
  cacheKey: (key) => key,
  groupKey: () => '',
  load: async ({ database }) => {
    const [row] = await database.session((sql) => readMarks<MarksRow>(sql, MARKS));
    return new Map([['NOW', statesOf(row)]]);
  },
});

function readMarks<Row extends object>(sql: Sql, columns: string): Promise<Row[]> {
  return sql.query(`select ${columns}`, [[...AREAS, DEFINITIONS]]);
}

function statesOf(row: MarksRow | undefined): AreaStates {
  const marks = Object.entries(row?.marks ?? {});
  return new Map(marks.map(([area, mark]) => [area, `${mark}+${row?.waiting?.[area] ?? 0}`]));
}
