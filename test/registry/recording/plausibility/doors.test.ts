import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../../src/access/viewer.ts';
import type { ImportAnswer } from '../../../../src/intake/import-answer.ts';
import { importWorkbook } from '../../../../src/intake/import-workbook.ts';
import type { PersonState } from '../../../../src/registry/kinds.ts';
import { answerOf } from '../../../support/graph.ts';
import { testRegister, type TestRegister } from '../../../support/register.ts';
import {
  bornWith,
  DAY,
  household,
  householdState,
  identityNumber,
  member,
  membershipState,
  person,
  UNVERIFIED,
} from '../../../support/register-household.ts';
import { rowsOf, writeWorkbook } from '../../../support/workbook.ts';

/** The same faults come by each door, and each refuses or notices them alike. */

const today = '2026-06-30';
const PARTS = 'problems { code path } notices { code path zh en caseNumber } household { id revision }';

let register: TestRegister;
let clerk: Viewer;
let folder = '';
let serial = 600;
const fresh = () => (serial += 1);

beforeAll(async () => {
  register = await testRegister('18');
  folder = mkdtempSync(join(tmpdir(), 'bangfu-doors-'));
  const grants = [{ role: 'UNION_CLERK', unionId: register.ids['county'] ?? '' }] as const;
  clerk = { staffId: register.ids['clerk'] ?? '', personId: null, grants, purpose: '测试' };
});
afterAll(async () => {
  await register.drop();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly notices: readonly { readonly code: string; readonly path: string }[];
  readonly household?: { readonly id: string; readonly revision: number } | null;
}

async function act(name: string, input: object): Promise<Answer> {
  const type = `Archive${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { ${name}(input: $input) { ${PARTS} } }`;
  return (await answerOf(register.platform, source, { viewer: clerk, today, variables: { input } }))[name] as Answer;
}

const enteredMember = (key: string, own: number, of: object, relation = 'OTHER') => ({
  ...{ key, identityNumber: identityNumber(own), person: { name: `示例${own}`, ...of } },
  membershipState: { relation, inRegister: true, livesTogether: true, employmentKnown: false },
});

const recordNew = (own: number, of: object = {}, state: object = {}, over: object = {}) =>
  act('recordHousehold', {
    ...{ union: 'EMPLOYER', from: '2026-01-01', ...over },
    household: {
      ...{ worker: 'm1', state: { region: '410502', ...UNVERIFIED, ...state } },
      members: [enteredMember('m1', own, of, 'SELF')],
    },
  });

async function importOf(
  own: number,
  of: Partial<PersonState>,
  state: Parameters<typeof householdState>[0] = {},
  on = DAY(2026, 1, 1),
) {
  const given = household([], {
    household: householdState(state),
    members: [
      member('m1', own, { person: person(`示例${own}`, of), membershipState: membershipState({ relation: 'SELF' }) }),
    ],
  });
  const workbook = await writeWorkbook(join(folder, `${own}.xlsx`), rowsOf([given]));
  const union = { id: register.ids['employer'] ?? '', region: '410502' };
  const request = { workbook, actorId: clerk.staffId ?? '', union, on, purpose: '测试' };
  return importWorkbook(register.deps, request, { signal: new AbortController().signal, progress: () => undefined });
}

const codes = (list: readonly { readonly code: string; readonly path: string }[]) =>
  list.map(({ code, path }) => `${code} ${path}`);
const cells = (list: ImportAnswer['faults']) =>
  list.map(({ code, sheet, row, column }) => `${code} ${sheet} ${row} ${column}`);

/** A household on record of one worker. */
async function onRecord(): Promise<{ readonly householdId: string; readonly own: number }> {
  const own = fresh();
  const { household: made } = await recordNew(own);
  return { householdId: made?.id ?? '', own };
}

const SPELLED = '王\u200B建\u202E国';
const NUMBER = identityNumber(7);

/** Faults of a person: the field, its value in the graph and in the register, the code, and the heading in the workbook. */
const FAULTS = [
  ['birthDay', '1990-01-01', DAY(1990, 1, 1), 'BIRTH_DAY_NOT_OF_NUMBER', '出生日期'],
  ['name', `王建国${NUMBER}`, `王建国${NUMBER}`, 'NUMBER_IN_CLEAR', '姓名'],
  ['mobile', '无', '无', 'WRONG_TELEPHONE', '手机号码'],
  ['workedFrom', '1899-12-31', DAY(1899, 12, 31), 'BEFORE_1900', '工作时间'],
] as const;

describe.each(FAULTS)('a fault of %s', (field, entered, value, code, heading) => {
  test('is refused by every door, which writes nothing', async () => {
    expect(codes((await recordNew(fresh(), { [field]: entered })).problems)).toEqual([
      `${code} household.members.0.person.${field}`,
    ]);
    const { householdId } = await onRecord();
    const own = { householdId, from: '2026-02-01' };
    const added = await act('addMember', { ...own, member: enteredMember('m2', fresh(), { [field]: entered }) });
    expect(codes(added.problems)).toEqual([`${code} member.person.${field}`]);
    const changed = await act('changePerson', { ...own, member: 'm1', person: { [field]: entered } });
    expect(codes(changed.problems)).toEqual([`${code} person.${field}`]);
    const corrected = await act('changePerson', {
      ...own,
      member: 'm1',
      correction: true,
      person: { [field]: entered },
    });
    expect(codes(corrected.problems)).toEqual([`${code} person.${field}`]);
    const answer = await importOf(fresh(), { [field]: value });
    expect(cells(answer.faults)).toEqual([`${code} 困难职工 2 ${heading}`]);
    expect(answer.households).toEqual({ recorded: 0, unchanged: 0, refused: 1 });
  });
});

test('a record is judged by each act that gives it, and a survey like a document', async () => {
  const { householdId } = await onRecord();
  const vehicle = { key: 'v', vehicleKind: 'SHIP', from: '2025-01-01' };
  const [own, wrong] = [
    { householdId, reason: '测试' },
    { exemptionRule: `文号 ${NUMBER}`, exemptionReason: '理由' },
  ];
  const added = await act('addRecords', {
    ...{ householdId, on: '2026-02-01', correction: true },
    records: { vehicles: [{ ...vehicle, ...wrong }] },
  });
  expect(codes(added.problems)).toEqual(['NUMBER_IN_CLEAR records.vehicles.0.exemptionRule']);
  expect(
    (await act('addRecords', { householdId, on: '2026-02-01', correction: true, records: { vehicles: [vehicle] } }))
      .problems,
  ).toEqual([]);
  const { household: found } = (await answerOf(
    register.platform,
    'query ($id: ID!) { household(id: $id) { assets { vehicles { id } } } }',
    { viewer: clerk, today, variables: { id: householdId } },
  )) as { household: { assets: { vehicles: readonly { id: string }[] } } };
  const id = found.assets.vehicles[0]?.id;
  const change = { householdId, from: '2026-03-01', records: { vehicles: [{ id, ...wrong }] } };
  expect(codes((await act('changeRecords', change)).problems)).toEqual([
    'NUMBER_IN_CLEAR records.vehicles.0.exemptionRule',
  ]);
  for (const [from, code] of [
    ['1899-12-31', 'BEFORE_1900'],
    ['2026-07-01', 'AFTER_TODAY'],
  ] as const) {
    const corrected = await act('correctRecords', { ...own, records: { vehicles: [{ id, from }] } });
    expect(codes(corrected.problems)).toEqual([`${code} records.vehicles.0.from`]);
  }
  const retracted = await act('retractRecords', { householdId, ids: [id], reason: `${NUMBER} 重复` });
  expect(codes(retracted.problems)).toEqual(['NUMBER_IN_CLEAR reason']);
  const survey = {
    surveyedOn: '2026-03-10',
    way: 'VISIT',
    visitorOne: `甲${NUMBER}`,
    visitorTwo: '乙',
    signedBy: '丙',
  };
  for (const preview of [true, false]) {
    const figures = { employment: [], incomes: [], deductions: [], expenses: [] };
    const { problems } = await act('recordSurvey', { householdId, survey, ...figures, preview });
    expect(codes(problems)).toEqual(['NUMBER_IN_CLEAR survey.visitorOne']);
  }
});

/** What deserves a second look, of the household and of its worker. */
const NOTICES = [
  ['registeredRegion', '410504', 'DIVISION_NOT_ON_RECORD', '户口所在地行政区划'],
  ['mobile', '0372-3838438', 'NOT_A_MOBILE', '手机号码'],
] as const;

describe.each(NOTICES)('a notice about %s', (field, value, code, heading) => {
  test('is told by every door, which writes all the same', async () => {
    const path = `members.0.person.${field}`;
    const made = await recordNew(fresh(), { [field]: value });
    expect([codes(made.problems), codes(made.notices)]).toEqual([[], [`${code} household.${path}`]]);
    const { householdId } = await onRecord();
    const own = { householdId, from: '2026-02-01' };
    const added = await act('addMember', { ...own, member: enteredMember('m2', fresh(), { [field]: value }) });
    expect([codes(added.problems), codes(added.notices)]).toEqual([[], [`${code} member.person.${field}`]]);
    const changed = await act('changePerson', { ...own, member: 'm1', person: { [field]: value } });
    expect([codes(changed.problems), codes(changed.notices)]).toEqual([[], [`${code} person.${field}`]]);
    // The other acts on the household do not repeat it.
    const other = await act('changeHousehold', { ...own, state: { singleParent: true } });
    expect([codes(other.problems), codes(other.notices)]).toEqual([[], []]);
    const number = fresh();
    const answer = await importOf(number, { [field]: value });
    expect([cells(answer.notices), answer.noticeCount]).toEqual([[`${code} 困难职工 2 ${heading}`], 1]);
    expect(answer.households).toEqual({ recorded: 1, unchanged: 0, refused: 0 });
    // A workbook that says the same again is told the same again.
    expect(await importOf(number, { [field]: value })).toMatchObject({
      ...{ households: { unchanged: 1 }, noticeCount: 1, faultCount: 0 },
    });
  });
});

test('what is wrong of a household as a whole is refused by the doors that state it', async () => {
  const state = { contractKind: 'OPEN_ENDED', contractFrom: '2020-01-01', contractTo: '2027-01-01' } as const;
  const expected = ['OPEN_ENDED_ENDS', 'WRONG_ACCOUNT', 'NO_SUCH_DIVISION'];
  const wrong = { ...state, accountNumber: '农行1234', region: '410504' };
  const made = await recordNew(fresh(), {}, wrong);
  expect(made.problems.map(({ code }) => code).toSorted()).toEqual(expected.toSorted());
  const { householdId } = await onRecord();
  const changed = await act('changeHousehold', { householdId, from: '2026-02-01', state: wrong });
  expect(codes(changed.problems).toSorted()).toEqual([
    'NO_SUCH_DIVISION state.region',
    'OPEN_ENDED_ENDS state.contractTo',
    'WRONG_ACCOUNT state.accountNumber',
  ]);
  const days = { contractFrom: DAY(2020, 1, 1), contractTo: DAY(2027, 1, 1) };
  const answer = await importOf(fresh(), {}, { ...wrong, ...days });
  expect(answer.faults.map(({ code }) => code).toSorted()).toEqual(expected.toSorted());
});

test('an account of a payment is judged where payments are added, and an answer that is repeated has its notices', async () => {
  const { householdId } = await onRecord();
  const payment = { source: 'UNION_FUNDS', aidType: 'LIVING', amount: '1.00', paidOn: '2026-02-02', member: 'm1' };
  const add = (key: string, over: object, idempotencyKey: string | null = null) =>
    act('addRecords', {
      ...{ householdId, on: '2026-02-02', idempotencyKey },
      records: { disbursements: [{ key, ...payment, ...over }] },
    });
  expect(codes((await add('p1', { accountNumber: '无' })).problems)).toEqual([
    'WRONG_ACCOUNT records.disbursements.0.accountNumber',
  ]);
  expect(codes((await add('p1', { payee: NUMBER })).problems)).toEqual([
    'NUMBER_IN_CLEAR records.disbursements.0.payee',
  ]);
  const noticed = [`CARD_CHECK_DIGIT records.disbursements.0.accountNumber`];
  const first = await add('p1', { accountNumber: '6228480000000000001' }, 'once');
  expect([codes(first.problems), codes(first.notices)]).toEqual([[], noticed]);
  const again = await add('p1', { accountNumber: '6228480000000000001' }, 'once');
  expect([again.household?.revision, again.notices]).toEqual([first.household?.revision, first.notices]);
});

test('a second 本人 is refused; a household that is handed over is told until its relations are changed', async () => {
  const { householdId } = await onRecord();
  const own = { householdId, from: '2026-02-01' };
  const second = { ...own, member: enteredMember('m2', fresh(), {}, 'SELF') };
  expect(codes((await act('addMember', second)).problems)).toEqual(['TWO_SELVES member.membershipState.relation']);
  const wife = { ...own, member: enteredMember('m2', fresh(), {}, 'WIFE') };
  expect((await act('addMember', wife)).problems).toEqual([]);
  const change = (who: string, relation: string) => act('changeMember', { ...own, member: who, state: { relation } });
  expect(codes((await change('m2', 'SELF')).problems)).toEqual(['TWO_SELVES state.relation']);
  const handed = await act('handOverHousehold', { ...own, worker: 'm2' });
  expect([codes(handed.problems), codes(handed.notices)]).toEqual([[], ['WORKER_IS_NOT_SELF worker']]);
  for (const [who, relation] of [
    ['m1', 'HUSBAND'],
    ['m2', 'SELF'],
  ] as const) {
    const { problems, notices } = await change(who, relation);
    expect([problems, notices]).toEqual([[], []]);
  }
});

test('days before 1900, after today and before the household is known are refused by every door', async () => {
  for (const [from, code] of [
    ['1899-12-31', 'BEFORE_1900'],
    ['2026-07-01', 'AFTER_TODAY'],
  ] as const) {
    expect(codes((await recordNew(fresh(), {}, {}, { from })).problems)).toEqual([`${code} from`]);
  }
  const { householdId, own } = await onRecord();
  const acts = (on: string): readonly (readonly [string, object])[] => [
    ['changeHousehold', { from: on, state: { singleParent: true } }],
    ['changePerson', { from: on, member: 'm1', person: { name: '甲' } }],
    ['addMember', { from: on, member: enteredMember('m2', own + 300, {}) }],
    ['addRecords', { on, records: {} }],
    ['openFile', { on, union: 'EMPLOYER', state: 'SURVEYED', level: 'NATIONAL' }],
  ];
  const refused = async (on: string) => {
    const found = new Set<string>();
    for (const [name, input] of acts(on)) {
      const source = `mutation ($input: Archive${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { problems { code } } }`;
      const variables = { input: { householdId, ...input } };
      const answer = await answerOf(register.platform, source, { viewer: clerk, today, variables });
      for (const { code } of (answer[name] as Answer).problems) found.add(`${name} ${code}`);
    }
    return [...found];
  };
  const names = acts(today).map(([name]) => name);
  const known = (code: string) => names.map((name) => `${name} ${code}`);
  expect(await refused('2025-12-31')).toEqual(
    expect.arrayContaining(known('NOT_ON_RECORD_THEN').filter((one) => !one.startsWith('changePerson'))),
  );
  expect(await refused('2025-12-31')).toContain('changePerson NO_MEMBER_THEN');
  const late = await refused('2026-07-01');
  const imported = fresh();
  expect(cells((await importOf(imported, {}, {}, DAY(2026, 7, 1))).faults)).toEqual([
    'AFTER_TODAY 困难职工 2 信息日期',
  ]);
  expect(await importOf(imported, {})).toMatchObject({ households: { recorded: 1 } });
  const early = await importOf(imported, { name: '示' }, {}, DAY(2025, 12, 31));
  expect(cells(early.faults)).toEqual(['NOT_ON_RECORD_THEN 困难职工 2 信息日期']);
  for (const one of known('AFTER_TODAY')) expect(late).toContain(one);
});

test('marks that cannot be seen enter no name and no number, by the graph and by a workbook', async () => {
  const own = fresh();
  const made = await act('recordHousehold', {
    ...{ union: 'EMPLOYER', from: '2026-01-01' },
    household: {
      ...{ worker: 'm1', state: { region: '410502', ...UNVERIFIED, accountNumber: '6228\u200B480000000000' } },
      members: [
        {
          ...enteredMember('m1', own, { name: SPELLED, ...{ sex: bornWith(own).sex } }, 'SELF'),
          identityNumber: `\uFEFF${identityNumber(own)}\u200B`,
        },
      ],
    },
  });
  expect(made.problems).toEqual([]);
  const source = `query ($number: String!) { household(idNumber: $number) { accountNumber worker { person { name } } } }`;
  const read = async (number: string) =>
    (await answerOf(register.platform, source, { viewer: clerk, today, variables: { number } }))['household'];
  expect(await read(identityNumber(own))).toMatchObject({ worker: { person: { name: '王建国' } } });
  const second = fresh();
  expect(await importOf(second, { name: SPELLED })).toMatchObject({ households: { recorded: 1 } });
  expect(await read(identityNumber(second))).toMatchObject({ worker: { person: { name: '王建国' } } });
  const gone = await recordNew(fresh(), { name: '\u200B\u200D' });
  expect(codes(gone.problems)).toEqual(['WRONG_TEXT household.members.0.person.name']);
});
