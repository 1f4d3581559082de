import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ImportAnswer } from '../../src/intake/import-answer.ts';
import { importWorkbook } from '../../src/intake/import-workbook.ts';
import { householdsOfWorkers } from '../../src/intake/households/known-households.read.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { asFen } from '../../src/kernel/fen.ts';
import type { RegisterHousehold, RegisterRecord } from '../../src/registry/kinds.ts';
import { REVERSE_PAYMENT } from '../../src/registry/recording/acts/record-acts.ts';
import type { Deps } from '../../src/usecase/command.ts';
import { acted, storedOf } from '../support/acts.ts';
import { readHouseholds } from '../support/read-household.ts';
import { testRegister, type TestRegister, valueOf } from '../support/register.ts';
import { household, identityNumber, membershipState, record } from '../support/register-household.ts';
import { type CellInput, rowsOf, type SheetRows, writeLargeWorkbook } from '../support/workbook.ts';

/** Every household and every row of a workbook is recorded, unchanged or refused; payments are appended, and reversed. */

const [ON, PAID] = [requireDay('2026-06-30'), requireDay('2025-01-20')];

let register: TestRegister;
let folder = '';
beforeAll(async () => {
  register = await testRegister('18');
  folder = mkdtempSync(join(tmpdir(), 'bangfu-counts-'));
});
afterAll(async () => {
  await register.drop();
  rmSync(folder, { recursive: true });
});

let serial = 7000;
const payment = (key: string, yuan: number, over: Partial<RegisterRecord<'disbursements'>['values']> = {}) =>
  record('disbursements', key, 'm2', {
    ...{ source: 'DONATION', aidType: 'LIVING', amountFen: asFen(yuan * 100), paidOn: PAID, ...over },
  });
const reversal = (reverses: string, yuan: number, key = `冲销 ${reverses}`) => ({
  ...payment(key, yuan, { paidOn: requireDay('2025-06-01'), reason: '误' }),
  reverses,
});
/** A household of two with these payments: three rows and those of the payments. */
function paying(...disbursements: readonly RegisterRecord<'disbursements'>[]): RegisterHousehold {
  const base = household([(serial += 2), serial + 1]);
  const members = base.members.map((one, at) => ({
    ...one,
    membershipState: membershipState({ relation: at === 0 ? 'SELF' : 'SON' }),
  }));
  const dibao = [record('dibao', 'b', null, { from: PAID })];
  return { ...base, members, records: { ...base.records, dibao, disbursements } };
}
const again = (one: RegisterHousehold, ...disbursements: readonly RegisterRecord<'disbursements'>[]) => ({
  ...one,
  records: { ...one.records, disbursements },
});

const importRows = async (rows: SheetRows, deps: Deps = register.deps, over: object = {}) => {
  const workbook = writeLargeWorkbook(join(folder, `${(serial += 2)}.xlsx`), rows);
  const union = { id: register.ids['employer'] ?? '', region: '410502' };
  return importWorkbook(
    deps,
    { workbook, actorId: register.ids['clerk'] ?? '', union, on: ON, purpose: '测试', ...over },
    { signal: new AbortController().signal, progress: () => undefined },
  );
};
const importOf = (...given: readonly RegisterHousehold[]) => importRows(rowsOf(given));
const faultsOf = ({ faults }: ImportAnswer) =>
  faults.map(({ sheet, row, column, code }) => `${sheet} ${row} ${column} ${code}`);
const numberOf = (one: RegisterHousehold) => one.members[0]?.identityNumber ?? '';
async function idOf(one: RegisterHousehold): Promise<string> {
  const { database, secrets } = register.deps;
  return (await database.session((sql) => householdsOfWorkers(sql, secrets, [numberOf(one)]))).get(numberOf(one)) ?? '';
}
const read = async (one: RegisterHousehold, known: number | 'NOW' = 'NOW') => {
  const id = await idOf(one);
  return id === '' ? undefined : (await readHouseholds(register.deps, [id], ON, known)).get(id)?.household;
};
const sum = ({ recorded, unchanged, refused }: ImportAnswer['households']) => recorded + unchanged + refused;
const set = (rows: SheetRows, sheet: string, heading: string, row: number, value: CellInput) => {
  const cells = rows[sheet]?.[row];
  const at = rows[sheet]?.[0]?.indexOf(heading) ?? -1;
  if (cells === undefined || at === -1) throw new Error(`no ${heading} on ${sheet}`);
  cells[at] = value;
};

test('households and rows of a workbook are recorded, unchanged or refused, each once', async () => {
  const [known, altered] = [paying(payment('p', 500)), paying(payment('p', 500))];
  await importOf(known, altered);
  const before = await read(altered);
  const [made, faulty, nobody] = [paying(), paying(), paying()];
  const elsewhere = { ...paying(), members: [...paying().members.slice(0, 1), ...known.members.slice(1)] };
  const wrong = again(altered, payment('p', 501), payment('new', 7));
  const rows = rowsOf([made, known, wrong, faulty, nobody, elsewhere]);
  set(rows, '低保', '享受开始日期', 4, '2025-02-30');
  set(rows, '低保', '职工身份证号', 5, null);
  const answer = await importRows(rows);
  expect(answer).toMatchObject({
    ...{ rows: 3 + 4 + 5 + 3 + 3 + 3, households: { recorded: 2, unchanged: 1, refused: 3 }, faultCount: 4 },
    rowCounts: { recorded: 3 + 2, unchanged: 4, refused: 5 + 3 + 1 + 3 },
  });
  expect([sum(answer.rowCounts), sum(answer.households)]).toEqual([answer.rows, 6]);
  expect(faultsOf(answer)).toEqual([
    '家庭成员 7 身份证号 ALREADY_ON_FILE_ELSEWHERE',
    '低保 5 享受开始日期 NOT_A_DAY',
    '低保 6 职工身份证号 REQUIRED',
    '帮扶发放 3 帮扶金额 PAYMENT_ON_RECORD',
  ]);
  // Nothing of the household is half-written: its new payment is not there either.
  expect(await read(altered)).toEqual(before);
});

test('of households that are imported at once and share a member one is recorded, and the others are refused; so is one that loses every race', async () => {
  const shared = identityNumber((serial += 2));
  const rivals = Array.from({ length: 4 }, () => {
    const one = paying();
    return { ...one, members: one.members.map((own, at) => (at === 0 ? own : { ...own, identityNumber: shared })) };
  });
  const answers = await Promise.all(rivals.map((one) => importOf(one)));
  expect(answers.map(({ households }) => sum(households))).toEqual(Array(4).fill(1));
  expect(answers.filter(({ rowCounts }) => rowCounts.recorded === 3)).toHaveLength(1);
  expect(answers.filter(({ rowCounts, faultCount }) => rowCounts.refused === 3 && faultCount === 1)).toHaveLength(3);
  const lost = Object.assign(new Error('lost'), { constraint: 'one_household_a_person' });
  const { database } = register.deps;
  const unlucky = { ...register.deps, database: { ...database, transaction: () => Promise.reject(lost) } };
  const answer = await importRows(rowsOf([paying(), paying()]), unlucky);
  expect(answer).toMatchObject({ rows: 6, rowCounts: { refused: 6 }, households: { recorded: 0, refused: 2 } });
  expect(faultsOf(answer)).toEqual(['困难职工 2 身份证号 STALE_REVISION', '困难职工 3 身份证号 STALE_REVISION']);
});

test('an import ends once all that it recorded can be read at its revision, however long others write', async () => {
  const given = paying(payment('p', 500));
  let release: () => void = () => undefined;
  const others = register.platform.database.transaction(async (sql) => {
    await sql.query('select pg_current_xact_id()');
    await new Promise<void>((resolve) => (release = resolve));
  });
  let hasEnded = false;
  const importing = importOf(given).finally(() => (hasEnded = true));
  try {
    while ((await read(given)) === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(hasEnded).toBe(false);
  } finally {
    release();
    await others;
  }
  const { revision } = await importing;
  expect((await read(given, revision))?.records).toEqual(given.records);
});

const SINCE = { on: requireDay('2025-01-01') };

test('a workbook brings a payment with its reversal; the same again changes nothing, by whichever door it was reversed', async () => {
  const given = paying(payment('p', 500), payment('q', 30), reversal('p', -500));
  expect(await importRows(rowsOf([given]), register.deps, SINCE)).toMatchObject({
    households: { recorded: 1 },
    faults: [],
  });
  expect((await read(given))?.records).toEqual(given.records);
  expect(await importRows(rowsOf([given]), register.deps, SINCE)).toMatchObject({
    households: { unchanged: 1 },
    missing: [],
  });
  const householdId = await idOf(given);
  const { records } = await storedOf(register.deps, householdId);
  const id = records.find(({ key }) => key === 'q')?.id ?? '';
  valueOf(await acted(register, householdId, REVERSE_PAYMENT, { id, on: requireDay('2025-06-01'), reason: '误' }));
  // Without a number of its own, and with a minus, in brackets, or in full width.
  for (const amount of ['-30.00', '(30)', '－￥30元']) {
    const rows = rowsOf([again(given, ...given.records.disbursements, reversal('q', -30))]);
    set(rows, '帮扶发放', '记录编号', 4, null);
    set(rows, '帮扶发放', '帮扶金额', 4, amount);
    expect(await importRows(rows, register.deps, SINCE)).toMatchObject({
      households: { unchanged: 1 },
      faults: [],
      missing: [],
    });
  }
});

test('a reversal that is none is told at its cell', async () => {
  const given = paying(payment('p', 500), reversal('p', -500), payment('q', 30));
  await importOf(given);
  const place = async (...added: readonly RegisterRecord<'disbursements'>[]) =>
    faultsOf(await importOf(again(given, ...given.records.disbursements, ...added)));
  expect(await place(reversal('q', -29))).toEqual(['帮扶发放 5 帮扶金额 REVERSAL_DIFFERS']);
  expect(await place(payment('r', -30))).toEqual(['帮扶发放 5 帮扶金额 NEGATIVE_REVERSES']);
  expect(await place(reversal('冲销 p', 500, 'x'))).toEqual(['帮扶发放 5 冲销编号 IS_A_REVERSAL']);
  expect(await place(reversal('nothing', -30))).toEqual(['帮扶发放 5 冲销编号 NO_SUCH_RECORD']);
  expect(await place(reversal('p', -500, 'x'))).toEqual(['帮扶发放 5 冲销编号 REVERSED_ALREADY']);
  expect((await read(given))?.records).toEqual(given.records);
});

test('a payment of a workbook without some columns is the one on record', async () => {
  const given = paying(payment('p', 500, { bank: '示例银行', note: '春节' }));
  await importOf(given);
  const rows = rowsOf([given]);
  for (const heading of ['开户银行', '备注', '冲销编号', '冲销理由']) {
    const at = rows['帮扶发放']?.[0]?.indexOf(heading) ?? -1;
    rows['帮扶发放'] = (rows['帮扶发放'] ?? []).map((cells) => cells.toSpliced(at, 1));
  }
  expect(await importRows(rows)).toMatchObject({ households: { unchanged: 1 }, faults: [] });
});
