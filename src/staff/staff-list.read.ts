import type { Sql } from '../database/database.ts';
import type { Role } from '../access/staff.codes.ts';
import type { Proposal } from './grants/proposal.ts';

/** An active member of staff with those of their grants that the viewer administers. */
export interface ListedStaff {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly grants: readonly ListedGrant[];
}

/** A grant that is in force today or later; days are `YYYY-MM-DD`. */
interface ListedGrant {
  readonly id: string;
  readonly role: Role;
  readonly unionId: string;
  readonly from: string;
  readonly to: string | null;
  readonly grantedBy: string;
  readonly confirmedBy: string;
}

/** A page of a list that an administrator of some unions sees. */
export interface ListRange {
  /** The unions that the viewer administers, with their subtrees. */
  readonly unions: readonly string[];
  readonly today: string;
  /** The code or id after which the page begins; `null` stands for the first page. */
  readonly after: string | null;
  readonly first: number;
}

const LIVE = (alias: string) =>
  `${alias}.superseded_in is null and (${alias}.valid_to is null or ${alias}.valid_to > $2)`;
const WITHIN = (union: string) =>
  `${union} in (select c.descendant_id from union_closure c where c.ancestor_id = any($1) and c.valid_from <= $2
     and (c.valid_to is null or c.valid_to > $2))`;

/** Reads active staff in the order of their codes: those with a grant within the unions, and those without any grant. */
export function staffList(sql: Sql, { unions, today, after, first }: ListRange): Promise<ListedStaff[]> {
  return sql.query<ListedStaff>(
    `select s.id, s.code, v.name, v.issuer, v.subject, held.grants
     from staff s
     join staff_version v on v.anchor_id = s.id and ${LIVE('v')} and v.valid_from <= $2
     cross join lateral (
       select count(*) as all_grants, coalesce(json_agg(json_build_object('id', g.id, 'role', gv.role,
         'unionId', gv.union_id, 'from', gv.valid_from, 'to', gv.valid_to, 'grantedBy', gv.granted_by,
         'confirmedBy', gv.confirmed_by) order by gv.valid_from, g.id) filter (where ${WITHIN('gv.union_id')}), '[]') as grants
       from staff_grant g join staff_grant_version gv on gv.anchor_id = g.id and ${LIVE('gv')}
       where g.staff_id = s.id
     ) as held
     where ($3::text is null or s.code collate "C" > $3) and cardinality($1::uuid[]) > 0
       and (held.all_grants = 0 or json_array_length(held.grants) > 0)
     order by s.code collate "C" limit $4`,
    [unions, today, after, first],
  );
}

/** Reads the proposals at the unions that wait for confirmation, in the order of their ids and so of their creation. */
export function grantProposals(sql: Sql, { unions, today, after, first }: ListRange): Promise<Proposal[]> {
  return sql.query<Proposal>(
    `select p.id, p.staff_id as "staffId", p.role, p.union_id as "unionId", p.valid_from as "from", p.valid_to as "to",
       p.proposed_by as "proposedBy"
     from grant_proposal p
     where ($3::uuid is null or p.id > $3) and ${WITHIN('p.union_id')} and (p.valid_to is null or p.valid_to > $2)
       and not exists (select from staff_grant g where g.id = p.id)
     order by p.id limit $4`,
    [unions, today, after, first],
  );
}
