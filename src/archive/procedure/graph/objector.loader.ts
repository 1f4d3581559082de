import { authorise, type Rights } from '../../../access/viewer.ts';
import { sharedTextLoader } from '../../../graph/batch/batch.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { requireViewer } from '../../../graph/policy/require-viewer.ts';
import { readObjectorTerritories } from '../steps/objector.read.ts';

const territories = sharedTextLoader((sql, ids, { today }) => readObjectorTerritories(sql, ids, today));

/**
 * The rights on the steps of a file, of which one is given: those on its household, but who objected is shown only by a grant above
 * the filing union, so that no reviewer or auditor of that union itself learns it.
 */
export async function rightsOnSteps(context: GraphContext, stepId: string, rights: Rights): Promise<Rights> {
  if (!rights.has('READ_OBJECTOR')) return rights;
  const above = await territories(context).load(stepId);
  if (above !== null && authorise(requireViewer(context), 'READ_OBJECTOR', above)) return rights;
  return new Set([...rights].filter((action) => action !== 'READ_OBJECTOR'));
}
