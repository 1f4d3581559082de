import { countRows } from '../database/rows.ts';
import { notEnded, validOn } from '../database/time/valid-on.ts';
import { underToday } from '../access/territory-condition.ts';
import type { Sql } from '../database/database.ts';
import { WATERMARK, type Watermark } from '../database/time/change-log.ts';
import { type KnownAt, knownAt, recordedBy } from '../database/time/known-at.ts';
import { whereInEffect } from '../access/grants-in-effect.read.ts';
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
  readonly deputyFor: string | null;
  /** `false` while its holder has an earlier role that excludes it. */
  readonly isInEffect: boolean;
}

/** What an administrator of these unions sees today. */
export interface AdministeredUnions {
  /** The unions of the reader's own grants as administrator; their subtrees count. */
  readonly unions: readonly string[];
  readonly today: string;
}

/** A list as it was known at a revision, of which a page is read or counted. */
export interface ListQuery<Row> {
  readonly columns: string;
  /** The list, from `from` on; its parameters are the unions `$1` and the day `$2`. */
  readonly body: (known: KnownAt) => string;
  /** The column that the list is sorted by, and its type. */
  readonly order: string;
  readonly type: 'text' | 'uuid';
  readonly row?: Row;
}

/** Active staff by their codes: who is granted something within the unions, or nothing anywhere yet. */
export const STAFF_LIST: ListQuery<ListedStaff> = {
  columns: 's.id, s.code, v.name, v.issuer, v.subject, held.grants',
  body: (known) => `from staff s
     join staff_version v on v.anchor_id = s.id and ${knownAt('v', known)} and ${validOn('v', '$2')}
     cross join lateral (
       select count(*) as all_grants, coalesce(json_agg(json_build_object('id', g.id, 'role', gv.role,
         'unionId', gv.union_id, 'from', gv.valid_from, 'to', gv.valid_to, 'grantedBy', gv.granted_by,
         'confirmedBy', gv.confirmed_by, 'deputyFor', (select p.deputy_for from grant_proposal p where p.id = g.id),
         'isInEffect', ${whereInEffect('g', 'gv', (other) => `${knownAt(other, known)} and ${validOn(other, '$2')}`)}) order by gv.valid_from, g.id)
         filter (where ${underToday('gv.union_id', '$1', '$2')}), '[]') as grants
       from staff_grant g
       join staff_grant_version gv on gv.anchor_id = g.id and ${knownAt('gv', known)} and ${notEnded('gv', '$2')}
       where g.staff_id = s.id
     ) as held
     where cardinality($1::uuid[]) > 0 and (held.all_grants = 0 or json_array_length(held.grants) > 0)`,
  order: 's.code collate "C"',
  type: 'text',
};

/** Proposals at the unions that wait for a second person, by their ids, which sort by when they were made. */
export const PROPOSAL_LIST: ListQuery<Proposal> = {
  columns: `p.id, p.staff_id as "staffId", p.role, p.union_id as "unionId", p.valid_from as "from", p.valid_to as "to",
     p.proposed_by as "proposedBy", p.deputy_for as "deputyFor"`,
  body: (known) => `from grant_proposal p
     where ${recordedBy('p', known)} and ${underToday('p.union_id', '$1', '$2')} and ${notEnded('p', '$2')}
       and not exists (select from staff_grant g where g.id = p.id and ${recordedBy('g', known)})`,
  order: 'p.id',
  type: 'uuid',
};

/** The rows of a list that follow the one with this code or id, at most `limit`. */
export function readList<Row>(
  sql: Sql,
  { columns, body, order, type }: ListQuery<Row>,
  { unions, today }: AdministeredUnions,
  known: KnownAt,
  after: string | null,
  limit: number,
): Promise<(Row & Watermark)[]> {
  return sql.query(
    `select ${columns}, ${WATERMARK} ${body(known)} and ($3::${type} is null or ${order} > $3)
     order by ${order} limit $4`,
    [unions, today, after, limit],
  );
}

export function countList(
  sql: Sql,
  { body }: ListQuery<unknown>,
  { unions, today }: AdministeredUnions,
  known: KnownAt,
): Promise<number> {
  return countRows(sql, body(known), { values: [unions, today] });
}
