import type { Sql } from '../../../database/database.ts';
import { PROPOSAL_COLUMNS } from '../union-change-list.read.ts';
import { type StoredTreeRow, treeRows } from './stored-tree.ts';
import type { UnionProposal } from '../union-proposal.ts';

interface OpenTree {
  readonly workbookId: string;
  readonly rows: readonly StoredTreeRow[];
}

/** The workbooks of a union that wait for a second person, with their rows in order. */
export async function openTrees(sql: Sql, unionId: string, today: string): Promise<readonly OpenTree[]> {
  const proposals = await sql.query<UnionProposal>(
    `select ${PROPOSAL_COLUMNS} from union_change_proposal p
     where p.superior_id = $1 and p.workbook_id is not null and p.confirmed_before > $2::date
       and not exists (select from union_change_answer a where a.proposal_id = p.id)
     order by p.workbook_id, p.workbook_row`,
    [unionId, today],
  );
  const groups = Map.groupBy(proposals, ({ workbookId }) => workbookId ?? '');
  return [...groups].map(([workbookId, own]) => ({ workbookId, rows: treeRows(own) }));
}
