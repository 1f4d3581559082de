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

/** Returns a proposal that still can be answered. Until the transaction ends, nobody else is told of it. */
export async function openUnionProposal(sql: Sql, id: string, today: string): Promise<UnionProposal | undefined> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 7))', [id]);
  const [row] = await sql.query<UnionProposal>(
    `select ${PROPOSAL_COLUMNS} from union_change_proposal p
     where p.id = $1 and p.confirmed_before > $2::date
       and not exists (select from union_change_answer a where a.proposal_id = p.id)`,
    [id, today],
  );
  return row;
}

interface Answer {
  readonly proposalId: string;
  readonly state: 'CONFIRMED' | 'REJECTED';
  readonly answeredBy: string;
  readonly reason: string | null;
}

export async function insertUnionAnswer(sql: Sql, changeId: string, answer: Answer): Promise<void> {
  await insertRows(sql, unionChangeAnswerTable, [{ ...answer, recordedIn: changeId }]);
}
