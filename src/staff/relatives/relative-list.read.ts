import { underToday } from '../../access/territory-condition.ts';
import { knownAt, recordedBy } from '../../database/time/known-at.ts';
import type { ListQuery } from '../staff-list.read.ts';
import type { DeclaredRelative } from './declared-relative.ts';

/** A relative whom a member of staff has declared. A number is told to nobody. */
export interface ListedRelative extends Omit<DeclaredRelative, 'identityNumber'> {
  readonly isByNumber: boolean;
  readonly withdrawnOn: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawal: string | null;
}

/** The relatives that were declared by staff who have or had a grant under the unions, the oldest first. */
export const RELATIVE_LIST: ListQuery<ListedRelative> = {
  columns: `r.id, r.staff_id as "staffId", r.relation, r.person_id as "personId", r.person_id is null as "isByNumber",
     r.valid_from as "from", w.withdrawn_on as "withdrawnOn", w.withdrawn_by as "withdrawnBy", w.reason as withdrawal`,
  body: (known) => `from declared_relative r
     left join relative_withdrawal w on w.relative_id = r.id and ${recordedBy('w', known)}
     where ${recordedBy('r', known)} and exists (
       select from staff_grant g join staff_grant_version gv on gv.anchor_id = g.id and ${knownAt('gv', known)}
       where g.staff_id = r.staff_id and ${underToday('gv.union_id', '$1', '$2')})`,
  order: 'r.id',
  type: 'uuid',
};
