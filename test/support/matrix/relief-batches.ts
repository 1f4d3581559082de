import { newId } from '../../../src/database/ids.ts';
import { prepareBatch } from '../../../src/fund/batches/prepare-batch.ts';
import type { PreparedLine } from '../../../src/fund/batches/prepared-batch.ts';
import { strikeLines } from '../../../src/fund/batches/strike-lines.ts';
import { insertBatchStep, insertMoves } from '../../../src/fund/batches/batch.store.ts';
import type { Sql } from '../../../src/database/database.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import { type TestRegister, valueOf } from '../register.ts';
import { DAY } from '../register-household.ts';
import type { Allocations } from './allocations.ts';
import type { Scope } from './oracle.ts';
import type { HouseholdKey, UnionKey, World } from './world.ts';
import type { Way } from './ways.ts';

const BATCHES = { prepared: 'county', rejected: 'county', foreign: 'otherCounty' } as const satisfies Readonly<
  Record<string, UnionKey>
>;
type BatchKey = keyof typeof BATCHES;

/** Batches of payments: one that is prepared, one that was rejected, with a line that was struck out, and one of the other county. */
export interface Batches {
  readonly ids: Readonly<Record<BatchKey, string>>;
  /** The unions of the changes that wrote them, by the ids of the changes. */
  readonly changes: ReadonlyMap<string, UnionKey>;
}

interface Desk {
  readonly register: Pick<TestRegister, 'deps' | 'asOwner'>;
  readonly unions: Readonly<Record<UnionKey, string>>;
  readonly staff: ReadonlyMap<string, string>;
  readonly households: Readonly<Record<HouseholdKey, string>>;
  readonly allocations: Allocations;
}

const LINE = {
  ...({ memberId: null, amountFen: 100, basisKind: 'DOCUMENT', basisNumber: 'batch number' } as const),
  ...{ basisIssuer: 'batch issuer', periodFrom: DAY(2026, 1, 1), periodTo: DAY(2026, 6, 30) },
  ...{ otherPayee: null, accountNote: null },
};
const PAYEE = { name: '甲', relation: '女儿', document: '4号', bank: 'batch bank', accountNumber: '6221000000000018' };

/** Prepares batches, as a finance officer of the city who is no viewer of the matrix. */
export async function prepareBatches(desk: Desk): Promise<Batches> {
  const { households, allocations } = desk;
  const at = (household: HouseholdKey, over: Partial<PreparedLine> = {}): PreparedLine => {
    const allocationId = allocations.ids[household === 'foreign' ? 'otherCounty' : 'county'];
    return { ...LINE, householdId: households[household], allocationId, ...over };
  };
  const explained = { otherPayee: PAYEE, accountNote: '已核实' };
  const prepared = await prepare(desk, 'prepared', [at('target', explained)]);
  const rejected = await prepare(desk, 'rejected', [at('beside', explained), at('unfiled', explained)]);
  const by = { actorId: desk.staff.get('maker') ?? '', idempotencyKey: null, purpose: '访问矩阵' };
  valueOf(await strikeLines(desk.register.deps, { ...by, batchId: rejected, lines: [1], reason: '误' }));
  await desk.register.deps.database.transaction((sql) => submit(sql, desk, rejected));
  await desk.register.deps.database.transaction((sql) => reject(sql, desk, rejected));
  const ids = { prepared, rejected, foreign: await prepare(desk, 'foreign', [at('foreign', explained)]) };
  return { ids, changes: await changesOf(desk, ids) };
}

async function prepare({ register, unions, staff }: Desk, key: BatchKey, lines: readonly PreparedLine[]) {
  const by = { actorId: staff.get('maker') ?? '', idempotencyKey: null, purpose: '访问矩阵' };
  const documents = { twoPeopleDocument: '5号', amountDocument: '6号' };
  const batch = {
    unionId: unions[BATCHES[key]],
    aidType: 'LIVING',
    on: DAY(2026, 6, 19),
    ...documents,
    lines,
  } as const;
  return valueOf(await prepareBatch(register.deps, { ...by, ...batch })).batchId;
}

/** The submission of a batch of which one line stands, by the centre's confirmation. */
async function submit(sql: Sql, { unions, staff, allocations }: Desk, batchId: string): Promise<void> {
  const actorId = staff.get('maker') ?? '';
  const changeId = await insertChange(
    sql,
    { actorId, purpose: '访问矩阵' },
    'SUBMIT_RELIEF_BATCH',
    'RELIEF_BATCH',
    batchId,
  );
  const stated = {
    minutesNumber: '7号',
    lines: 1,
    totalFen: 100,
    confirmedBy: unions.county,
    confirmationDocument: '8号',
  };
  const step = {
    batchId,
    number: 2,
    state: 'SUBMITTED',
    actorId,
    day: '2026-06-19',
    key: null,
    digest: Buffer.alloc(0),
  };
  await insertBatchStep(sql, changeId, { ...step, ...stated });
  const [line] = await sql.query<{ id: string }>(
    'select payment_id as id from relief_batch_line where batch_id = $1 and number = 2',
    [batchId],
  );
  const money = { allocationId: allocations.ids.county, amountFen: 100, day: '2026-06-19', actorId };
  await insertMoves(sql, changeId, [{ kind: 'HOLD', paymentId: line?.id ?? '', endsOn: '2026-12-31', ...money }]);
}

async function reject(sql: Sql, { staff, allocations }: Desk, batchId: string): Promise<void> {
  const actorId = staff.get('checker') ?? '';
  const changeId = await insertChange(
    sql,
    { actorId, purpose: '访问矩阵' },
    'REJECT_RELIEF_BATCH',
    'RELIEF_BATCH',
    batchId,
  );
  const step = {
    batchId,
    number: 3,
    state: 'REJECTED',
    actorId,
    day: '2026-06-19',
    key: null,
    digest: Buffer.alloc(0),
  };
  await insertBatchStep(sql, changeId, { ...step, reason: '误' });
  const [hold] = await sql.query<{ id: string }>(
    `select t.id from relief_transaction t join relief_batch_line l on l.payment_id = t.payment_id where l.batch_id = $1`,
    [batchId],
  );
  const money = { allocationId: allocations.ids.county, amountFen: 100, day: '2026-06-19', actorId };
  await insertMoves(sql, changeId, [{ kind: 'RELEASE', followsId: hold?.id ?? '', reason: '误', ...money }]);
}

async function changesOf({ register }: Desk, ids: Batches['ids']): Promise<Batches['changes']> {
  const rows = await register.asOwner("select id, subject_id from change_log where subject_kind = 'RELIEF_BATCH'");
  const unions = new Map((Object.keys(ids) as BatchKey[]).map((key) => [ids[key], BATCHES[key]]));
  return new Map(rows.map(({ id, subject_id }) => [String(id), unions.get(String(subject_id)) ?? 'city']));
}

/** The union of a batch, by its id. */
export function unionOfBatch({ ids }: Batches, id: string): UnionKey | undefined {
  const key = (Object.keys(ids) as BatchKey[]).find((one) => ids[one] === id);
  return key === undefined ? undefined : BATCHES[key];
}

const problems = () => '{ __typename revision problems { code } }';
/** A new batch has an id of its own: the answers of no two viewers are the same. */
const made = () => '{ __typename revision problems { code } batch { __typename state lineCount total } }';
const COUNTY: Scope = { kind: 'unions', unions: ['county'] };

/** The arguments of the root fields about batches: what whoever may act is refused is another answer than that there is none. */
export function batchWays({
  batches: { ids },
  allocations,
  households,
}: World): Readonly<Record<string, readonly Way[]>> {
  const acting = (input: (id: string) => string): readonly Way[] => [
    { args: input(ids.rejected), missing: input(newId()), scope: COUNTY, selection: problems },
  ];
  const period = 'basisKind: MONTHS, periodFrom: "2026-01-01", periodTo: "2026-06-30"';
  const line = `household: "${households.foreign}", allocation: "${allocations.ids.county}", amount: "1.00", ${period}`;
  const prepared = (union: string, of = line) => `input: { union: "${union}", aidType: LIVING, lines: [{ ${of} }] }`;
  const good = line.replace(households.foreign, households.beside);
  return {
    'Query.reliefBatches': [{ args: 'first: 200' }],
    'Mutation.prepareReliefBatch': [
      { args: prepared('COUNTY'), missing: prepared('NOWHERE'), scope: COUNTY, selection: problems },
      { args: prepared('COUNTY', good), missing: prepared('NOWHERE', good), scope: COUNTY, selection: made },
    ],
    'Mutation.strikeReliefLines': acting((id) => `input: { batch: "${id}", lines: [1], reason: "误" }`),
    'Mutation.submitReliefBatch': acting(
      (id) => `input: { batch: "${id}", minutesNumber: "1号", payBy: "2026-12-31" }`,
    ),
    'Mutation.reviewReliefBatch': acting((id) => `input: { batch: "${id}" }`),
    'Mutation.approveReliefBatch': acting((id) => `input: { batch: "${id}" }`),
    'Mutation.releaseReliefBatch': acting((id) => `input: { batch: "${id}" }`),
    'Mutation.rejectReliefBatch': acting((id) => `input: { batch: "${id}", reason: "误" }`),
  };
}
