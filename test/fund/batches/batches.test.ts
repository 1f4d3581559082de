import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Sql } from '../../../src/database/database.ts';
import { newId } from '../../../src/database/ids.ts';
import { insertRows } from '../../../src/database/table.ts';
import {
  reliefBatchLineTable,
  reliefBatchStepTable,
  reliefBatchTable,
  reliefPaymentTable,
  reliefStruckLineTable,
  reliefTransactionTable,
} from '../../../src/fund/ledger/ledger.entity.ts';
import { BATCH_INVARIANTS } from '../../../src/fund/ledger/batch-invariants.read.ts';
import { checkLedger } from '../../../src/fund/ledger/check-ledger.read.ts';
import { violatedConstraint } from '../../../src/kernel/error-code.ts';
import { sealAll, SERVER, type TestRegister, testRegister } from '../../support/register.ts';
import { asStaff, funded, type Payment } from '../../support/relief.ts';
import { recordedFile } from '../../support/relief-files.ts';

let register: TestRegister;
/** Money of the county and of an employer under it, and a batch of each name. */
const money: Record<string, string> = {};
const batches: Record<string, string> = {};
let file: Payment = {};

beforeAll(async () => {
  register = await testRegister(SERVER);
  for (const union of ['county', 'employer']) {
    money[union] = await funded(register, register.ids[union] ?? '', { fundYear: 2026, amountFen: 100_000_000 });
  }
  file = await recordedFile(register, '1', 'COUNTY');
  await sealAll(register.platform.database);
}, 60_000);
afterAll(() => register.drop());

interface Prepared {
  readonly union?: 'county' | 'employer';
  readonly of?: 'county' | 'employer';
  readonly lines?: number;
  readonly payment?: Payment;
  readonly twoPeopleDocument?: string;
}

/** The clerk prepares a batch of lines of 1.00 each. */
async function prepare(
  name: string,
  { union = 'county', of = union, lines = 2, payment = {}, ...rule }: Prepared = {},
) {
  const batchId = newId();
  await asStaff(register, 'clerk', async (sql, recordedIn, actorId) => {
    const personId = newId();
    const person = "insert into person (id, data_key, key_version, recorded_in) values ($1, '', 1, $2)";
    await sql.query(person, [personId, recordedIn]);
    const unionId = register.ids[union] ?? '';
    await insertRows(sql, reliefBatchTable, [{ id: batchId, unionId, ...rule, recordedIn }]);
    const step = { id: newId(), batchId, number: 1, state: 'PREPARED', actorId, day: '2026-03-01', recordedIn };
    await insertRows(sql, reliefBatchStepTable, [step]);
    const payments = Array.from({ length: lines }, () => ({
      ...{ id: newId(), personId, aidType: 'LIVING', ...payment, recordedIn },
    }));
    await insertRows(sql, reliefPaymentTable, payments);
    const rows = payments.map(({ id: paymentId }, at) => ({
      ...{ id: newId(), batchId, number: at + 1, paymentId, allocationId: money[of] ?? '', amountFen: 100, recordedIn },
    }));
    await insertRows(sql, reliefBatchLineTable, rows);
  });
  batches[name] = batchId;
}

/** The money that a step moves. */
const MOVES: Readonly<Record<string, 'HOLD' | 'PAY' | 'RELEASE'>> = {
  SUBMITTED: 'HOLD',
  RELEASED: 'PAY',
  REJECTED: 'RELEASE',
};

interface LineRow {
  readonly paymentId: string;
  readonly allocationId: string;
  readonly holdId: string | null;
}
interface Line extends LineRow {
  readonly amountFen: number;
}

interface Taken {
  readonly day?: string;
  /** What is otherwise than it should be. */
  readonly step?: object;
  readonly lines?: (lines: readonly Line[]) => readonly Line[];
  readonly outcome?: string;
  readonly asOf?: string;
}

async function linesOf(sql: Sql, batchId: string): Promise<readonly Line[]> {
  const rows = await sql.query<LineRow & { readonly amountFen: string }>(
    `select l.payment_id as "paymentId", l.allocation_id as "allocationId", l.amount_fen as "amountFen", (
       select h.id from relief_transaction h where h.payment_id = l.payment_id and h.kind = 'HOLD') as "holdId"
     from relief_lines_of($1) l`,
    [batchId],
  );
  return rows.map(({ amountFen, ...row }) => ({ ...row, amountFen: Number(amountFen) }));
}

/** Takes a step of a batch and moves its money: `OK`, or the constraint that refuses it. */
function take(staff: string, name: string, state: string, taken: Taken = {}): Promise<string> {
  const batchId = batches[name] ?? '';
  const { day = '2026-03-10' } = taken;
  return statusOf(
    asStaff(register, staff, async (sql, recordedIn, actorId) => {
      const lines = await linesOf(sql, batchId);
      const number = await nextNumber(sql, batchId);
      const step = { id: newId(), batchId, number, state, actorId, day, recordedIn, ...addedTo(state, lines) };
      await insertRows(sql, reliefBatchStepTable, [{ ...step, ...taken.step }]);
      const rows = moved(state, lines, taken);
      const isOfReceipt = rows.some(({ kind }) => kind !== 'RELEASE');
      const receiptId = isOfReceipt ? await receipt(sql, recordedIn, day, taken) : null;
      const by = { day, receiptId, actorId, recordedIn };
      await insertRows(
        sql,
        reliefTransactionTable,
        rows.map((row) => ({ ...row, ...by, id: newId() })),
      );
    }),
  );
}

function statusOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'OK',
    (error: unknown) => violatedConstraint(error) ?? String(error),
  );
}

function addedTo(state: string, lines: readonly Line[]): object {
  if (state === 'REJECTED') return { reason: '不符' };
  if (state !== 'SUBMITTED') return {};
  const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return { minutesNumber: '纪要〔2026〕1号', lines: lines.length, totalFen };
}

/** The transactions of a step, as far as they follow from its lines. */
function moved(state: string, all: readonly Line[], { lines: chosen = (given) => given }: Taken) {
  const kind = MOVES[state];
  if (kind === undefined || (kind === 'RELEASE' && all[0]?.holdId === null)) return [];
  return chosen(all).map(({ holdId, paymentId, allocationId, amountFen }) => ({
    ...{ kind, allocationId, amountFen },
    ...(kind === 'HOLD' ? { paymentId, endsOn: '2026-04-30' } : { followsId: holdId }),
    ...(kind === 'RELEASE' ? { reason: '批次驳回' } : {}),
  }));
}

async function nextNumber(sql: Sql, batchId: string): Promise<number> {
  const [row] = await sql.query<{ next: number }>(
    'select coalesce(max(number), 0) + 1 as next from relief_batch_step where batch_id = $1',
    [batchId],
  );
  return row?.next ?? 0;
}

/** A receipt of the household of the file, recorded in the step. */
async function receipt(sql: Sql, recordedIn: string, day: string, { outcome = 'ELIGIBLE', asOf = day }: Taken) {
  const id = newId();
  await sql.query(
    `insert into assessment_receipt (id, household_id, as_of, level, revision, outcome, categories, figures, missing, provisional,
       rulebook_version, facts_digest, recorded_in)
     values ($1, $2, $3, 'COUNTY', 1, $4, '{}', '{}', '{}', '{}', '1', '', $5)`,
    [id, file.householdId, asOf, outcome, recordedIn],
  );
  return id;
}

/** A table of steps: who takes which step of which batch, and what comes of it. */
async function takeAll(table: string): Promise<void> {
  const lines = table.trim().split('\n');
  for (const line of lines) {
    const [command = '', status] = line.trim().split(/\s*->\s*/);
    const [staff = '', name = '', state = '', day = '2026-03-10'] = command.split(/\s+/);
    expect([command, await take(staff, name, state, { day })]).toEqual([command, status]);
  }
}

function strike(name: string, number: number): Promise<string> {
  return statusOf(
    asStaff(register, 'clerk', async (sql, recordedIn) => {
      const select = 'select id from relief_batch_line where batch_id = $1 and number = $2';
      const [line] = await sql.query<{ id: string }>(select, [batches[name], number]);
      await insertRows(sql, reliefStruckLineTable, [{ lineId: line?.id ?? '', reason: '账号有误', recordedIn }]);
    }),
  );
}

test('a batch goes forward only, by four different people', async () => {
  await prepare('a');
  await prepare('b');
  await takeAll(`
    clerk           a REVIEWED   -> relief_batch_not_forward
    archivist       a SUBMITTED  -> relief_batch_same_person
    clerk           a SUBMITTED  2026-02-28 -> relief_batch_day
    clerk           a SUBMITTED  2999-01-01 -> relief_batch_day
    clerk           a SUBMITTED  -> OK
    clerk           a SUBMITTED  -> relief_batch_not_forward
    clerk           a REVIEWED   -> relief_batch_same_person
    archivist       a APPROVED   -> relief_batch_not_forward
    archivist       a REVIEWED   -> OK
    archivist       a APPROVED   -> relief_batch_same_person
    clerk           a APPROVED   -> relief_batch_same_person
    chief           a APPROVED   -> OK
    chief           a RELEASED   -> relief_batch_same_person
    archivist       a RELEASED   -> relief_batch_same_person
    clerk           a RELEASED   -> relief_batch_same_person
    secondArchivist a RELEASED   2026-03-09 -> relief_batch_day
    secondArchivist a RELEASED   -> OK
    chief           a REJECTED   -> relief_batch_not_forward
    clerk           b SUBMITTED  -> OK
    archivist       b REJECTED   -> OK
    archivist       b REVIEWED   -> relief_batch_not_forward`);
  const [row] = await register.asApplication(
    `select count(*) filter (where t.kind = 'PAY')::int as paid, count(*) filter (where t.kind = 'RELEASE')::int as released
     from relief_transaction t join relief_transaction h on h.id = t.follows_id
     join relief_batch_line l on l.payment_id = h.payment_id where l.batch_id = any($1)`,
    [[batches['a'], batches['b']]],
  );
  expect(row).toEqual({ paid: 2, released: 2 });
});

test('two people are enough for the money of an employer, where a local rule says so', async () => {
  const twoPeopleDocument = '安工〔2025〕9号';
  await prepare('two', { union: 'employer', twoPeopleDocument });
  await prepare('no rule', { union: 'employer' });
  await prepare('county', { twoPeopleDocument });
  for (const name of ['two', 'no rule', 'county']) expect(await take('clerk', name, 'SUBMITTED')).toBe('OK');
  expect(await take('clerk', 'no rule', 'REVIEWED')).toBe('relief_batch_same_person');
  expect(await take('clerk', 'county', 'REVIEWED')).toBe('relief_batch_same_person');
  await takeAll(`
    clerk     two REVIEWED -> OK
    clerk     two APPROVED -> relief_batch_same_person
    archivist two APPROVED -> OK
    archivist two RELEASED -> relief_batch_same_person
    clerk     two RELEASED -> OK`);
});

describe('a batch is all or nothing', () => {
  test('its header and its money are those of the lines that were not struck out', async () => {
    await prepare('c', { lines: 3 });
    expect(await take('clerk', 'c', 'SUBMITTED', { step: { lines: 2 } })).toBe('relief_batch_header');
    expect(await take('clerk', 'c', 'SUBMITTED', { step: { totalFen: 299 } })).toBe('relief_batch_header');
    expect(await take('clerk', 'c', 'SUBMITTED', { step: { minutesNumber: null } })).toBe('relief_batch_minutes');
    expect(await strike('c', 2)).toBe('OK');
    const without = (lines: readonly Line[]) => lines.slice(1);
    const otherwise = (lines: readonly Line[]) => lines.map((line) => ({ ...line, amountFen: 99 }));
    expect(await take('clerk', 'c', 'SUBMITTED', { lines: without })).toBe('relief_batch_incomplete');
    expect(await take('clerk', 'c', 'SUBMITTED', { lines: otherwise })).toBe('relief_other_line');
    expect(await take('clerk', 'c', 'SUBMITTED')).toBe('OK');
    expect(await strike('c', 1)).toBe('relief_batch_closed');
    await takeAll(`
      archivist c REVIEWED -> OK
      chief     c APPROVED -> OK`);
    expect(await take('secondArchivist', 'c', 'RELEASED', { lines: without })).toBe('relief_batch_incomplete');
    expect(await take('chief', 'c', 'REJECTED', { lines: without })).toBe('relief_batch_incomplete');
    expect(await take('secondArchivist', 'c', 'RELEASED')).toBe('OK');
  });

  test('its money is that of its union, and moves in its steps alone', async () => {
    await expect(prepare('d', { of: 'employer' })).rejects.toMatchObject({ constraint: 'relief_line_of_other_union' });
    await prepare('d');
    const hold = (staff: string) =>
      asStaff(register, staff, async (sql, recordedIn, actorId) => {
        const [line] = await linesOf(sql, batches['d'] ?? '');
        const { allocationId = '', paymentId = '' } = line ?? {};
        const row = { id: newId(), kind: 'HOLD', allocationId, paymentId, amountFen: 100, day: '2026-03-10' };
        await insertRows(sql, reliefTransactionTable, [{ ...row, endsOn: '2026-04-30', actorId, recordedIn }]);
      });
    await expect(hold('clerk')).rejects.toMatchObject({ constraint: 'relief_outside_batch' });
    expect(await take('clerk', 'd', 'SUBMITTED')).toBe('OK');
    await expect(hold('clerk')).rejects.toMatchObject({ constraint: 'relief_held_once' });
    expect(await take('archivist', 'd', 'REJECTED')).toBe('OK');
  });

  test('of approving and rejecting it at once one wins', async () => {
    await prepare('e');
    expect(await take('clerk', 'e', 'SUBMITTED')).toBe('OK');
    expect(await take('archivist', 'e', 'REVIEWED')).toBe('OK');
    const step = { number: 4 };
    const both = await Promise.all([
      take('chief', 'e', 'APPROVED', { step }),
      take('secondArchivist', 'e', 'REJECTED', { step }),
    ]);
    expect(both.toSorted()).toEqual(['OK', 'relief_batch_next']);
  });
});

test('a payment to a file needs a receipt of the day, at submission and at release', async () => {
  await prepare('f', { payment: file });
  expect(await take('clerk', 'f', 'SUBMITTED', { outcome: 'INDETERMINATE' })).toBe('relief_receipt');
  expect(await take('clerk', 'f', 'SUBMITTED', { asOf: '2026-03-09' })).toBe('relief_receipt');
  expect(await take('clerk', 'f', 'SUBMITTED')).toBe('OK');
  await takeAll(`
    archivist f REVIEWED -> OK
    chief     f APPROVED -> OK`);
  expect(await take('secondArchivist', 'f', 'RELEASED', { day: '2026-03-12', outcome: 'INELIGIBLE' })).toBe(
    'relief_receipt',
  );
  expect(await take('secondArchivist', 'f', 'RELEASED', { day: '2026-03-12' })).toBe('OK');
});

test('a thousand lines are held and paid together', async () => {
  await prepare('g', { lines: 1000 });
  const begun = performance.now();
  expect(await take('clerk', 'g', 'SUBMITTED')).toBe('OK');
  expect(await take('archivist', 'g', 'REVIEWED')).toBe('OK');
  expect(await take('chief', 'g', 'APPROVED')).toBe('OK');
  expect(await take('secondArchivist', 'g', 'RELEASED')).toBe('OK');
  process.stdout.write(`1,000 lines from submission to release: ${Math.round(performance.now() - begun)} ms\n`);
  expect(await checkLedger(register.platform.url)).toEqual([]);
}, 60_000);

describe('planted as the owner', () => {
  const of = (name: string) => `(select id from relief_batch where id = '${batches[name] ?? ''}')`;
  const STEP = 'update relief_batch_step set';
  const PLANTED: Readonly<Record<string, () => string>> = {
    BATCH_FORWARD: () => `${STEP} state = 'APPROVED' where state = 'REVIEWED' and batch_id = ${of('a')}`,
    BATCH_BY_OTHERS: () => `${STEP} actor_id = (select actor_id from relief_batch_step where state = 'PREPARED' limit 1)
      where state = 'RELEASED' and batch_id = ${of('a')}`,
    BATCH_EQUALS_ITS_LINES: () => `${STEP} lines = 3 where state = 'SUBMITTED' and batch_id = ${of('a')}`,
    BATCH_WHOLE: () => `delete from relief_entry; delete from relief_transaction where kind = 'PAY' and follows_id in (
      select id from relief_transaction where payment_id in (select payment_id from relief_batch_line where batch_id = ${of('a')}))`,
    BATCH_MOVES_ITS_LINES: () => `update relief_batch_line set amount_fen = 99 where batch_id = ${of('a')}`,
  };

  test('each invariant returns its violation, and no row of what is whole', async () => {
    expect(Object.keys(PLANTED)).toEqual(BATCH_INVARIANTS.map(({ name }) => name));
    const owner = new pg.Client({ connectionString: register.platform.ownerUrl });
    await owner.connect();
    for (const { name, violations } of BATCH_INVARIANTS) {
      await owner.query('begin');
      for (const table of ['batch_step', 'batch_line', 'transaction', 'entry']) {
        await owner.query(`alter table relief_${table} disable trigger user`);
      }
      const before = await owner.query(violations);
      await owner.query(PLANTED[name]?.() ?? '');
      const after = await owner.query(violations);
      await owner.query('rollback');
      expect([name, before.rowCount, (after.rowCount ?? 0) > 0]).toEqual([name, 0, true]);
    }
    await owner.end();
  });
});
