import type { Sql } from '../../database/database.ts';
import { insertRows, type NewRow } from '../../database/table.ts';
import { archiveNationalEntryTable } from './national-entry.entity.ts';

type NewNationalEntry = NewRow<(typeof archiveNationalEntryTable)['columns']>;

export function insertNationalEntry(sql: Sql, entry: NewNationalEntry): Promise<void> {
  return insertRows(sql, archiveNationalEntryTable, [entry]);
}
