import type { Identity } from '../../access/viewer.read.ts';
import type { Sql } from '../../database/database.ts';
import { hasRows } from '../../database/rows.ts';
import { insertRows } from '../../database/table.ts';
import { notEnded } from '../../database/time/valid-on.ts';
import { workerLoginProposalTable, workerLoginVersionTable } from '../staff.entity.ts';
import type { LoginProposal } from './login-proposal.ts';

interface ConfirmedLogin extends Identity {
  readonly personId: string;
  readonly proposalId: string;
  readonly confirmedBy: string;
}

/** Whether a member of staff has a login today or later. Until the transaction ends, nobody else is told of the login. */
export async function isLoginOfStaff(sql: Sql, login: Identity, today: string): Promise<boolean> {
  return isLoginIn(sql, 'staff_version', login, today);
}

/** Whether a worker has a login today or later. Until the transaction ends, nobody else is told of the login. */
export async function isLoginOfWorker(sql: Sql, login: Identity, today: string): Promise<boolean> {
  return isLoginIn(sql, 'worker_login_version', login, today);
}

async function isLoginIn(
  sql: Sql,
  table: 'staff_version' | 'worker_login_version',
  { issuer, subject }: Identity,
  today: string,
): Promise<boolean> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended(jsonb_build_array($1::text, $2::text)::text, 5))', [
    issuer,
    subject,
  ]);
  return hasRows(
    sql,
    `select 1 from ${table} v where v.issuer = $1 and v.subject = $3 and v.superseded_in is null and ${notEnded('v', '$2')}`,
    [issuer, today, subject],
  );
}

export async function insertLoginProposal(sql: Sql, changeId: string, proposal: LoginProposal): Promise<void> {
  await insertRows(sql, workerLoginProposalTable, [{ ...proposal, recordedIn: changeId }]);
}

/** Returns a proposal that still can be confirmed. Until the transaction ends, nobody else is told of it. */
export async function openLoginProposal(sql: Sql, id: string, today: string): Promise<LoginProposal | undefined> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 6))', [id]);
  const [row] = await sql.query<LoginProposal>(
    `select p.id, p.household_id as "householdId", p.person_id as "personId", p.issuer, p.subject,
       p.valid_from as "validFrom", p.valid_to as "validTo", p.proposed_by as "proposedBy"
     from worker_login_proposal p
     where p.id = $1 and ${notEnded('p', '$2')}
       and not exists (select from worker_login_version w where w.proposal_id = p.id)`,
    [id, today],
  );
  return row;
}

export async function insertLogin(
  sql: Sql,
  changeId: string,
  { personId, ...login }: ConfirmedLogin,
  today: string,
): Promise<void> {
  await insertRows(sql, workerLoginVersionTable, [
    { anchorId: personId, validFrom: today, ...login, recordedIn: changeId },
  ]);
}
