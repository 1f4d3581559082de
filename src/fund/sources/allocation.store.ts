import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { insertRows, type NewRow } from '../../database/table.ts';
import { hashKey } from '../../database/time/idempotency.ts';
import { reliefAllocationTable, reliefTransactionTable } from '../ledger/ledger.entity.ts';
import type { ReliefMoney } from './allocation.read.ts';

/** Returns the fund of a union for a kind of money, which the first allocation to it makes. */
async function fundFor(sql: Sql, changeId: string, unionId: string, money: ReliefMoney): Promise<string> {
  const { source, subFund, fundYear, aidType } = money;
  await sql.query(
    `insert into relief_fund (id, union_id, source, sub_fund, fund_year, aid_type, recorded_in)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [newId(), unionId, source, subFund, fundYear, aidType, changeId],
  );
  const [row] = await sql.query<{ id: string }>(
    `select f.id from relief_fund f where f.union_id = $1 and f.source = $2 and f.sub_fund = $3 and f.fund_year = $4
       and f.aid_type is not distinct from $5`,
    [unionId, source, subFund, fundYear, aidType],
  );
  return row?.id ?? '';
}

export interface NewAllocation {
  readonly id: string;
  readonly unionId: string;
  readonly fromId: string | null;
  readonly money: ReliefMoney;
}

export async function insertAllocation(
  sql: Sql,
  changeId: string,
  { id, unionId, fromId, money }: NewAllocation,
): Promise<void> {
  const fundId = await fundFor(sql, changeId, unionId, money);
  await insertRows(sql, reliefAllocationTable, [{ id, fundId, fromId, recordedIn: changeId }]);
}

type NewTransaction = Omit<
  NewRow<(typeof reliefTransactionTable)['columns']>,
  'id' | 'recordedIn' | 'key' | 'digest'
> & {
  readonly key: string | null;
  readonly digest: Buffer;
};

/** Inserts a transaction, whose entries the database posts. Only a hash of its key is stored, as of every idempotency key. */
export async function insertTransaction(
  sql: Sql,
  changeId: string,
  { key, digest, ...row }: NewTransaction,
): Promise<void> {
  const once = key === null ? {} : { key: hashKey(key), digest };
  await insertRows(sql, reliefTransactionTable, [{ ...row, ...once, id: newId(), recordedIn: changeId }]);
}
