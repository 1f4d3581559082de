import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFile } from '../../src/archive/open-file.ts';
import { householdsOfWorkers } from '../../src/intake/households/known-households.read.ts';
import type { ImportAnswer } from '../../src/intake/import-answer.ts';
import { importWorkbook } from '../../src/intake/import-workbook.ts';
import { asFen } from '../../src/kernel/fen.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import { CHANGE_HOUSEHOLD } from '../../src/registry/recording/acts/state-acts.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { acted as actOn } from '../support/acts.ts';
import { newHousehold, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import {
  bornWith,
  DAY,
  household,
  householdState,
  membershipState,
  person,
  record,
  survey,
} from '../support/register-household.ts';
import { rowsOf, type SheetRows, writeWorkbook } from '../support/workbook.ts';

/** A workbook that was exported elsewhere, such as from the national system, is compared with what is on record. */

const ON = DAY(2026, 6, 30);
let register: TestRegister;
let folder = '';
beforeAll(async () => {
  register = await testRegister('18');
  folder = mkdtempSync(join(tmpdir(), 'bangfu-comparison-'));
  for (const one of [SAME, CHANGED, ABSENT]) {
    valueOf(await recordHousehold(register.deps, newHousehold(register, one, { from: DAY(2026, 1, 1) })));
  }
});
afterAll(async () => {
  await register.drop();
  rmSync(folder, { recursive: true });
});

const MONTHS = { from: (2025 * 12) as never, to: (2025 * 12 + 11) as never };
function family(serials: readonly [number, number], fileNumber: string, address: string): RegisterHousehold {
  const base = household([...serials], {
    household: householdState({ address, savingsFen: asFen(100_000), dwellingsKnown: true }),
  });
  const members = base.members.map((one, at) => ({
    ...one,
    person: person(`人${fileNumber}${at}`, bornWith(serials[at] ?? 0)),
    membershipState: membershipState({ relation: at === 0 ? 'SELF' : 'SON' }),
  }));
  const wage = { kind: 'WAGE', relief: false, amountFen: asFen(300_000), verified: true, ...MONTHS } as const;
  return {
    ...base,
    members,
    records: { ...base.records, surveys: [survey(DAY(2026, 1, 1))], incomes: [record('incomes', 'i1', 'm1', wage)] },
  };
}
const SAME = family([3101, 3102], 'A', '文峰区一号');
const CHANGED = family([3103, 3104], 'B', '文峰区二号');
const ABSENT = family([3105, 3106], 'C', '文峰区三号');
const ELSEWHERE = family([3107, 3108], 'D', '文峰区四号');

let files = 0;
async function compare(rows: SheetRows, over: object = {}): Promise<ImportAnswer> {
  const workbook = await writeWorkbook(join(folder, `${(files += 1)}.xlsx`), rows);
  const union = { id: register.ids['employer'] ?? '', region: '410502' };
  const request = { workbook, actorId: register.ids['clerk'] ?? '', union, on: ON, purpose: '测试', compares: true };
  return importWorkbook(
    register.deps,
    { ...request, ...over },
    {
      signal: new AbortController().signal,
      progress: () => undefined,
    },
  );
}

/** Opens files of households, and returns their numbers in order. */
async function openFiles(households: readonly RegisterHousehold[]): Promise<readonly string[]> {
  const { deps, ids } = register;
  for (const { members } of households) {
    const number = members[0]?.identityNumber ?? '';
    const found = await deps.database.session((sql) => householdsOfWorkers(sql, deps.secrets, [number]));
    const state = { level: 'NATIONAL', category: null, hardshipClass: null, state: 'APPLIED', reason: null } as const;
    const command = { actorId: ids['archivist'] ?? '', idempotencyKey: null, purpose: '测试', expectedRevision: null };
    const file = { householdId: found.get(number) ?? '', on: DAY(2026, 1, 2), state, stewardId: ids['employer'] ?? '' };
    valueOf(await openFile(deps, { ...command, ...file }));
  }
  const rows = await register.asOwner('select number from archive_file order by number');
  return rows.map(({ number }) => String(number));
}

const places = ({ notices }: ImportAnswer) =>
  notices.map(({ sheet, row, column, code }) => [sheet, row, column, code].filter((one) => one !== null).join(' '));
const changesOnRecord = async () => (await register.asOwner('select count(*) from change_log'))[0]?.['count'];

/** The rows as the other system has them: of the second household some values are other ones. */
function otherRows(): SheetRows {
  const [changed] = [structuredClone(CHANGED)];
  const other: RegisterHousehold = {
    ...changed,
    household: { ...changed.household, address: '北关区九号', savingsFen: null, postcode: '455000' },
    members: changed.members.map((one, at) => (at === 1 ? { ...one, person: { ...one.person, name: '别名' } } : one)),
    records: {
      ...changed.records,
      incomes: changed.records.incomes.map((one) => ({
        ...one,
        values: { ...one.values, amountFen: asFen(350_000) },
      })),
      expenses: [
        record('expenses', 'x9', 'm2', { kind: 'ILLNESS', amountFen: asFen(2), reimbursedFen: asFen(0), ...MONTHS }),
      ],
    },
  };
  return rowsOf([SAME, other, ELSEWHERE]);
}

test('every value that differs is named by its cell, what one of the two does not have is told apart, and nothing is written', async () => {
  const before = await changesOnRecord();
  const answer = await compare(otherRows());
  expect(answer).toMatchObject({ faults: [], households: { recorded: 0, unchanged: 1, different: 2, refused: 0 } });
  expect(answer.rowCounts).toEqual({ recorded: 0, unchanged: 4, different: 9, refused: 0 });
  expect(places(answer)).toEqual([
    '困难职工 3 储蓄 BLANK_IN_WORKBOOK',
    '困难职工 3 邮政编码 NOT_ON_RECORD',
    '困难职工 3 家庭住址 DIFFERS_FROM_RECORD',
    '困难职工 4 NOT_ON_RECORD',
    '家庭成员 3 姓名 DIFFERS_FROM_RECORD',
    '收入 3 金额 DIFFERS_FROM_RECORD',
    '支出 2 记录编号 NOT_ON_RECORD',
  ]);
  expect(await changesOnRecord()).toBe(before);
});

test('files of the union that are not there are named one by one; of a household without a file nothing is said', async () => {
  const answer = await compare(rowsOf([SAME]));
  expect(places(answer)).toEqual([]);
  const numbers = await openFiles([SAME, CHANGED, ABSENT]);
  const named = (await compare(rowsOf([SAME]))).notices.map(({ code, zh }) => [code, zh]);
  expect(named).toEqual(numbers.slice(1).map((number) => ['FILE_ABSENT', `档案 ${number} 不在工作簿中`]));
});

test('a workbook may lack sheets and have columns of its own: both are told, and what is there is compared', async () => {
  const rows = rowsOf([SAME]);
  const [headings, first] = rows['困难职工'] ?? [];
  headings?.push('上报批次');
  first?.push('2026-1');
  const answer = await compare({ 困难职工: rows['困难职工'] ?? [], 家庭成员: rows['家庭成员'] ?? [] });
  expect(answer).toMatchObject({ faults: [], missing: [], households: { unchanged: 1, different: 0, refused: 0 } });
  expect(places(answer)).toContain('困难职工 1 上报批次 COLUMN_NOT_COMPARED');
  expect(places(answer)).toContain('收入 SHEET_NOT_COMPARED');
  expect((await compare({ 家庭成员: rows['家庭成员'] ?? [] })).faults).toMatchObject([{ code: 'MISSING_SHEET' }]);
});

test('a row that is wrong is refused as at an import, and what is missing of a household is told', async () => {
  const rows = rowsOf([SAME, CHANGED]);
  const at = rows['困难职工']?.[0]?.indexOf('性别') ?? -1;
  const wrong = rows['困难职工']?.[1];
  if (wrong !== undefined) wrong[at] = '不详人';
  rows['收入']?.splice(1);
  const answer = await compare(rows);
  expect(answer.faults).toMatchObject([{ sheet: '困难职工', row: 2, column: '性别', code: 'NOT_A_CODE' }]);
  expect(answer.households).toEqual({ recorded: 0, unchanged: 0, different: 1, refused: 1 });
  expect(answer.missing).toEqual([{ sheet: '困难职工', row: 3, what: 'records.incomes.i1' }]);
});

test('who may not change a household is not told whether it is on record', async () => {
  const actorId = register.ids['otherClerk'] ?? '';
  const union = { id: register.ids['otherEmployer'] ?? '', region: '410502' };
  const [theirs, unknown] = [await compare(rowsOf([SAME]), { actorId, union }), await compare(rowsOf([ELSEWHERE]))];
  const ofTheRow = ({ notices }: ImportAnswer) => notices.filter(({ row }) => row !== null);
  expect(ofTheRow(theirs)).toEqual(ofTheRow(unknown));
  expect(ofTheRow(theirs)).toMatchObject([{ row: 2, code: 'NOT_ON_RECORD' }]);
  expect(theirs.households).toEqual({ recorded: 0, unchanged: 0, different: 1, refused: 0 });
});

describe('compared as of the day of the comparison', () => {
  const acted = async (household: RegisterHousehold, act: (id: string) => Promise<unknown>) => {
    const { householdId } = valueOf(
      await recordHousehold(register.deps, newHousehold(register, household, { from: DAY(2026, 1, 1) })),
    );
    await act(householdId);
  };
  const outcomeOf = async (household: RegisterHousehold) => {
    const { households, ...answer } = await compare(rowsOf([household]));
    return [households.different, places(answer as ImportAnswer).filter((one) => !one.includes('FILE_ABSENT'))];
  };

  test('whatever day the survey of the workbook has: what changed since differs, and what is so now is the same', async () => {
    const moved = family([3111, 3112], 'E', '旧址');
    const change = { from: DAY(2026, 3, 5), correction: false, state: { address: '新址' } };
    await acted(moved, async (id) => valueOf(await actOn(register, id, CHANGE_HOUSEHOLD, change)));
    expect(await outcomeOf(moved)).toEqual([1, ['困难职工 2 家庭住址 DIFFERS_FROM_RECORD']]);
    expect(await outcomeOf({ ...moved, household: { ...moved.household, address: '新址' } })).toEqual([0, []]);
  });

  test('a household of another union is told to be kept elsewhere', async () => {
    const theirs = family([3113, 3114], 'F', '东街');
    const unionId = register.ids['county'] ?? '';
    const command = { ...newHousehold(register, theirs, { from: DAY(2026, 1, 1) }), unionId };
    valueOf(await recordHousehold(register.deps, command));
    expect(await outcomeOf(theirs)).toEqual([1, ['困难职工 2 KEPT_ELSEWHERE']]);
    const union = { id: unionId, region: '410502' };
    const both = await compare(rowsOf([theirs, SAME]), { union });
    expect([both.households.different, both.households.unchanged]).toEqual([0, 2]);
  });

  test('columns that the workbook does not have are not compared, on any sheet', async () => {
    const rows = rowsOf([SAME]);
    for (const [sheet, heading] of [
      ['收入', '已核实'],
      ['入户调查', '调查人一'],
      ['困难职工', '家庭住址'],
    ] as const) {
      const at = rows[sheet]?.[0]?.indexOf(heading) ?? -1;
      expect(at).toBeGreaterThan(0);
      for (const row of rows[sheet] ?? []) row.splice(at, 1);
    }
    expect(await compare(rows)).toMatchObject({ faults: [], households: { unchanged: 1, different: 0 } });
  });

  test('what a payment reverses is compared', async () => {
    const paid = (amountFen: number, reason: string | null = null) =>
      ({
        source: 'UNION_FUNDS',
        aidType: 'LIVING',
        amountFen: amountFen as never,
        paidOn: DAY(2026, 2, 1),
        reason,
      }) as const;
    const base = family([3115, 3116], 'G', '西街');
    const payments = [record('disbursements', 'p', 'm1', paid(500)), record('disbursements', 'q', 'm1', paid(500))];
    const reversal = { ...record('disbursements', 'r', 'm1', paid(-500, '金额录错')), reverses: 'p' };
    const reversed = { ...base, records: { ...base.records, disbursements: [...payments, reversal] } };
    await acted(reversed, () => Promise.resolve());
    expect(await outcomeOf(reversed)).toEqual([0, []]);
    const other = { ...base.records, disbursements: [...payments, { ...reversal, reverses: 'q' }] };
    expect(await outcomeOf({ ...base, records: other })).toEqual([1, ['帮扶发放 4 冲销编号 DIFFERS_FROM_RECORD']]);
  });

  test('many files that are not there do not hide what differs', async () => {
    const answer = await compare(rowsOf([{ ...SAME, household: { ...SAME.household, address: '别处' } }]));
    const told = answer.notices.map(({ code }) => code);
    expect(told.indexOf('DIFFERS_FROM_RECORD')).toBeLessThan(told.indexOf('FILE_ABSENT'));
  });
});
