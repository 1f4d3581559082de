import type { Day } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { GraphContext } from '../context.ts';

/** How lists find the households of a cell of the statistics (`ArchiveStatisticsFigure.cell`). */
export interface Cells {
  /** The newest revision at which cells can be found. Errors: STATISTICS_NOT_READY. */
  readonly newest: (context: GraphContext) => Promise<number>;
  /** The ids of the households of a cell at the times of a list. Errors: INVALID_ARGUMENT for what is no cell, FORBIDDEN, STATISTICS_NOT_READY. */
  readonly find: (context: GraphContext, cell: unknown, at: CellTimes) => Promise<readonly string[]>;
}

/** The day and the revision of a list. */
interface CellTimes {
  readonly asOf: Day;
  readonly revision: number;
}

let provided: Cells | undefined;

/** Tells the lists how cells are found: statistics stand on the register, which does not know them. */
export function provideCells(cells: Cells): void {
  provided = cells;
}

export function cellsOf(): Cells {
  invariant(provided !== undefined, 'the composition root provides the cells');
  return provided;
}
