import type { Sql } from '../../database/database.ts';
import { insertRows } from '../../database/table.ts';
import { unionChangeAnswerTable, unionChangeProposalTable } from '../staff.entity.ts';
import type { UnionProposal } from './union-proposal.ts';
import { PROPOSAL_COLUMNS } from './union-change-list.read.ts';

export async function insertUnionProposals(
  sql: Sql,
  changeId: string,
  proposals: readonly UnionProposal[],
): Promise<void> {
  const rows = proposals.map(({ from: validFrom, ...proposal }) => ({ ...proposal, validFrom, recordedIn: changeId }));
  await insertRows(sql, unionChangeProposalTable, rows);
}

/**
 * Returns a proposal that still can be answered, or all rows of a workbook by its id; a row alone cannot be answered. Until the
 * transaction ends, nobody else is told of it.
 */
export async function openUnionProposals(sql: Sql, id: string, today: string): Promise<readonly UnionProposal[]> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 7))', [id]);
  return sql.query<UnionProposal>(
    `select ${PROPOSAL_COLUMNS} from union_change_proposal p
     where (p.id = $1 and p.workbook_id is null or p.workbook_id = $1) and p.confirmed_before > $2::date
       and not exists (select from union_change_answer a where a.proposal_id = p.id)
     order by p.workbook_row`,
    [id, today],
  );
}

interface Answer {
  readonly state: 'CONFIRMED' | 'REJECTED';
  readonly answeredBy: string;
  readonly reason: string | null;
}

export async function insertUnionAnswers(
  sql: Sql,
  changeId: string,
  proposals: readonly UnionProposal[],
  answer: Answer,
): Promise<void> {
  const rows = proposals.map(({ id: proposalId }) => ({ proposalId, ...answer, recordedIn: changeId }));
  await insertRows(sql, unionChangeAnswerTable, rows);
}
