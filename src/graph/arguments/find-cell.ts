import type { GraphContext } from '../context.ts';
import type { ReadAt } from '../../database/time/known-at.ts';
import { invariant } from '../../kernel/invariant.ts';

/**
 * Finds the households of a cell of the statistics (`ArchiveStatisticsFigure.cell`) at the times of a list. Errors: INVALID_ARGUMENT for what
 * is no cell, STATISTICS_NOT_READY.
 */
export type FindCell = (context: GraphContext, cell: unknown, at: ReadAt) => Promise<readonly string[]>;

let find: FindCell | undefined;

/** Tells the lists how cells are found: statistics stand on the register, which does not know them. */
export function provideCells(found: FindCell): void {
  find = found;
}

export function findCell(context: GraphContext, cell: unknown, at: ReadAt): Promise<readonly string[]> {
  invariant(find !== undefined, 'the composition root provides the cells');
  return find(context, cell, at);
}
