import { VOLUME_ROWS } from '../../../export/pdf/volume.ts';
import type { JobKind } from '../../../jobs/job.ts';
import type { Deps } from '../../../usecase/command.ts';
import { findTables } from '../locked-table.read.ts';
import { printTable } from './print-table.ts';
import { unprintedTables } from './table-file.read.ts';

export const PRINT_JOB = 'print-locked-tables';

interface PrintRequest {
  /** The table to print; all that are not printed yet if it is left out. */
  readonly tableId?: string;
}

/** Prints the files of locked tables, for which signing waits. */
export function printJob(deps: () => Deps): JobKind<PrintRequest, { readonly tables: number }> {
  return {
    name: PRINT_JOB,
    run: async ({ tableId }, control) => {
      const { database } = deps();
      const ids =
        tableId === undefined ? await database.session((sql) => unprintedTables(sql, VOLUME_ROWS)) : [tableId];
      const tables = [...(await database.session((sql) => findTables(sql, ids))).values()];
      for (const table of tables) await printTable(deps(), table, control);
      return { tables: tables.length };
    },
  };
}
