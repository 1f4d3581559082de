import type { Database, Sql } from '../database.ts';
import { sealChanges, WATERMARK, type Watermark } from './change-log.ts';

/**
 * The states of all areas in one snapshot: as long as an area's is the same, no transaction that wrote into the area was
 * committed or numbered.
 */
export type AreaStates = ReadonlyMap<string, string>;

interface MarksRow {
  readonly marks: readonly (readonly [area: string, mark: string, waiting: number])[];
}

/** The column of the marks of all areas, each with the number of committed transactions that wait to move it. */
const MARKS = `(select json_agg(json_build_array(m.area, m.mark::text, (
    select count(*) from area_write w where w.area = m.area
  ))) from area_mark m) as marks`;

export async function readAreaStates(sql: Sql): Promise<AreaStates> {
  const [row] = await sql.query<MarksRow>(`select ${MARKS}`);
  return statesOf(row);
}

/**
 * Numbers what can be numbered and returns the last revision, which includes all changes committed before, together with
 * the states of the areas in the same snapshot.
 */
export async function lastRevisionWithStates(
  database: Database,
): Promise<{ readonly revision: number; readonly states: AreaStates }> {
  const read = async () => {
    const [row] = await database.session((sql) => sql.query<Watermark & MarksRow>(`select ${WATERMARK}, ${MARKS}`));
    return row;
  };
  const first = await read();
  if (first?.pending === true) await sealChanges(database);
  const row = first?.pending === true ? await read() : first;
  return { revision: Number(row?.revision), states: statesOf(row) };
}

function statesOf(row: MarksRow | undefined): AreaStates {
  return new Map((row?.marks ?? []).map(([area, mark, waiting]) => [area, `${mark}+${waiting}`]));
}
