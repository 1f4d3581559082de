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
      const failures: unknown[] = [];
      for (const table of tables) {
        control.signal.throwIfAborted();
        // A table that cannot be printed must not keep the others from it.
        await printTable(deps(), table, control).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
      return { tables: tables.length };
    },
  };
}
