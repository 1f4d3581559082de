import { onOwnConnection } from '../../database/connection/own-connection.ts';
import { findViolatedInvariants, type ViolatedInvariant } from './invariants.read.ts';

/** Checks the ledger of a database in one snapshot; any role that may read will do. Returns the invariants that do not hold. */
export function checkLedger(url: string): Promise<readonly ViolatedInvariant[]> {
  return onOwnConnection(url, async (sql) => {
    await sql.query('begin isolation level repeatable read read only');
    return findViolatedInvariants(sql);
  });
}
