import type { Sql } from '../../database/database.ts';
import { insertRows } from '../../database/table.ts';
import { seal, type Secrets } from '../../secrets/secrets.ts';
import { type DeclaredRelative, relativeBinding, relativeKeyOwner } from './declared-relative.ts';
import { declaredRelativeTable, relativeWithdrawalTable } from './relative.entity.ts';

export async function insertRelative(
  sql: Sql,
  secrets: Secrets,
  changeId: string,
  { id, staffId, relation, personId, identityNumber, from }: DeclaredRelative,
): Promise<void> {
  const sealed = identityNumber === null ? {} : sealedNumber(secrets, id, identityNumber);
  const row = { id, staffId, relation, personId, ...sealed, validFrom: from, recordedIn: changeId };
  await insertRows(sql, declaredRelativeTable, [row]);
}

function sealedNumber(secrets: Secrets, id: string, identityNumber: string) {
  const { key, wrapped: dataKey, version: keyVersion } = secrets.newDataKey(relativeKeyOwner(id));
  return { dataKey, keyVersion, identity: seal(key, relativeBinding(id), Buffer.from(identityNumber)) };
}

/** Returns who has declared a relative, unless that was withdrawn. Until the transaction ends, nobody else is told of it. */
export async function openRelative(sql: Sql, id: string): Promise<{ readonly staffId: string } | undefined> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 8))', [id]);
  const [row] = await sql.query<{ staffId: string }>(
    `select r.staff_id as "staffId" from declared_relative r
     where r.id = $1 and not exists (select from relative_withdrawal w where w.relative_id = r.id)`,
    [id],
  );
  return row;
}

interface Withdrawal {
  readonly relativeId: string;
  readonly withdrawnBy: string;
  readonly withdrawnOn: string;
  readonly reason: string;
}

export async function insertWithdrawal(sql: Sql, changeId: string, withdrawal: Withdrawal): Promise<void> {
  await insertRows(sql, relativeWithdrawalTable, [{ ...withdrawal, recordedIn: changeId }]);
}
