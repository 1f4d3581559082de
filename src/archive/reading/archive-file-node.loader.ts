import type { GraphContext } from '../../graph/context.ts';
import type { FoundNode, NodeSource } from '../../graph/views/node.ts';
import { loadHouseholdNode } from '../../registry/graph/household.loader.ts';
import { loadFileSteps } from '../procedure/graph/file-step.loader.ts';
import { loadArchiveFile, loadHouseholdFiles, loadReceipts, receiptNode } from './archive-file.loader.ts';

/** A recorded decision never changes, so there is no view of it but one. */
async function loadReceipt(context: GraphContext, { id, owner, at }: FoundNode): Promise<object | null> {
  const household = await loadHouseholdNode(context, owner, at);
  if (at.suffix !== '' || household?.rights.has('READ_ASSESSMENT') !== true) return null;
  const row = (await loadReceipts(context, household)).find((receipt) => receipt.id === id);
  return row === undefined ? null : receiptNode(row, household);
}

/** A step never changes either. */
async function loadStep(context: GraphContext, { id, owner, at }: FoundNode): Promise<object | null> {
  const household = await loadHouseholdNode(context, owner, at);
  if (at.suffix !== '' || household?.rights.has('READ_HISTORY') !== true) return null;
  const files = await loadHouseholdFiles(context, household);
  const steps = await Promise.all(files.map((file) => loadFileSteps(context, file)));
  return steps.flat().find((step) => step.id === id) ?? null;
}

export const archiveNodes: readonly NodeSource[] = [
  {
    ...{ type: 'ArchiveFile', table: 'archive_file', owner: 'household_id' },
    load: (context, { id, at }) => loadArchiveFile(context, 'id', id, at),
  },
  { type: 'ArchiveFileStep', table: 'archive_file_step', owner: 'household_id', load: loadStep },
  { type: 'EligibilityReceipt', table: 'assessment_receipt', owner: 'household_id', load: loadReceipt },
];
