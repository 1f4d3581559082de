import { hasRows } from '../../database/rows.ts';
import { currentOn, notEnded } from '../../database/time/valid-on.ts';
import type { Sql } from '../../database/database.ts';
import { grantProposalTable } from '../staff.entity.ts';
import { insertRows } from '../../database/table.ts';
import { inEffectOn } from '../../access/grants-in-effect.read.ts';
import type { Role } from '../../access/staff.codes.ts';
import type { Proposal } from './proposal.ts';

export function isActive(sql: Sql, staffId: string, today: string): Promise<boolean> {
  const text = `select 1 from staff_version v where v.anchor_id = $1 and ${currentOn('v', '$2')}`;
  return hasRows(sql, text, [staffId, today]);
}

/** Whether a member of staff is an administrator of any union. */
export function isAdministrator(sql: Sql, staffId: string, today: string): Promise<boolean> {
  return hasRows(
    sql,
    `select 1 from staff_grant g
     join staff_grant_version v on v.anchor_id = g.id and v.role = 'ADMINISTRATOR' and ${inEffectOn('g', 'v', '$2')}
     join staff_version s on s.anchor_id = g.staff_id and ${currentOn('s', '$2')}
     where g.staff_id = $1`,
    [staffId, today],
  );
}

/** Returns the unions at which a member of staff has a grant today or later. */
export async function grantedUnions(sql: Sql, staffId: string, today: string): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select distinct v.union_id as id from staff_grant g join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null and ${notEnded('v', '$2')}
     where g.staff_id = $1`,
    [staffId, today],
  );
  return rows.map(({ id }) => id);
}

export async function insertProposal(sql: Sql, changeId: string, proposal: Proposal): Promise<void> {
  const { from, to, ...same } = proposal;
  const row = { ...same, validFrom: from, validTo: to, recordedIn: changeId };
  await insertRows(sql, grantProposalTable, [row]);
}

/** Returns a proposal that is not confirmed yet but still can be; its grant will have the same id. */
export async function openProposal(sql: Sql, id: string, today: string): Promise<Proposal | undefined> {
  const [row] = await sql.query<Proposal>(
    `select p.id, p.staff_id as "staffId", p.role, p.union_id as "unionId", p.valid_from as "from", p.valid_to as "to",
       p.proposed_by as "proposedBy", p.deputy_for as "deputyFor"
     from grant_proposal p
     where p.id = $1 and ${notEnded('p', '$2')} and not exists (select from staff_grant g where g.id = p.id)`,
    [id, today],
  );
  return row;
}

/** Returns the roles that a member of staff has on any day from one until before another. Until the transaction ends, nobody else is told. */
export async function heldRoles(
  sql: Sql,
  staffId: string,
  { from, to }: Pick<Proposal, 'from' | 'to'>,
): Promise<readonly Role[]> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 4))', [staffId]);
  const rows = await sql.query<{ role: Role }>(
    `select distinct v.role from staff_grant g join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null and ${notEnded('v', '$2')}
     where g.staff_id = $1 and ($3::date is null or v.valid_from < $3)`,
    [staffId, from, to],
  );
  return rows.map(({ role }) => role);
}

interface LiveGrant {
  readonly staffId: string;
  readonly role: Role;
  readonly unionId: string;
  /** The first day on which it is no longer in force. */
  readonly to: string | null;
}

/** Returns a grant that is in force today or later. */
export async function liveGrant(sql: Sql, id: string, today: string): Promise<LiveGrant | undefined> {
  const [row] = await sql.query<LiveGrant>(
    `select g.staff_id as "staffId", v.role, v.union_id as "unionId", v.valid_to as "to"
     from staff_grant g join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null and ${notEnded('v', '$2')} where g.id = $1`,
    [id, today],
  );
  return row;
}

/** Ends all grants at a union that are in force on a day or later. Until the transaction ends, nobody is granted anything there. */
export async function endGrantsAt(
  sql: Sql,
  unionId: string,
  at: { readonly changeId: string; readonly today: string },
): Promise<void> {
  const rows = await sql.query<{ id: string }>(
    `select distinct v.anchor_id as id from staff_grant_version v
     where v.union_id = $1 and v.superseded_in is null and ${notEnded('v', '$2')}`,
    [unionId, at.today],
  );
  for (const { id } of rows) await endVersions(sql, 'staff_grant_version', id, at);
}

/** Until the transaction ends, no union is dissolved. */
export async function keepUnions(sql: Sql): Promise<void> {
  await sql.query("select pg_advisory_xact_lock_shared(hashtextextended('union tree', 0))");
}

/** The columns of each table's versions, besides their anchor and their days. */
const VERSION_COLUMNS = {
  staff_version: 'name, issuer, subject',
  staff_grant_version: 'role, union_id, granted_by, confirmed_by',
  worker_login_version: 'issuer, subject, proposal_id, confirmed_by',
} as const;

/** Ends versions that are valid today or later: supersedes them, and writes them again until yesterday if they began earlier. */
export async function endVersions(
  sql: Sql,
  table: keyof typeof VERSION_COLUMNS,
  anchorId: string,
  { changeId, today }: { readonly changeId: string; readonly today: string },
): Promise<void> {
  await lockEnding(sql, anchorId);
  await sql.query(
    `with ended as (
       update ${table} v set superseded_in = $3 where v.anchor_id = $1 and v.superseded_in is null and ${notEnded('v', '$2')} returning *
     )
     insert into ${table} (anchor_id, valid_from, valid_to, ${VERSION_COLUMNS[table]}, recorded_in)
     select anchor_id, valid_from, $2::date, ${VERSION_COLUMNS[table]}, $3::uuid from ended where valid_from < $2::date`,
    [anchorId, today, changeId],
  );
}

/** Locks what may end, so that the second of two concurrent commands sees what the first has written. */
export async function lockEnding(sql: Sql, anchorId: string): Promise<void> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [anchorId]);
}
