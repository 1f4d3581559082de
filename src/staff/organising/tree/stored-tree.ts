import { invariant } from '../../../kernel/invariant.ts';
import type { NewTreeRow } from '../../../organisation/tree/found-tree.ts';
import type { UnionDocument, UnionProposal } from '../union-proposal.ts';

export type StoredTreeRow = NewTreeRow & UnionDocument;

/** The proposals of a workbook as the rows that they were made of. */
export function treeRows(proposals: readonly UnionProposal[]): readonly StoredTreeRow[] {
  return proposals.map(({ kind, code, name, ...rest }) => {
    invariant(
      (kind === 'FOUND' || kind === 'FOUND_DIVISION') && code !== null && name !== null,
      'a workbook founds unions and divisions',
    );
    return { ...rest, kind, code, name };
  });
}
