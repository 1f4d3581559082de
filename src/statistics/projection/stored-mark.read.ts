import type { DuckDBConnection } from '@duckdb/node-api';
import type { ProjectionMark } from './projection.ts';
import { plainRows } from './plain-rows.read.ts';

/** What a file says of itself. */
export interface StoredMark extends ProjectionMark {
  readonly layout: string;
  readonly slot: number;
  /** The id of the change with the number of the revision: in another register, or one restored from before, it is another. */
  readonly change: string;
  /** What the tree of unions was when it was written. */
  readonly unions: string;
}

/** The mark of a file that is complete; `undefined` for another, and for one without the table. */
export async function readMark(connection: DuckDBConnection): Promise<StoredMark | undefined> {
  const tables = await connection.runAndReadAll(
    `select 1 from duckdb_tables() where table_name = 'projection_mark' and not temporary`,
  );
  if (tables.currentRowCount === 0) return undefined;
  return readCompleteMark(connection);
}

/** The mark of a file that has the table. */
export async function readCompleteMark(connection: DuckDBConnection): Promise<StoredMark | undefined> {
  const found = await connection.runAndReadAll('select * exclude (complete) from projection_mark where complete');
  const [row] = plainRows(found) as unknown as readonly StoredMark[];
  return row;
}
