import type { Sql } from '../../../database/database.ts';
import type { Unprintable } from '../../../export/pdf/set-volume.ts';

/** A file of a locked table that was printed or, with `unprintable`, could not be. */
export interface TableFile {
  readonly tableId: string;
  readonly format: 'XLSX' | 'PDF';
  readonly volume: number;
  readonly fileName: string;
  /** The SHA-256 of the file, in hexadecimal. */
  readonly digest: string | null;
  readonly bytes: number | null;
  readonly unprintable: Unprintable | null;
}

/** Finds the files of tables: the workbook first, then the volumes in their order. */
export function findFiles(sql: Sql, tableIds: readonly string[]): Promise<readonly TableFile[]> {
  return sql.query<TableFile>(
    `select f.table_id as "tableId", f.format, f.volume, f.file_name as "fileName", encode(f.content, 'hex') as digest,
       a.bytes::integer as bytes, f.unprintable
     from locked_table_file f left join artefact a on a.digest = f.content
     where f.table_id = any($1::uuid[]) order by f.table_id, f.format desc, f.volume`,
    [tableIds],
  );
}

/** The ids of the tables that have fewer files than the workbook and a volume for each thousand rows. */
export async function unprintedTables(sql: Sql, volumeRows: number): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select t.id from locked_table t
     where (select count(*) from locked_table_file f where f.table_id = t.id)
       < 1 + greatest(1, ceil((t.sums ->> 'rows')::numeric / $1)) order by t.id`,
    [volumeRows],
  );
  return rows.map(({ id }) => id);
}
