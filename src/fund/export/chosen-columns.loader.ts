import { graphError } from '../../graph/error.ts';
import type { RealNameColumnName } from './real-name-columns.ts';

/** Returns the columns that were chosen, each once and one at least, or else the usual ones. Errors: INVALID_ARGUMENT. */
export function chosenColumns(
  chosen: readonly RealNameColumnName[] | null | undefined,
  usual: readonly RealNameColumnName[],
): readonly RealNameColumnName[] {
  const names = chosen ?? usual;
  const isChoice = names.length > 0 && new Set(names).size === names.length;
  if (!isChoice) throw graphError('INVALID_ARGUMENT', { argument: 'input.columns' });
  return names;
}
