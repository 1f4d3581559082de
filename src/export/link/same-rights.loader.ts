import { reloadViewer } from '../../access/viewer.read.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { printDay } from '../../kernel/calendar.ts';
import { dayInChina } from '../../usecase/today.ts';

/** Refuses a reader whose rights are not those with which a file was begun: rows under others would be part of it. */
export async function requireSameRights(context: GraphContext): Promise<void> {
  const viewer = requireViewer(context);
  const today = printDay(dayInChina(Date.now()));
  const now = await context.deps.database.session((sql) => reloadViewer(sql, viewer, today));
  if (now === null || grantsKey(now) !== grantsKey(viewer)) throw graphError('FORBIDDEN');
}

function grantsKey({ grants }: Pick<Viewer, 'grants'>): string {
  return grants
    .map(({ role, unionId }) => `${role} ${unionId}`)
    .sort()
    .join();
}
