import type { GraphContext } from '../../graph/context.ts';
import type { Day } from '../../kernel/calendar.ts';
import { loadFileDays } from '../procedure/graph/file-step.loader.ts';
import { type ArchiveFileNode, loadHouseholdFiles } from '../reading/archive-file.loader.ts';
import type { HardshipMark } from './hardship-mark.codes.ts';

/** The marks of a file at the times of its view, by its own state and by the files that the household had before. */
export async function loadMarks(context: GraphContext, file: ArchiveFileNode): Promise<readonly HardshipMark[]> {
  const files = await loadHouseholdFiles(context, file.household);
  const opened = (await loadFileDays(context, file))?.openedOn ?? null;
  const lifted = files.filter(({ id, state }) => id !== file.id && state === 'LIFTED');
  const days = await Promise.all(lifted.map((one) => loadFileDays(context, one)));
  const cameBack = days.some((one) => isBefore(one?.closedOn ?? null, opened));
  return [...(file.state === 'LIFTED' ? (['LIFTED'] as const) : []), ...(cameBack ? (['CAME_BACK'] as const) : [])];
}

function isBefore(closedOn: Day | null, openedOn: Day | null): boolean {
  return closedOn !== null && openedOn !== null && closedOn <= openedOn;
}
