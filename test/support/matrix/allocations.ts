import { newId } from '../../../src/database/ids.ts';
import { insertRows } from '../../../src/database/table.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import { reliefTransactionTable } from '../../../src/fund/ledger/ledger.entity.ts';
import { allocateRelief } from '../../../src/fund/sources/allocate-relief.ts';
import { receiveRelief, remitRelief } from '../../../src/fund/sources/move-relief.ts';
import { type TestRegister, valueOf } from '../register.ts';
import { DAY } from '../register-household.ts';
import type { Scope } from './oracle.ts';
import type { UnionKey, World } from './world.ts';
import type { Way } from './ways.ts';

/** Allocations of relief money, by the unions that have them: the city passes down to the counties. */
export interface Allocations {
  readonly ids: Readonly<Record<'city' | 'county' | 'otherCounty', string>>;
  /** The unions of the changes that wrote them, by the ids of the changes. */
  readonly changes: ReadonlyMap<string, UnionKey>;
}

interface Desk {
  readonly register: Pick<TestRegister, 'deps' | 'asOwner'>;
  readonly unions: Readonly<Record<UnionKey, string>>;
  readonly staff: ReadonlyMap<string, string>;
}

const DOCUMENT = { documentNumber: '1号', documentTitle: '通知', documentDay: DAY(2026, 1, 5), on: DAY(2026, 2, 2) };
const MONEY = { source: 'PROVINCIAL_FINANCE', subFund: 'ASSISTANCE', fundYear: 2026, aidType: 'LIVING' } as const;
const NONE = { source: null, subFund: null, fundYear: null, aidType: null };

/** Allocates, remits and receives money, as finance officers of the city who are no viewers of the matrix. */
export async function allocateMoney(desk: Desk): Promise<Allocations> {
  const { register, unions, staff } = desk;
  const actorId = staff.get('maker') ?? '';
  const command = { ...DOCUMENT, actorId, idempotencyKey: null, purpose: '访问矩阵' };
  const allocate = async (union: UnionKey, fromId: string | null, amountFen: number) => {
    const made = { ...command, unionId: unions[union], fromId, money: fromId === null ? MONEY : NONE, amountFen };
    const { allocationId } = valueOf(await allocateRelief(register.deps, made));
    const half = { ...command, allocationId, amountFen: amountFen / 2 };
    valueOf(await remitRelief(register.deps, half));
    valueOf(await receiveRelief(register.deps, half));
    return allocationId;
  };
  const city = await allocate('city', null, 1_000_000);
  const county = await allocate('county', city, 400_000);
  const ids = { city, county, otherCounty: await allocate('otherCounty', city, 200_000) };
  await takeBack(desk, county);
  return { ids, changes: await changesOf(desk, ids) };
}

/** Another person takes back a part of what was said to have arrived. */
async function takeBack({ register: { deps }, staff }: Desk, allocationId: string): Promise<void> {
  const actorId = staff.get('checker') ?? '';
  await deps.database.transaction(async (sql) => {
    const by = { actorId, purpose: '访问矩阵' };
    const recordedIn = await insertChange(sql, by, 'RECEIVE_RELIEF', 'RELIEF_ALLOCATION', allocationId);
    const [received] = await sql.query<{ id: string }>(
      "select id from relief_transaction where allocation_id = $1 and kind = 'RECEIVE'",
      [allocationId],
    );
    const reversal = {
      kind: 'RECEIVE',
      allocationId,
      reversesId: received?.id ?? '',
      amountFen: 100,
      day: '2026-02-03',
    };
    await insertRows(sql, reliefTransactionTable, [{ ...reversal, id: newId(), reason: '误登', actorId, recordedIn }]);
  });
}

async function changesOf({ register }: Desk, ids: Allocations['ids']): Promise<Allocations['changes']> {
  const rows = await register.asOwner("select id, subject_id from change_log where subject_kind = 'RELIEF_ALLOCATION'");
  const unions = new Map(Object.entries(ids).map(([union, id]) => [id, union as UnionKey]));
  return new Map(rows.map(({ id, subject_id }) => [String(id), unions.get(String(subject_id)) ?? 'city']));
}

/** The union that has an allocation, by its id. */
export function unionOfAllocation({ ids }: Allocations, id: string): UnionKey | undefined {
  return (Object.keys(ids) as (keyof Allocations['ids'])[]).find((union) => ids[union] === id);
}

const ACT = 'amount: "1.00", on: "2026-06-01", documentNumber: "2号", documentDay: "2026-06-01", documentTitle: "通知"';
/** Acts name who took them, and new allocations have ids of their own: the answers of no two viewers are the same. */
const sums = () =>
  '{ __typename revision problems { code } allocation { __typename id allocated remitted arrived left } }';
const problems = () => '{ __typename revision problems { code } }';
const at = (union: UnionKey): Scope => ({ kind: 'unions', unions: [union] });

/** The arguments of the root fields about allocations. */
export function allocationWays({ allocations: { ids } }: World): Readonly<Record<string, readonly Way[]>> {
  const money = 'source: DONATION, subFund: OTHER, fundYear: 2026';
  const passed = (from: string) => `input: { union: "STREET", from: "${from}", ${ACT} }`;
  const move = (id: string) => `input: { allocation: "${id}", ${ACT} }`;
  return {
    'Query.reliefAllocations': [{ args: 'first: 200' }],
    'Mutation.allocateRelief': [
      { args: `input: { union: "COUNTY", ${money}, ${ACT} }`, scope: at('county'), selection: problems },
      { args: passed(ids.county), missing: passed(newId()), scope: at('county'), selection: problems },
    ],
    'Mutation.remitRelief': [{ args: move(ids.county), missing: move(newId()), scope: at('city'), selection: sums }],
    'Mutation.receiveRelief': [
      { args: move(ids.county), missing: move(newId()), scope: at('county'), selection: sums },
    ],
  };
}
