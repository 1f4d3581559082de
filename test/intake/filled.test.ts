import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { reloadViewer } from '../../src/access/viewer.read.ts';
import type { GraphContext } from '../../src/graph/context.ts';
import { sensitiveReads } from '../../src/graph/policy/sensitive-reads.ts';
import { filledHouseholds } from '../../src/intake/filled/filled-households.loader.ts';
import { sheetsIn } from '../../src/intake/filled/national-order.ts';
import { writeFilledWorkbook } from '../../src/intake/filled/filled-workbook.ts';
import type { ImportAnswer } from '../../src/intake/import-answer.ts';
import { importWorkbook } from '../../src/intake/import-workbook.ts';
import { householdsOfWorkers } from '../../src/intake/households/known-households.read.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { CHANGE_HOUSEHOLD } from '../../src/registry/recording/acts/state-acts.ts';
import { recordHouseholds } from '../../src/registry/recording/record-household.ts';
import { seedSample } from '../../src/sample/seed.ts';
import { acted, storedOf } from '../support/acts.ts';
import { filledHousehold, SURVEY_DAY } from '../support/matrix/households.ts';
import { savedByOffice, testWithOffice } from '../support/office.ts';
import { readHouseholds } from '../support/read-household.ts';
import { newHousehold, type TestRegister, emptyRegister, valueOf } from '../support/register.ts';
import { size } from '../support/runs.ts';

/** Households are exported into the template of the import, and what was exported is imported. */

const UNION = '410500';
const ON = requireDay('2026-06-30');
const HOUSEHOLDS = size(40, 2000);

let register: Omit<TestRegister, 'ids'>;
let folder = '';
let [union, clerk] = ['', ''];
beforeAll(async () => {
  register = await emptyRegister('18');
  folder = mkdtempSync(join(tmpdir(), 'bangfu-filled-'));
  const { ownerUrl, secrets } = register.platform;
  const options = { ownerUrl, secrets, households: HOUSEHOLDS, seed: 5, on: ON, progress: () => undefined };
  valueOf(await seedSample(options));
  [union, clerk] = [await idOf('trade_union', UNION), await idOf('staff', `clerk.${UNION}`)];
}, 300_000);
afterAll(async () => {
  await register.drop();
  rmSync(folder, { recursive: true });
});

async function idOf(table: 'trade_union' | 'staff', code: string): Promise<string> {
  const [row] = await register.asOwner(`select id from ${table} where code = $1`, [code]);
  return String(row?.['id']);
}

/** The context of a member of staff who exports; by default the clerk, who has all rights. */
async function contextOf(code = `clerk.${UNION}`, purpose: string | null = '建档登记：测试'): Promise<GraphContext> {
  const { deps, platform } = register;
  const staffId = await idOf('staff', code);
  const found = await deps.database.session((sql) => reloadViewer(sql, { staffId, personId: null }, deps.today));
  if (found === null) throw new Error('the sample has this member of staff');
  return {
    ...{ viewer: { ...found, purpose }, deps, jobs: platform.jobs, gateway: null },
    ...{ reads: { current: {} }, trace: 'test', selectedFields: null },
  };
}

let files = 0;
async function exportBy(context: GraphContext, of: string = union, sheets = sheetsIn('TEMPLATE')) {
  const path = join(folder, `${(files += 1)}.xlsx`);
  const shown: string[] = [];
  const record = (read: GraphContext) => {
    shown.push(
      ...sensitiveReads(read)
        .shown()
        .map(({ id, fields }) => `${id} ${[...fields].sort().join(' ')}`),
    );
    return Promise.resolve();
  };
  await writeFilledWorkbook(createWriteStream(path), sheets, filledHouseholds(context, of, sheets, record));
  return { path, shown };
}

const importFile = (workbook: string, compares = false): Promise<ImportAnswer> =>
  importWorkbook(
    register.deps,
    { workbook, actorId: clerk, union: { id: union, region: UNION }, on: ON, purpose: '测试', compares },
    { signal: new AbortController().signal, progress: () => undefined },
  );

async function opened(path: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return book;
}

function cell(book: ExcelJS.Workbook, sheet: string, heading: string, row: number): ExcelJS.Cell {
  const found = book.getWorksheet(sheet);
  const at = ((found?.getRow(1).values ?? []) as unknown[]).indexOf(heading);
  if (found === undefined || at === -1) throw new Error(`no ${heading} on ${sheet}`);
  return found.getCell(row, at);
}

/** The headings under which the worker of a number has no cell. */
function blankCells(book: ExcelJS.Workbook, number: string): readonly unknown[] {
  const sheet = book.getWorksheet('困难职工');
  const row = sheet?.getRow(sheet.getColumn(2).values.indexOf(number)).values as unknown[];
  return (sheet?.getRow(1).values as unknown[]).filter((_, at) => (row[at] ?? null) === null);
}

/** Records a household of which every field of every dictionary has a value. */
async function recordFilled(): Promise<RegisterHousehold> {
  const full = filledHousehold([1001, 1002], 'without a file');
  // It has no file yet; the payments of the sample have one.
  const disbursements = full.records.disbursements.map((one) => ({
    ...one,
    values: { ...one.values, fileNumber: null },
  }));
  const members = full.members.map((one) => ({
    ...one,
    person: { ...one.person, enrolledYear: 2020, schoolYears: 3 },
  }));
  const household = { ...full.household, declaredPopulation: 2 };
  const given = { ...full, household, members, records: { ...full.records, disbursements } };
  const command = newHousehold({ ids: { clerk, employer: union } }, given, { from: SURVEY_DAY });
  for (const outcome of await recordHouseholds(register.deps, [command])) valueOf(outcome);
  return given;
}

async function householdsNow(): Promise<ReadonlyMap<string, unknown>> {
  const rows = await register.asOwner('select id from household order by id');
  return readHouseholds(
    register.deps,
    rows.map(({ id }) => String(id)),
    ON,
    'NOW',
  );
}

test('what was exported is imported without a change: the sample’s households, and one with a value in every field', async () => {
  const filled = await recordFilled();
  const number = filled.members[0]?.identityNumber ?? '';
  const { deps } = register;
  const ids = await deps.database.session((sql) => householdsOfWorkers(sql, deps.secrets, [number]));
  const id = ids.get(number) ?? '';
  // What an act has changed since the last survey is exported too, and holds from its day.
  const change = { from: requireDay('2026-06-20'), correction: false, state: { address: '改后地址' } };
  valueOf(await acted({ ...register, ids: { clerk } }, id, CHANGE_HOUSEHOLD, change));
  const before = await householdsNow();
  const { path, shown } = await exportBy(await contextOf());
  // Compared, it is the same too: no value differs, and no file of the union is absent.
  const compared = await importFile(path, true);
  expect(compared).toMatchObject({ faults: [], notices: [], missing: [], households: { different: 0, refused: 0 } });
  expect(compared.households.unchanged).toBe(before.size);
  const answer = await importFile(path);
  expect(answer).toMatchObject({ faults: [], missing: [], households: { recorded: 0, refused: 0 } });
  expect(answer.households.unchanged).toBe(before.size);
  expect(await householdsNow()).toEqual(before);
  // Every field was in it, not left out: of the household with all fields no cell is blank but those of acts.
  expect(blankCells(await opened(path), number)).toEqual(['更正']);
  // Whose sensitive values it shows is on record.
  expect(shown).toContainEqual(expect.stringContaining(`${id} `));
  expect((await storedOf(deps, id)).id).toBe(id);
}, 600_000);

test('in the order of the national system’s form it is the same workbook', async () => {
  const before = await householdsNow();
  const { path } = await exportBy(await contextOf(), union, sheetsIn('NATIONAL'));
  const book = await opened(path);
  const headings = (sheet: string, count: number) =>
    (book.getWorksheet(sheet)?.getRow(1).values as string[]).slice(1, count + 1);
  expect(headings('困难职工', 8)).toEqual([
    ...['职工编号', '困难类别', '姓名', '民族', '性别', '政治面貌', '身份证号', '出生日期'],
  ]);
  expect(headings('家庭成员', 6).slice(1)).toEqual(['姓名', '关系', '性别', '政治面貌', '身份证号']);
  const answer = await importFile(path);
  expect(answer).toMatchObject({ faults: [], missing: [], households: { recorded: 0, refused: 0 } });
  expect(answer.households.unchanged).toBe(before.size);
  const fields = (sheets: ReturnType<typeof sheetsIn>) => sheets.map(({ columns }) => new Set(columns));
  expect(fields(sheetsIn('NATIONAL'))).toEqual(fields(sheetsIn('TEMPLATE')));
}, 600_000);

testWithOffice('what LibreOffice saves of an export is imported without a change', async () => {
  const before = await householdsNow();
  const { path } = await exportBy(await contextOf());
  const answer = await importFile(savedByOffice(path, 'xlsx'));
  expect(answer).toMatchObject({ faults: [], missing: [], households: { recorded: 0, refused: 0 } });
  expect(answer.households.unchanged).toBe(before.size);
});

test('a masked cell is marked, and refused at import as unchanged and not readable: nothing is changed', async () => {
  const before = await householdsNow();
  // An archivist sees no account numbers.
  const { path, shown } = await exportBy(await contextOf(`archivist.${UNION}`));
  const account = cell(await opened(path), '帮扶发放', '银行卡号', 2);
  expect([account.value, account.fill]).toMatchObject([expect.stringMatching(/^\*+\d{4}$/), { type: 'pattern' }]);
  expect(shown.length).toBeGreaterThan(HOUSEHOLDS);
  expect(shown.some((line) => line.includes('ACCOUNT'))).toBe(false);
  const answer = await importFile(path);
  expect(new Set(answer.faults.map(({ code, column }) => `${code} ${column}`))).toContain('MASKED 银行卡号');
  expect(answer.faults.every(({ code }) => code === 'MASKED')).toBe(true);
  expect(answer.households).toMatchObject({ recorded: 0 });
  expect(answer.households.refused).toBeGreaterThan(0);
  // An auditor sees no health: whether there is anything to see is not told, so every row is marked.
  const audited = await exportBy(await contextOf(`auditor.${UNION}`));
  const book = await opened(audited.path);
  const [health, contact] = ['健康状况', '其他联系方式'].map((heading) => {
    const rows = Array.from({ length: HOUSEHOLDS }, (_, at) => cell(book, '困难职工', heading, at + 2).value);
    return new Set(rows);
  });
  expect(health).toEqual(new Set(['（已遮盖）']));
  expect(contact?.has(null)).toBe(true);
  expect((await importFile(audited.path)).households).toEqual({ recorded: 0, unchanged: 0, refused: before.size });
  expect(await householdsNow()).toEqual(before);
}, 600_000);

test('without a purpose the numbers are masked too, and no row is anybody’s', async () => {
  const { path, shown } = await exportBy(await contextOf(undefined, null));
  expect(shown).toEqual([]);
  const answer = await importFile(path);
  expect(answer.households).toEqual({ recorded: 0, unchanged: 0, refused: 0 });
  expect(new Set(answer.faults.map(({ code, sheet }) => (sheet === '困难职工' ? code : 'OF_NOBODY')))).toEqual(
    new Set(['MASKED', 'OF_NOBODY']),
  );
});

test('a corrected cell of an export is recorded, and nothing else; who may not read a union has none of its households', async () => {
  const { path } = await exportBy(await contextOf());
  const book = await opened(path);
  const [before, number] = [await householdsNow(), cell(book, '困难职工', '身份证号', 3).text];
  cell(book, '困难职工', '家庭住址', 3).value = '更正后的住址';
  await book.xlsx.writeFile(path);
  expect((await importFile(path)).households).toMatchObject({ recorded: 1, refused: 0 });
  const { deps } = register;
  const ids = await deps.database.session((sql) => householdsOfWorkers(sql, deps.secrets, [number]));
  const after = await householdsNow();
  const changed = [...after].filter(([id, one]) => JSON.stringify(one) !== JSON.stringify(before.get(id)));
  expect(changed.map(([id]) => id)).toEqual([...ids.values()]);
  const own = await opened((await exportBy(await contextOf('clerk.410502'))).path);
  const all = book.getWorksheet('困难职工')?.rowCount ?? 0;
  const few = own.getWorksheet('困难职工')?.rowCount ?? 0;
  expect(few).toBeLessThan(all);
  expect(few).toBeGreaterThan(1);
  const statistician = await opened((await exportBy(await contextOf(`statistician.${UNION}`))).path);
  expect(statistician.getWorksheet('困难职工')?.rowCount).toBe(1);
});
