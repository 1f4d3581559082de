import type { Sql } from '../../database/database.ts';

/** The rows of a type: those of a table or, where a table holds several types, those of a kind. */
export interface NodeRows {
  readonly type: string;
  readonly table: string;
  readonly kind?: string;
  /** The column of the household that a row belongs to; the row stands for itself where there is none. */
  readonly owner?: 'household_id';
}

/** What an id was found to be. */
interface Found {
  readonly type: string;
  readonly owner: string;
}

/** Finds the type of the row with an id, in one statement. */
export async function findNode(sql: Sql, rows: readonly NodeRows[], id: string): Promise<Found | undefined> {
  const parts = rows.map(({ type, table, kind, owner = 'id' }) => {
    return `select '${type}' as type, ${owner} as owner from ${table} where id = $1${kind === undefined ? '' : ` and kind = '${kind}'`}`;
  });
  const [found] = await sql.query<Found>(parts.join(' union all '), [id]);
  return found;
}
