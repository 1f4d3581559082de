import { underToday } from '../../access/territory-condition.ts';
import { recordedBy } from '../../database/time/known-at.ts';
import type { ListQuery } from '../staff-list.read.ts';
import type { UnionProposal } from './union-proposal.ts';

/** What became of a proposed change of unions. */
export const UNION_CHANGE_STATES = {
  PROPOSED: '待确认',
  CONFIRMED: '已确认',
  REJECTED: '不予确认',
  EXPIRED: '逾期未确认',
} as const;

/** A proposed change of unions, and who answered it. */
export interface ListedUnionChange extends UnionProposal {
  readonly state: keyof typeof UNION_CHANGE_STATES;
  readonly answeredBy: string | null;
  /** Why it was rejected. */
  readonly rejection: string | null;
}

export const PROPOSAL_COLUMNS = `p.id, p.kind, p.union_id as "unionId", p.superior_id as "superiorId", p.target_id as "targetId",
  p.code, p.name, p.union_kind as "unionKind", p.region, p.centre_name as "centreName", p.unlisted, p.valid_from as "from",
  p.workbook_id as "workbookId", p.workbook_row as "workbookRow", p.superior_code as "superiorCode",
  p.document_number as "documentNumber", p.document_day as "documentDay", p.document_title as "documentTitle",
  p.confirmed_before as "confirmedBefore", p.proposed_by as "proposedBy"`;

/** The changes that were proposed for unions whose superior is under the reader's unions, the oldest first. */
export const UNION_CHANGE_LIST: ListQuery<ListedUnionChange> = {
  columns: `${PROPOSAL_COLUMNS}, a.answered_by as "answeredBy", a.reason as rejection,
     coalesce(a.state, case when p.confirmed_before <= $2 then 'EXPIRED' else 'PROPOSED' end) as state`,
  body: (known) => `from union_change_proposal p
     left join union_change_answer a on a.proposal_id = p.id and ${recordedBy('a', known)}
     where ${recordedBy('p', known)} and ${underToday('p.superior_id', '$1', '$2')}`,
  order: 'p.id',
  type: 'uuid',
};
