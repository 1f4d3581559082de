import { underToday } from '../../access/territory-condition.ts';
import { recordedBy } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';
import type { ListQuery } from '../staff-list.read.ts';
import type { LoginProposal } from './login-proposal.ts';

/** What became of a proposed login of a worker. */
export const LOGIN_STATES = { PROPOSED: '待确认', CONFIRMED: '已确认', EXPIRED: '逾期未确认' } as const;

/** A proposed login of the worker of a household, and who confirmed it. */
export interface ListedLogin extends LoginProposal {
  readonly state: keyof typeof LOGIN_STATES;
  readonly confirmedBy: string | null;
}

/** The logins that were proposed for workers of households whose steward of today is under the unions, the oldest first. */
export const LOGIN_LIST: ListQuery<ListedLogin> = {
  columns: `p.id, p.household_id as "householdId", p.person_id as "personId", p.issuer, p.subject,
     p.valid_from as "validFrom", p.valid_to as "validTo", p.proposed_by as "proposedBy", c.confirmed_by as "confirmedBy",
     case when c.confirmed_by is not null then 'CONFIRMED' when p.valid_to <= $2 then 'EXPIRED' else 'PROPOSED' end as state`,
  body: (known) => `from worker_login_proposal p
     join household_index i on i.household_id = p.household_id and ${validOn('i', '$2')} and ${underToday('i.union_id', '$1', '$2')}
     left join lateral (
       select w.confirmed_by from worker_login_version w where w.proposal_id = p.id and ${recordedBy('w', known)} limit 1
     ) as c on true
     where ${recordedBy('p', known)}`,
  order: 'p.id',
  type: 'uuid',
};
