import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importWorkbook } from '../../src/intake/import-workbook.ts';
import { type Day, monthOfDay, printDay, requireDay } from '../../src/kernel/calendar.ts';
import { asFen } from '../../src/kernel/fen.ts';
import type { RegisterHousehold, RegisterRecord } from '../../src/registry/kinds.ts';
import { householdsOfWorkers } from '../../src/intake/households/known-households.read.ts';
import { readHouseholds } from '../support/read-household.ts';
import { testRegister, type TestRegister, valueOf } from '../support/register.ts';
import { acted } from '../support/acts.ts';
import { CHANGE_HOUSEHOLD } from '../../src/registry/recording/acts/state-acts.ts';
import { household, membershipState, person, record, survey } from '../support/register-household.ts';
import { rowsOf, type SheetRows, writeWorkbook } from '../support/workbook.ts';

/** The sheet 入户调查: a row of it makes a survey, to which the figures of the workbook belong; without one there is none. */

const FIRST = requireDay('2026-03-10');
const ON = requireDay('2026-06-30');

let register: TestRegister;
let folder = '';
beforeAll(async () => {
  register = await testRegister('18');
  folder = mkdtempSync(join(tmpdir(), 'bangfu-surveys-'));
});
afterAll(async () => {
  await register.drop();
  rmSync(folder, { recursive: true });
});

let serial = 5000;
const wage = (yuan: number) => {
  const span = { from: monthOfDay(requireDay('2025-03-01')), to: monthOfDay(requireDay('2026-02-01')) };
  const values = { kind: 'WAGE', relief: false, verified: true, amountFen: asFen(yuan * 100), ...span } as const;
  return record('incomes', 'i1', 'm1', values);
};
/** A household of one worker, with these surveys and incomes. */
function base(): RegisterHousehold {
  const one = household([(serial += 1)]);
  const members = one.members.map((member) => ({
    ...member,
    person: person(`人${serial}`),
    membershipState: membershipState({ relation: 'SELF' }),
  }));
  return { ...one, members };
}
const stating = (one: RegisterHousehold, surveys: readonly RegisterRecord<'surveys'>[], yuan: number) => {
  return { ...one, records: { ...one.records, surveys, incomes: [wage(yuan)] } };
};

const importOf = (given: RegisterHousehold) => importRows(rowsOf([given]));

async function importRows(rows: SheetRows) {
  const workbook = await writeWorkbook(join(folder, `${(serial += 1)}.xlsx`), rows);
  const union = { id: register.ids['employer'] ?? '', region: '410502' };
  return importWorkbook(
    register.deps,
    { workbook, actorId: register.ids['clerk'] ?? '', union, on: ON, purpose: '测试' },
    { signal: new AbortController().signal, progress: () => undefined },
  );
}

async function householdIds(given: RegisterHousehold): Promise<readonly string[]> {
  const number = given.members[0]?.identityNumber ?? '';
  const { database, secrets } = register.deps;
  return [...(await database.session((sql) => householdsOfWorkers(sql, secrets, [number]))).values()];
}

/** The surveys and the income of a household as of a day. */
async function shown(given: RegisterHousehold, asOf: Day) {
  const ids = await householdIds(given);
  const found = await readHouseholds(register.deps, ids, asOf, 'NOW');
  const { records } = found.get(ids[0] ?? '')?.household ?? {};
  return {
    surveys: records?.surveys.map(({ values }) => printDay(values.surveyedOn)),
    incomes: records?.incomes.map(({ values }) => Number(values.amountFen) / 100),
  };
}

test('a row of a survey makes one, as of its day; the same workbook again changes nothing', async () => {
  const given = stating(base(), [survey(FIRST)], 12_000);
  expect(await importOf(given)).toMatchObject({ households: { recorded: 1, unchanged: 0, refused: 0 }, faults: [] });
  expect(await importOf(given)).toMatchObject({ households: { recorded: 0, unchanged: 1, refused: 0 }, faults: [] });
  expect(await shown(given, FIRST)).toEqual({ surveys: ['2026-03-10'], incomes: [12_000] });
});

test('the next survey states others, and the earlier ones stay with theirs', async () => {
  const one = base();
  await importOf(stating(one, [survey(FIRST)], 12_000));
  const again = stating(one, [survey(FIRST), survey(requireDay('2026-06-20'))], 9000);
  expect(await importOf(again)).toMatchObject({ households: { recorded: 1 }, faults: [] });
  expect(await shown(one, requireDay('2026-06-19'))).toEqual({ surveys: ['2026-03-10'], incomes: [12_000] });
  expect(await shown(one, ON)).toEqual({ surveys: ['2026-03-10', '2026-06-20'], incomes: [9000] });
});

test('without a row of a survey none is made: the figures belong to none, or to the survey in force', async () => {
  const one = base();
  expect(await importOf(stating(one, [], 5000))).toMatchObject({ households: { recorded: 1 }, faults: [] });
  expect(await shown(one, ON)).toEqual({ surveys: [], incomes: [5000] });
  const other = base();
  await importOf(stating(other, [survey(FIRST)], 12_000));
  await importOf({ ...other, records: { ...other.records, incomes: [{ ...wage(700), key: 'later' }] } });
  expect(await shown(other, requireDay('2026-06-29'))).toEqual({ surveys: ['2026-03-10'], incomes: [12_000] });
  expect(await shown(other, ON)).toEqual({ surveys: ['2026-03-10'], incomes: [12_000, 700] });
});

test('two new surveys of a household are refused with what to do, and one of them alone is taken', async () => {
  const one = base();
  const both = await importOf(stating(one, [survey(FIRST), survey(requireDay('2026-06-20'))], 9000));
  expect(both.households).toMatchObject({ recorded: 0, refused: 1 });
  expect(both.faults).toEqual([
    {
      ...{ sheet: '入户调查', row: 3, column: '入户调查日期', code: 'ONE_NEW_SURVEY' },
      zh: '每户每次只能导入一次新的入户调查，请分两次导入',
      en: 'a workbook can bring one new survey of a household: import them one after another',
    },
  ]);
  expect(await shown(one, ON)).toEqual({});
  const twice = await importOf(stating(one, [survey(FIRST), { ...survey(FIRST), key: 'again' }], 9000));
  expect(twice.faults).toContainEqual(expect.objectContaining({ code: 'SURVEYED_THAT_DAY' }));
  expect(await importOf(stating(one, [survey(FIRST)], 9000))).toMatchObject({ households: { recorded: 1 } });
});

test.each([
  ['a second visitor', { visitorTwo: null }, 'TWO_VISITORS', '调查人二'],
  ['who signed, or why nobody did', { signedBy: null }, 'SIGNED_OR_REASON', '签字人'],
])(
  'a survey without %s is refused at its row, and nothing of the household is written',
  async (_, over, code, column) => {
    const given = stating(base(), [survey(FIRST, over)], 12_000);
    const answer = await importOf(given);
    expect(answer.households).toMatchObject({ recorded: 0, refused: 1 });
    expect(answer.faults).toMatchObject([{ sheet: '入户调查', row: 2, column, code }]);
    expect(await shown(given, ON)).toEqual({});
  },
);

test('the workbook of an earlier survey again changes nothing, and with other figures corrects that survey alone', async () => {
  const one = base();
  const [first, second] = [requireDay('2026-01-20'), requireDay('2026-05-01')];
  await importOf(stating(one, [survey(first)], 12_000));
  await importOf(stating(one, [survey(second)], 13_000));
  const unchanged = { households: { recorded: 0, unchanged: 1, refused: 0 } };
  expect(await importOf(stating(one, [survey(first)], 12_000))).toMatchObject(unchanged);
  expect(await importOf(stating(one, [survey(first)], 15_000))).toMatchObject({ households: { recorded: 1 } });
  expect((await shown(one, requireDay('2026-04-30'))).incomes).toEqual([15_000]);
  expect((await shown(one, ON)).incomes).toEqual([13_000]);
});

test('a workbook without a survey does not add the rows of a former survey to the next one', async () => {
  const one = base();
  await importOf(stating(one, [survey(FIRST)], 12_000));
  await importOf({ ...one, records: { ...one.records, surveys: [survey(requireDay('2026-06-20'))], incomes: [] } });
  await importOf(stating(one, [], 12_000));
  expect((await shown(one, ON)).incomes).toEqual([]);
});

test('a survey of a day is one, whatever key it has on record', async () => {
  const one = base();
  await importOf(stating(one, [{ ...survey(FIRST), key: 'by hand' }], 12_000));
  const again = await importOf(stating(one, [{ ...survey(FIRST), key: 'another' }], 12_000));
  expect(again).toMatchObject({ households: { recorded: 0, unchanged: 1 }, faults: [] });
});

test('rows as of a late survey leave what they have no column for as it was then', async () => {
  const one = base();
  await importOf(stating(one, [survey(requireDay('2026-06-05'))], 8000));
  const [id = ''] = await householdIds(one);
  const severe = { from: requireDay('2026-06-15'), correction: false, state: { severeHardship: true } };
  valueOf(await acted(register, id, CHANGE_HOUSEHOLD, severe));
  const late = rowsOf([stating(one, [survey(requireDay('2026-06-10'))], 9000)]);
  const at = late['困难职工']?.[0]?.indexOf('是否生活特别困难') ?? -1;
  const rows = late['困难职工']?.map((row) => row.filter((_, column) => column !== at)) ?? [];
  expect(await importRows({ ...late, 困难职工: rows })).toMatchObject({ households: { recorded: 1 }, faults: [] });
  const found = await readHouseholds(register.deps, [id], requireDay('2026-06-14'), 'NOW');
  expect(found.get(id)?.household.household.severeHardship).toBe(one.household.severeHardship);
});
