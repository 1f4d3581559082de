import type { Sql } from '../../src/database/database.ts';
import { newId } from '../../src/database/ids.ts';
import { insertRows, type NewRow } from '../../src/database/table.ts';
import { insertChange } from '../../src/database/time/change-log.ts';
import {
  reliefAllocationTable,
  reliefConditionTable,
  reliefFundTable,
  reliefPaymentTable,
  reliefTransactionTable,
} from '../../src/fund/ledger/ledger.entity.ts';
import type { TestRegister } from './register.ts';

type Kind = 'ALLOCATE' | 'REMIT' | 'RECEIVE' | 'HOLD' | 'RELEASE' | 'PAY' | 'RETURN';
type Written = NewRow<(typeof reliefTransactionTable)['columns']>;

/** A transaction of the ledger as a test writes it: what it leaves out is given to it. */
export interface Posting extends Partial<Omit<Written, 'kind'>> {
  readonly kind: Kind;
  readonly allocationId: string;
  readonly amountFen: number;
}

type Desk = Pick<TestRegister, 'ids' | 'platform'>;

const DOCUMENT = {
  documentNumber: '安工〔2026〕1号',
  documentDay: '2026-01-05',
  documentTitle: '关于下达专项帮扶资金的通知',
};

/** Works in one transaction of the application role, as a change of a member of staff. */
export function asStaff<T>(
  { ids, platform }: Desk,
  staff: string,
  work: (sql: Sql, changeId: string, actorId: string) => Promise<T>,
): Promise<T> {
  const actorId = ids[staff] ?? '';
  return platform.database.transaction(async (sql) => {
    const changeId = await insertChange(sql, { actorId, purpose: '测试' }, 'MAKE_SAMPLE', 'STAFF', actorId);
    return work(sql, changeId, actorId);
  });
}

/** What a hold of a test is for, where it is not help with living of a person without a file. */
export type Payment = Partial<NewRow<(typeof reliefPaymentTable)['columns']>>;

/** Posts transactions in one statement, and returns their ids. Each hold is of a payment of its own. */
export function post(
  desk: Desk,
  postings: readonly Posting[],
  { staff = 'clerk', payment = {} }: { readonly staff?: string | undefined; readonly payment?: Payment } = {},
): Promise<readonly string[]> {
  return asStaff(desk, staff, async (sql, recordedIn, actorId) => {
    const rows = postings.map((posting) => ({ ...completed(posting), actorId, recordedIn, ...posting }));
    await insertPayments(
      sql,
      recordedIn,
      rows.flatMap(({ paymentId }) => paymentId ?? []),
      payment,
    );
    await insertRows(sql, reliefTransactionTable, rows);
    return rows.map(({ id }) => id);
  });
}

async function insertPayments(sql: Sql, recordedIn: string, ids: readonly string[], payment: Payment): Promise<void> {
  if (ids.length === 0) return;
  const personId = newId();
  const person = "insert into person (id, data_key, key_version, recorded_in) values ($1, '', 1, $2)";
  await sql.query(person, [personId, recordedIn]);
  const rows = ids.map((id) => ({ aidType: 'LIVING', personId, ...payment, id, recordedIn }));
  await insertRows(sql, reliefPaymentTable, rows);
}

const DOCUMENTED: readonly Kind[] = ['ALLOCATE', 'REMIT', 'RECEIVE'];
const REASONED: readonly Kind[] = ['RELEASE', 'RETURN'];

function completed({ kind, reversesId }: Posting) {
  const given = { id: newId(), day: '2026-03-01' };
  if (reversesId !== undefined || REASONED.includes(kind)) return { ...given, reason: '测试' };
  if (DOCUMENTED.includes(kind)) return { ...given, ...DOCUMENT };
  return kind === 'HOLD' ? { ...given, endsOn: '2026-04-01', paymentId: newId() } : given;
}

/** Allocates money to a union in a fund of its own year, from outside or from another allocation, and lets it arrive. */
export async function funded(
  desk: Desk,
  unionId: string,
  { fundYear, amountFen, fromId = null }: { fundYear: number; amountFen: number; fromId?: string | null },
): Promise<string> {
  const [fundId, allocationId] = [newId(), newId()];
  await asStaff(desk, 'clerk', async (sql, recordedIn) => {
    const money = { source: 'CENTRAL_FINANCE', subFund: 'ASSISTANCE', fundYear };
    await insertRows(sql, reliefFundTable, [{ id: fundId, unionId, ...money, recordedIn }]);
    await insertRows(sql, reliefAllocationTable, [{ id: allocationId, fundId, fromId, recordedIn }]);
  });
  for (const kind of ['ALLOCATE', 'REMIT', 'RECEIVE'] as const) await post(desk, [{ kind, allocationId, amountFen }]);
  if (fromId === null) await admit(desk, allocationId);
  return allocationId;
}

type Condition = Partial<NewRow<(typeof reliefConditionTable)['columns']>>;

/** Records a condition of an allocation: by default everybody is admitted, with a file and without one. */
function admit(desk: Desk, allocationId: string, condition: Condition = {}): Promise<void> {
  return asStaff(desk, 'clerk', (sql, recordedIn, actorId) => {
    const everybody = { levels: ['NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE'], withoutFile: true };
    const row = {
      ...DOCUMENT,
      ...everybody,
      startsOn: '2026-01-01',
      ...condition,
      id: newId(),
      allocationId,
      actorId,
      recordedIn,
    };
    return insertRows(sql, reliefConditionTable, [row]);
  });
}
