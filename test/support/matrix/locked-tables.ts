import { REAL_NAME_COLUMN_NAMES, type RealNameColumnName } from '../../../src/fund/export/real-name-columns.ts';
import { lockTable } from '../../../src/fund/locked/lock-table.ts';
import { findTables } from '../../../src/fund/locked/locked-table.read.ts';
import { printTable } from '../../../src/fund/locked/printing/print-table.ts';
import { receiveScan } from '../../../src/fund/locked/sealing/receive-scan.ts';
import type { SealAct } from '../../../src/fund/locked/sealing/seal.read.ts';
import { sealTable } from '../../../src/fund/locked/sealing/seal-table.ts';
import type { PaymentFilter } from '../../../src/fund/payments/payment.ts';
import { explainDifference } from '../../../src/fund/tie-out/explain-difference.ts';
import { readGeneralLedger } from '../../../src/fund/tie-out/ledger/read-general-ledger.ts';
import { type LedgerFile, tieOutTable } from '../../../src/fund/tie-out/tie-out-table.ts';
import { CHANGE_PERSON } from '../../../src/registry/recording/acts/state-acts.ts';
import { acted } from '../acts.ts';
import { ledgerWorkbook } from '../ledger-workbook.ts';
import { sealAll, type TestRegister, valueOf } from '../register.ts';
import { DAY } from '../register-household.ts';
import type { UnionKey } from './world.ts';

/** Locked tables of which every field of every type holds a value, and of which each act has one that waits for it. */

/** What each table is for. All are locked by `maker`, which no viewer of the matrix is. */
const TABLES = {
  /** Has gone all the way: it was printed, tied out with a ledger, explained, reviewed, signed and stamped. */
  stamped: { union: 'county', reviewer: 'checker', all: true },
  /** Its next version, with a name that cannot be printed. */
  next: { union: 'county', reviewer: 'checker', all: true },
  /** Was tied out; its differences wait for an explanation. */
  tied: { union: 'county', reviewer: 'checker', all: false },
  /** Waits for its reviewer, who is a viewer of the matrix. */
  explained: { union: 'county', reviewer: 'FINANCE_OFFICER.county', all: false },
  /** Waits for a signature. */
  reviewed: { union: 'county', reviewer: 'checker', all: false },
  /** Belongs to the other county. */
  foreign: { union: 'otherCounty', reviewer: 'checker', all: true },
} as const satisfies Readonly<
  Record<string, { readonly union: UnionKey; readonly reviewer: string; readonly all: boolean }>
>;

export type TableKey = keyof typeof TABLES;

/** The ids of the tables. */
export type LockedTables = Readonly<Record<TableKey, string>>;

/** Who has the right to see each of these whole may review, sign and download a table of them. */
const UNMASKED_COLUMNS: readonly RealNameColumnName[] = ['NUMBER', 'NAME', 'AMOUNT', 'VOUCHER_NUMBER', 'PAID_ON'];
/** The column of a table with all columns that the fewest viewers see whole. */
export const HARDEST_COLUMNS = ['UNMASK_IDENTITY', 'UNMASK_ACCOUNT', 'UNMASK_CONTACT', 'UNMASK_PAYMENT_NOTE'] as const;

const YEAR = 2020;
/** A character that the font does not have. */
const UNPRINTABLE = '𪨊';

interface Desk {
  readonly register: Pick<TestRegister, 'deps'>;
  readonly unions: Readonly<Record<UnionKey, string>>;
  readonly staff: ReadonlyMap<string, string>;
}

/** Locks the tables. The name of a member of `renamed` is corrected between the first version and the next. */
export async function lockTables(desk: Desk, renamed: { readonly id: string; readonly serial: number }) {
  const whole = { year: YEAR, quarter: null, month: null };
  const stamped = await lock(desk, 'stamped', { period: whole });
  await print(desk, stamped);
  await tieOut(desk, stamped, await someLedger());
  await seal(desk, stamped, 'checker', ['REVIEWED', 'SIGNED']);
  await stamp(desk, stamped);
  const tied = await lock(desk, 'tied', { period: { ...whole, month: 1 } });
  valueOf(await tieOutTable(desk.register.deps, { ...by(desk, 'maker'), tableId: tied, ledger: null }));
  const lists = { sources: ['PROVINCIAL_FINANCE'], aidTypes: ['LIVING'], paymentMethods: ['TRANSFER'] } as const;
  const explained = await lock(desk, 'explained', { period: { ...whole, quarter: 1 }, ...lists });
  await print(desk, explained);
  await tieOut(desk, explained, null);
  const reviewed = await lock(desk, 'reviewed', { period: whole });
  await print(desk, reviewed);
  await tieOut(desk, reviewed, null);
  await seal(desk, reviewed, 'checker', ['REVIEWED']);
  const foreign = await lock(desk, 'foreign', { period: whole });
  await rename(desk, renamed);
  const next = await lock(desk, 'next', { period: whole }, stamped);
  await print(desk, next);
  return { stamped, next, tied, explained, reviewed, foreign };
}

const by = ({ staff }: Desk, code: string) => {
  return { actorId: staff.get(code) ?? '', idempotencyKey: null, purpose: '访问矩阵' };
};

async function lock(
  desk: Desk,
  key: TableKey,
  filter: Partial<PaymentFilter> & Pick<PaymentFilter, 'period'>,
  previousId: string | null = null,
): Promise<string> {
  const { union, reviewer, all } = TABLES[key];
  const columns = all ? REAL_NAME_COLUMN_NAMES : UNMASKED_COLUMNS;
  const locked = await lockTable(desk.register.deps, {
    ...{ ...by(desk, 'maker'), unionId: desk.unions[union], columns, reviewer, previousId, revision: null },
    filter: { sources: null, aidTypes: null, paymentMethods: null, ...filter },
  });
  return valueOf(locked).tableId;
}

async function print({ register: { deps } }: Desk, id: string): Promise<void> {
  const table = (await deps.database.session((sql) => findTables(sql, [id]))).get(id);
  if (table === undefined) throw new Error('the table is locked');
  await printTable(deps, table, { signal: new AbortController().signal, progress: () => undefined });
}

/** Ties a table out, and explains every difference. */
async function tieOut(desk: Desk, tableId: string, ledger: LedgerFile | null): Promise<void> {
  const { deps } = desk.register;
  const { differences } = valueOf(await tieOutTable(deps, { ...by(desk, 'maker'), tableId, ledger }));
  for (let difference = 1; difference <= differences; difference += 1) {
    const command = { ...by(desk, 'checker'), tableId, difference, explanation: `说明 ${difference}` };
    valueOf(await explainDifference(deps, command));
  }
}

async function seal(desk: Desk, tableId: string, code: string, acts: readonly SealAct[]): Promise<void> {
  for (const act of acts) valueOf(await sealTable(desk.register.deps, { ...by(desk, code), tableId, act }));
}

async function stamp(desk: Desk, tableId: string): Promise<void> {
  const content = Buffer.from('%PDF-1.7 stamped');
  valueOf(await receiveScan(desk.register.deps, { ...by(desk, 'maker'), tableId, content }));
}

/** A ledger with a voucher of which the table knows nothing. */
async function someLedger(): Promise<LedgerFile> {
  const head = ['日期', '凭证号', '分录号', '科目编码', '科目名称', '摘要', '借方', '贷方'];
  const line = ['2020-01-10', '记-999', '1', '502', '维权支出', '帮扶款', 88.8, 0];
  const bytes = ledgerWorkbook({ 总账: [head, line] });
  const read = await readGeneralLedger(bytes, AbortSignal.timeout(60_000));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return { ...read.value, bytes, subjects: ['502'] };
}

async function rename(
  { register, staff }: Desk,
  { id, serial }: { readonly id: string; readonly serial: number },
): Promise<void> {
  const acting = { deps: register.deps, ids: { clerk: staff.get('all') ?? '' } };
  const state = { name: `name ${serial}${UNPRINTABLE}` };
  valueOf(
    await acted(acting, id, CHANGE_PERSON, { from: DAY(2019, 1, 1), correction: true, member: `m${serial}`, state }),
  );
  await sealAll(register.deps.database);
}

/** The union of a table, by its id. */
export function unionOfTable(tables: LockedTables, id: string): UnionKey | undefined {
  const key = (Object.keys(TABLES) as TableKey[]).find((one) => tables[one] === id);
  return key === undefined ? undefined : TABLES[key].union;
}
