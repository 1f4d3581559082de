import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseDay } from '../../src/kernel/calendar.ts';
import { asFen } from '../../src/kernel/fen.ts';
import { householdsOfWorkers } from '../../src/intake/households/known-households.read.ts';
import type { ImportAnswer } from '../../src/intake/import-answer.ts';
import { importWorkbook } from '../../src/intake/import-workbook.ts';
import { readHouseholds } from '../support/read-household.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import { randomBy } from '../../src/sample/random.ts';
import { inventHousehold } from '../../src/sample/households/sample-household.ts';
import { personMaker } from '../../src/sample/households/sample-person.ts';
import { situations } from '../../src/sample/households/sample-situations.ts';
import { SERVERS, type TestRegister, testRegister } from '../support/register.ts';
import {
  bornWith,
  DAY,
  household,
  householdState,
  identityNumber,
  member,
  person,
  record,
  membershipState,
} from '../support/register-household.ts';
import { type CellInput, rowsOf, type SheetRows, writeLargeWorkbook, writeWorkbook } from '../support/workbook.ts';

const ON = DAY(2026, 6, 30);
let serial = 1000;
const fresh = () => (serial += 1);

/** A household of two with one record of every kind. */
function fullHousehold(): RegisterHousehold {
  const month = (text: string) => (Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1) as never;
  const span = { from: month('2025-06'), to: month('2026-05') };
  const day = (text: string) => parseDay(text) as never;
  const serials = [fresh(), fresh()];
  const base = household(serials);
  const members = base.members.map((one, at) => ({
    ...one,
    person: person(`人${serial}${at}`, { ...bornWith(serials[at] ?? 0), mobile: '12000000001' }),
    membershipState: membershipState({ relation: at === 0 ? 'SELF' : 'SON' }),
  }));
  return {
    ...base,
    members,
    household: householdState({
      address: '文峰区一号',
      savingsFen: asFen(123_456),
      otherCauses: ['OTHER', 'SCHOOLING'],
    }),
    records: {
      surveys: [],
      employment: [record('employment', 'e1', 'm1', { status: 'EMPLOYED', from: month('2020-01'), to: null })],
      incomes: [
        record('incomes', 'i1', 'm1', {
          kind: 'WAGE',
          relief: false,
          amountFen: asFen(2_640_001),
          verified: true,
          ...span,
        }),
      ],
      deductions: [record('deductions', 'd1', 'm1', { kind: 'INCOME_TAX', amountFen: asFen(1), ...span })],
      expenses: [
        record('expenses', 'x1', 'm2', { kind: 'ILLNESS', amountFen: asFen(2), reimbursedFen: asFen(0), ...span }),
      ],
      events: [
        record('events', 'v1', null, {
          kind: 'ACCIDENT',
          date: day('2026-01-02'),
          grave: true,
          costFen: asFen(3),
          compensatedFen: asFen(0),
        }),
      ],
      dwellings: [record('dwellings', 'w1', null, { area: 7850 as never })],
      vehicles: [record('vehicles', 'c1', null, { vehicleKind: 'SHIP', owned: true, from: day('2024-02-29') })],
      schooling: [record('schooling', 's1', 'm2', { private: true, tuitionFen: asFen(100) })],
      dibao: [record('dibao', 'b1', null, { from: day('2025-01-01'), to: day('2025-12-31') })],
      disbursements: [
        record('disbursements', 'p1', 'm2', {
          source: 'UNION_FUNDS',
          aidType: 'LIVING',
          amountFen: asFen(50_000),
          paidOn: day('2025-01-20'),
          accountNumber: '9999990000000000000',
        }),
      ],
    },
  };
}

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let folder = '';
  let temporary: string[] = [];

  beforeAll(async () => {
    register = await testRegister(server);
    folder = mkdtempSync(join(tmpdir(), 'bangfu-import-'));
    temporary = readdirSync(tmpdir());
  });
  afterAll(async () => {
    await register.drop();
    rmSync(folder, { recursive: true });
  });

  const importFile = (path: string, over: object = {}): Promise<ImportAnswer> =>
    importWorkbook(
      register.deps,
      {
        workbook: path,
        actorId: register.ids['clerk'] ?? '',
        union: { id: register.ids['employer'] ?? '', region: '410502' },
        on: ON,
        purpose: '测试',
        ...over,
      },
      { signal: new AbortController().signal, progress: () => undefined },
    );
  const importRows = async (rows: SheetRows, change?: Parameters<typeof writeWorkbook>[2]) =>
    importFile(await writeWorkbook(join(folder, `${fresh()}.xlsx`), rows, change));
  const readAll = async (given: readonly RegisterHousehold[]) => {
    const numbers = given.map(({ members }) => members[0]?.identityNumber ?? '');
    const ids = await register.deps.database.session((sql) => householdsOfWorkers(sql, register.deps.secrets, numbers));
    const found = await readHouseholds(register.deps, [...ids.values()], ON, 'NOW');
    return numbers.map((number) => found.get(ids.get(number) ?? '')?.household);
  };
  const read = async (given: RegisterHousehold) => (await readAll([given]))[0];
  const faultsOf = ({ faults }: ImportAnswer) =>
    faults.map(({ sheet, row, column, code }) => [sheet, row, column, code]);
  /** Sets the cell of a heading in a sheet's n-th row. */
  const set = (rows: SheetRows, sheet: string, heading: string, value: CellInput, row = 1): SheetRows => {
    const at = rows[sheet]?.[0]?.indexOf(heading) ?? -1;
    const cells = rows[sheet]?.[row];
    if (at === -1 || cells === undefined) throw new Error(`no ${heading} on ${sheet}`);
    cells[at] = value;
    return rows;
  };

  test('every field of every sheet comes back as it was written', async () => {
    const given = fullHousehold();
    const answer = await importRows(rowsOf([given]));
    expect(answer).toMatchObject({ households: { recorded: 1, unchanged: 0, refused: 0 }, faults: [], missing: [] });
    expect(answer.rows).toBe(12);
    expect(await read(given)).toEqual(given);
  });

  test('a hundred households of the sample come back as they were written; the same again changes nothing', async () => {
    const random = randomBy(7);
    const [maker, next] = [personMaker(), situations(random)];
    const given = Array.from({ length: 100 }, (_, turn) =>
      inventHousehold(random, maker, next(), { region: '410502', regionName: '文峰区', on: ON, turn }),
    );
    const path = await writeWorkbook(join(folder, 'hundred.xlsx'), rowsOf(given));
    expect(await importFile(path)).toMatchObject({ households: { recorded: 100 }, faults: [] });
    expect(await readAll(given)).toEqual(given);
    const [before] = await register.asApplication('select count(*)::int as n from change_log');
    expect(await importFile(path)).toMatchObject({
      ...{ households: { recorded: 0, unchanged: 100, refused: 0 }, faults: [], missing: [] },
    });
    expect(await register.asApplication('select count(*)::int as n from change_log')).toEqual([before]);
  });

  test('a changed row supersedes; a row that disappeared is reported and stays', async () => {
    const given = fullHousehold();
    await importRows(rowsOf([given]));
    const rows = set(rowsOf([given]), '收入', '金额', 30_000.5);
    rows['支出']?.splice(1);
    rows['家庭成员']?.splice(1);
    rows['子女就学']?.splice(1);
    rows['帮扶发放']?.splice(1);
    const answer = await importRows(rows);
    expect(answer).toMatchObject({ households: { recorded: 1 }, faults: [] });
    expect(answer.missing.map(({ what }) => what)).toEqual([
      ...['members.m2', 'expenses.x1', 'schooling.s1', 'disbursements.p1'],
    ]);
    const after = await read(given);
    expect(after?.records.incomes.map(({ values }) => values.amountFen)).toEqual([3_000_050]);
    expect(after?.members).toHaveLength(2);
    expect(after?.records.expenses).toHaveLength(1);
  });

  test('without a number of its own a record is known again by its content', async () => {
    const given = fullHousehold();
    const unnumbered = () => {
      const rows = rowsOf([given]);
      for (const [name, list] of Object.entries(rows)) {
        const at = list[0]?.indexOf('记录编号') ?? -1;
        if (at !== -1) rows[name] = list.map((cells) => cells.toSpliced(at, 1));
      }
      return rows;
    };
    await importRows(unnumbered());
    expect(await importRows(unnumbered())).toMatchObject({ households: { unchanged: 1 }, missing: [] });
    await importRows(set(unnumbered(), '收入', '金额', 1));
    expect((await read(given))?.records.incomes.map(({ values }) => values.amountFen)).toEqual([100]);
  });

  test('headings in another order, other terms, titles above, numbers as text, serial dates and blanks are understood', async () => {
    const given = fullHousehold();
    const rows = rowsOf([given]);
    set(rows, '收入', '金额', ' ￥26,400.01元 ');
    set(rows, '收入', '开始月份', '2025年6月');
    set(rows, '收入', '结束月份', 46_150);
    set(rows, '突发事件', '发生日期', 46_024);
    set(rows, '低保', '享受开始日期', '2025.1.1');
    set(rows, '低保', '享受结束日期', '20251231');
    set(rows, '资产', '建筑面积', '78.5㎡');
    set(rows, '家庭成员', '职工身份证号', `\u3000${(given.members[0]?.identityNumber ?? '').replaceAll('1', '１')} `);
    set(rows, '困难职工', '是否单亲', '无');
    const incomes = rows['收入'] ?? [];
    const heading = incomes[0] ?? [];
    heading[heading.indexOf('收入类别')] = '*收入项目 (必填)';
    rows['收入'] = [['收入登记表'], ...incomes.map((cells) => ['', ...cells.toReversed(), '  '])];
    rows['收入'].push(['', '   ', '']);
    const answer = await importRows(rows);
    expect(answer.faults).toEqual([]);
    expect(await read(given)).toEqual(given);
  });

  test('a column that the workbook has not stays as it is on record; a blank one is not verified', async () => {
    const given = fullHousehold();
    await importRows(rowsOf([given]));
    const rows = set(rowsOf([given]), '困难职工', '是否单亲', null);
    const at = rows['困难职工']?.[0]?.indexOf('家庭住址') ?? -1;
    rows['困难职工'] = (rows['困难职工'] ?? []).map((cells) => cells.toSpliced(at, 1));
    await importRows(rows);
    const after = await read(given);
    expect(after?.household.address).toBe('文峰区一号');
    expect(after?.household.singleParent).toBeNull();
  });

  test('what a clerk says is not verified stays open although rows are there; left blank, the rows speak', async () => {
    const given = fullHousehold();
    const rows = set(set(rowsOf([given]), '困难职工', '住房已核实', '否'), '困难职工', '就业已核实', '否');
    await importRows(set(rows, '困难职工', '车辆已核实', null));
    const after = await read(given);
    expect(after?.household).toMatchObject({ dwellingsKnown: false, vehiclesKnown: true });
    expect(after?.members[0]?.membershipState.employmentKnown).toBe(false);
  });

  test('each fault is listed where it stands, and nothing of that household is written; the others are', async () => {
    const [bad, good] = [fullHousehold(), fullHousehold()];
    const rows = rowsOf([bad, good]);
    set(rows, '收入', '金额', '一百');
    set(rows, '收入', '政府救助', null);
    set(rows, '支出', '金额', 1.005);
    set(rows, '突发事件', '发生日期', '2026-02-30');
    set(rows, '家庭成员', '身份证号', `${(bad.members[1]?.identityNumber ?? '').slice(0, 17)}A`);
    set(rows, '困难职工', '政治面貌', '党员吧');
    set(rows, '困难职工', '家庭人口', { formula: '1+1' });
    set(rows, '就业', '成员', '张三丰');
    const answer = await importRows(rows);
    expect(answer.households).toEqual({ recorded: 1, unchanged: 0, refused: 1 });
    expect(new Set(faultsOf(answer).map((fault) => fault.join(' ')))).toEqual(
      new Set([
        '困难职工 2 政治面貌 NOT_A_CODE',
        '困难职工 2 家庭人口 FORMULA',
        '家庭成员 2 身份证号 NOT_18_OR_15_DIGITS',
        '就业 2 成员 UNKNOWN_MEMBER',
        '收入 2 金额 NOT_AN_AMOUNT',
        '收入 2 政府救助 REQUIRED',
        '支出 2 金额 NOT_AN_AMOUNT',
        '支出 2 成员 UNKNOWN_MEMBER',
        '突发事件 2 发生日期 NOT_A_DAY',
        '子女就学 2 成员 UNKNOWN_MEMBER',
        '帮扶发放 2 成员 UNKNOWN_MEMBER',
      ]),
    );
    for (const { zh, en } of answer.faults) expect([zh, en].every((text) => text.length > 1)).toBe(true);
    expect(JSON.stringify(answer)).not.toContain('410599');
    expect(await read(bad)).toBeUndefined();
    expect(await read(good)).toEqual(good);
  });

  test('what the register refuses is told at its row: a span that ends before it begins, a person of another household', async () => {
    const [first, second] = [fullHousehold(), fullHousehold()];
    await importRows(rowsOf([first]));
    const rows = rowsOf([second]);
    set(rows, '家庭成员', '身份证号', first.members[1]?.identityNumber ?? '');
    for (const sheet of ['支出', '子女就学', '帮扶发放']) set(rows, sheet, '成员', null);
    expect(faultsOf(await importRows(rows))).toEqual([['家庭成员', 2, '身份证号', 'ALREADY_ON_FILE_ELSEWHERE']]);
    const reversed = set(rowsOf([second]), '收入', '结束月份', '2025-05');
    expect(faultsOf(await importRows(reversed))).toEqual([['收入', 2, '结束月份', 'ENDS_BEFORE_IT_BEGINS']]);
  });

  test('a workbook does not tell who belongs to a household of another county, nor reads it', async () => {
    const theirs = fullHousehold();
    await importRows(rowsOf([theirs]));
    const guess = async (name: string) => {
      const rows = set(rowsOf([theirs]), '收入', '成员', name);
      for (const [sheet, cells] of Object.entries(rows)) if (!['困难职工', '收入'].includes(sheet)) cells.splice(1);
      const { otherClerk: actorId = '', otherEmployer: id = '' } = register.ids;
      const path = await writeWorkbook(join(folder, `${fresh()}.xlsx`), rows);
      return faultsOf(await importFile(path, { actorId, union: { id, region: '410581' } }));
    };
    const answers = [await guess(theirs.members[1]?.person.name ?? ''), await guess('没有此人')];
    expect(answers[0]).toEqual(answers[1]);
    expect(await read(theirs)).toEqual(theirs);
  });

  test('rows of nobody are listed: no number, one that is a rounded number, one that is not among the workers', async () => {
    const given = fullHousehold();
    const rows = rowsOf([given]);
    set(rows, '收入', '职工身份证号', null);
    set(rows, '支出', '职工身份证号', 4.1059919000101e17);
    set(rows, '就业', '职工身份证号', identityNumber(fresh()));
    const answer = await importRows(rows);
    expect(faultsOf(answer)).toEqual([
      ['就业', 2, '职工身份证号', 'NO_HOUSEHOLD'],
      ['收入', 2, '职工身份证号', 'REQUIRED'],
      ['支出', 2, '职工身份证号', 'PRECISION_LOST'],
    ]);
    expect(answer.households).toEqual({ recorded: 1, unchanged: 0, refused: 1 });
  });

  test('a number of 15 digits and a small x are the same person as the one of 18', async () => {
    const given = household([], {
      members: [member('m1', fresh(), { membershipState: membershipState({ relation: 'SELF' }) })],
    });
    const number = [...Array(1000).keys()].map(() => identityNumber(fresh())).find((one) => one.endsWith('X')) ?? '';
    const own = { ...given, members: given.members.map((one) => ({ ...one, identityNumber: number })) };
    await importRows(set(rowsOf([own]), '困难职工', '身份证号', number.toLowerCase()));
    const fifteen = number.slice(0, 6) + number.slice(8, 17);
    expect(await importRows(set(rowsOf([own]), '困难职工', '身份证号', fifteen))).toMatchObject({
      households: { unchanged: 1 },
    });
  });

  test.each([
    ['a missing sheet', (rows: SheetRows) => delete rows['低保'], [['低保', null, null, 'MISSING_SHEET']]],
    [
      'a column that nobody knows',
      (rows: SheetRows) => rows['收入']?.[0]?.push('奖状'),
      [['收入', 1, '奖状', 'UNKNOWN_COLUMN']],
    ],
    [
      'two columns of one thing',
      (rows: SheetRows) => rows['收入']?.[0]?.push('收入金额'),
      [['收入', 1, '收入金额', 'DUPLICATE_COLUMN']],
    ],
    ['no headings', (rows: SheetRows) => rows['扣除']?.shift(), [['扣除', null, null, 'NO_HEADINGS']]],
  ])('a workbook with %s is refused whole', async (_, spoil, faults) => {
    const given = fullHousehold();
    const rows = rowsOf([given]);
    spoil(rows);
    const answer = await importRows(rows);
    expect(faultsOf(answer)).toEqual(faults);
    expect(await read(given)).toBeUndefined();
  });

  test('merged cells refuse the workbook and are named', async () => {
    const given = fullHousehold();
    const answer = await importRows(rowsOf([given]), (workbook) => {
      workbook.getWorksheet('支出')?.mergeCells('B2:C2');
    });
    expect(faultsOf(answer)).toEqual([['支出', null, 'B2:C2', 'MERGED_CELLS']]);
    expect(await read(given)).toBeUndefined();
  });

  test.each([
    ['no zip', Buffer.from('这不是工作簿')],
    ['an empty file', Buffer.alloc(0)],
    ['a zip of something else', Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64')],
  ])('%s is no workbook', async (_, bytes) => {
    const path = join(folder, 'broken.xlsx');
    writeFileSync(path, bytes);
    expect(faultsOf(await importFile(path))).toEqual([[null, null, null, 'NOT_A_WORKBOOK']]);
    expect(faultsOf(await importFile(join(folder, 'nowhere.xlsx')))).toEqual([[null, null, null, 'NOT_A_WORKBOOK']]);
  });

  test('an import that is cancelled leaves whole households, and the same import ends it', async () => {
    const random = randomBy(11);
    const [maker, next] = [personMaker(250), situations(random)];
    const given = Array.from({ length: 800 }, (_, turn) =>
      inventHousehold(random, maker, next(), { region: '410502', regionName: '文峰区', on: ON, turn }),
    );
    const path = writeLargeWorkbook(join(folder, 'cancelled.xlsx'), rowsOf(given));
    const controller = new AbortController();
    const request = {
      ...{ workbook: path, actorId: register.ids['clerk'] ?? '', on: ON, purpose: '测试' },
      union: { id: register.ids['employer'] ?? '', region: '410502' },
    };
    const cancelled = importWorkbook(register.deps, request, {
      signal: controller.signal,
      progress: (_, total) => {
        if (total !== null) controller.abort();
      },
    });
    await expect(cancelled).rejects.toThrow('abort');
    const again = await importFile(path);
    expect(again.households.recorded + again.households.unchanged).toBe(800);
    expect([250, 500, 750]).toContain(again.households.unchanged);
  });

  test('nothing is left in temporary files', () => {
    const left = readdirSync(tmpdir()).filter((name) => !temporary.includes(name));
    expect(left).toEqual([]);
  });
});
