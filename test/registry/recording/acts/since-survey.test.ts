import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { monthOfDay, requireDay } from '../../../../src/kernel/calendar.ts';
import { asFen } from '../../../../src/kernel/fen.ts';
import { loadHouseholds } from '../../../../src/registry/household/household.read.ts';
import { addMember } from '../../../../src/registry/recording/acts/add-member.ts';
import {
  ADD_RECORDS,
  CORRECT_RECORDS,
  END_RECORDS,
  RETRACT_RECORDS,
} from '../../../../src/registry/recording/acts/record-acts.ts';
import { CHANGE_HOUSEHOLD } from '../../../../src/registry/recording/acts/state-acts.ts';
import { recordHousehold } from '../../../../src/registry/recording/record-household.ts';
import { recordSurvey } from '../../../../src/registry/recording/surveys/record-survey.ts';
import type { RecordKind, RegisterHousehold } from '../../../../src/registry/kinds.ts';
import { acted, leave } from '../../../support/acts.ts';
import { newHousehold, testRegister, type TestRegister, valueOf } from '../../../support/register.ts';
import { household, member, membershipState, record, survey } from '../../../support/register-household.ts';
import { told as toldIn } from '../../../support/told.ts';

/** What a survey stated stays as it is, whatever is added, ended, corrected or stated again since (R16, R17). */

const day = requireDay;
const month = (text: string) => monthOfDay(requireDay(`${text}-01`));
const SURVEYED = '2019-03-10';
const NONE = { employment: [], incomes: [], deductions: [], expenses: [] };

let register: TestRegister;
beforeAll(async () => {
  register = await testRegister('18');
});
afterAll(() => register.drop());

type Records = Partial<RegisterHousehold['records']>;

const wage = (key = 'w', fen = 1200, who = 'm1') =>
  record('incomes', key, who, {
    ...{ kind: 'WAGE', relief: false, verified: true, amountFen: asFen(fen) },
    ...{ from: month('2018-03'), to: month('2019-02') },
  });
const bill = (key = 'b', fen = 100) =>
  record('expenses', key, 'm1', {
    ...{ kind: 'ILLNESS', amountFen: asFen(fen), reimbursedFen: asFen(0) },
    ...{ from: month('2019-01'), to: month('2019-01') },
  });
const spell = (who = 'm1', from = '2015-01') =>
  record('employment', 'e', who, { status: 'EMPLOYED', from: month(from), to: null });

let serial = 100;
async function surveyed(records: Records): Promise<string> {
  serial += 10;
  const base = household([serial, serial + 1, serial + 2]);
  const given = { ...base, records: { ...base.records, surveys: [survey(day(SURVEYED))], ...records } };
  const command = newHousehold(register, given, { from: day(SURVEYED) });
  return valueOf(await recordHousehold(register.deps, command)).householdId;
}
const told = (id: string, asOf: string) => toldIn(register, id, asOf);
const add = async (id: string, on: string, records: Records) =>
  valueOf(await acted(register, id, ADD_RECORDS, { on: day(on), records }));
const idOf = async (id: string, kind: RecordKind) => {
  const { database, secrets } = register.deps;
  const stored = (await database.session((sql) => loadHouseholds(sql, secrets, [id], 'NOW'))).get(id);
  return stored?.records.find((one) => one.kind === kind)?.id ?? '';
};
const ends = async (id: string, on: string) =>
  acted(register, id, END_RECORDS, { on: day(on), ids: [await idOf(id, 'employment')] });
const state = (id: string, records: Records, over: object = {}, on = SURVEYED) =>
  recordSurvey(register.deps, {
    ...{ actorId: register.ids['clerk'] ?? '', idempotencyKey: null, purpose: '调查', householdId: id },
    ...{ survey: survey(day(on)).values, records: { ...NONE, ...records } },
    ...{ correction: false, preview: false, expectedRevision: null, ...over },
  });
const join = async (id: string, key: string, serialOfPerson: number, from: string) => {
  const command = {
    actorId: register.ids['clerk'] ?? '',
    idempotencyKey: null,
    purpose: '测试',
    expectedRevision: null,
  };
  const one = { ...member(key, serialOfPerson), membershipState: membershipState({ farms: true }) };
  return addMember(register.deps, { ...command, householdId: id, from: day(from), member: one });
};

test('the same survey entered again changes nothing: what was added and what ended since stays', async () => {
  const id = await surveyed({ incomes: [wage()], employment: [spell()] });
  await add(id, '2019-09-05', { expenses: [bill()] });
  valueOf(await ends(id, '2019-07-03'));
  const before = await told(id, '2019-12-01');
  expect(before).toMatchObject({ changedOn: '2019-08-01', expenses: ['m1 100 2019-01'] });
  const again = valueOf(await state(id, { incomes: [wage()], employment: [spell()] }));
  expect([again.changeId, again.compared]).toEqual([null, { begins: [], changes: [], ends: [] }]);
  expect(await told(id, '2019-12-01')).toEqual(before);
});

test('a correction of a survey corrects what it stated, and nothing else', async () => {
  const id = await surveyed({ incomes: [wage()], employment: [spell()] });
  await add(id, '2019-09-05', { expenses: [bill()] });
  valueOf(await ends(id, '2019-07-03'));
  const fixed = { incomes: [wage('w', 2400)], employment: [spell('m1', '2014-06')] };
  expect(await state(id, fixed)).toMatchObject({ ok: false, error: [{ code: 'SURVEYED_THAT_DAY' }] });
  const preview = valueOf(await state(id, fixed, { preview: true, correction: true, idempotencyKey: 'k' }));
  // The preview leaves its key to the act.
  const done = valueOf(await state(id, fixed, { correction: true, idempotencyKey: 'k' }));
  expect(done.compared).toEqual(preview.compared);
  expect(done.compared).toMatchObject({ begins: [], changes: [{ kind: 'employment' }, { kind: 'incomes' }], ends: [] });
  expect(await told(id, '2019-12-01')).toMatchObject({
    ...{ changedOn: '2019-08-01', incomes: ['m1 2400 2018-03..2019-02'], expenses: ['m1 100 2019-01'] },
    employment: ['m1 2014-06..2019-07', 'm2 ', 'm3 '],
  });
  expect(await told(id, '2019-07-02')).toMatchObject({ changedOn: null, employment: ['m1 2014-06..', 'm2 ', 'm3 '] });
});

test('a figure under the key of one that was added since is refused, and so is the correction of no survey', async () => {
  const id = await surveyed({});
  await add(id, '2019-09-05', { expenses: [bill()] });
  expect(await state(id, { expenses: [bill('b', 999)] }, { correction: true })).toMatchObject({
    ok: false,
    error: [{ code: 'KEY_ON_RECORD', path: 'records.expenses.0.key' }],
  });
  expect(await state(id, {}, { correction: true }, '2019-03-11')).toMatchObject({
    ok: false,
    error: [{ code: 'NO_SURVEY_THAT_DAY' }],
  });
});

test('an act as of an earlier day leaves what was added and ended later', async () => {
  const id = await surveyed({ employment: [spell()] });
  await add(id, '2019-09-05', { expenses: [bill()] });
  valueOf(await ends(id, '2019-07-03'));
  const before = await told(id, '2019-12-01');
  valueOf(
    await acted(register, id, CHANGE_HOUSEHOLD, {
      from: day('2019-06-01'),
      correction: false,
      state: { ownsShop: true },
    }),
  );
  valueOf(await join(id, 'm4', 9001, '2019-06-01'));
  await leave(register, id, 'm4', day('2019-06-02'));
  expect({ ...(await told(id, '2019-12-01')), changedOn: null }).toEqual({ ...before, changedOn: null });
  // The same key again, on an earlier day.
  expect(
    await acted(register, id, ADD_RECORDS, { on: day('2019-06-01'), records: { expenses: [bill('b', 7)] } }),
  ).toMatchObject({
    ok: false,
    error: [{ code: 'KEY_ON_RECORD', path: 'records.expenses.0.key' }],
  });
});

test('a correction of another field of a spell that ended keeps the day on which its end became known', async () => {
  const id = await surveyed({ employment: [spell()] });
  valueOf(await ends(id, '2019-07-03'));
  const [before, open] = [await told(id, '2019-12-01'), await told(id, '2019-06-15')];
  const named = {
    id: await idOf(id, 'employment'),
    kind: 'employment',
    values: { employer: '某厂' },
    path: [],
  } as const;
  valueOf(await acted(register, id, CORRECT_RECORDS, { records: [named] }));
  expect([await told(id, '2019-12-01'), await told(id, '2019-06-15')]).toEqual([before, open]);
  // It has ended: a later end would rewrite the days between.
  expect(await ends(id, '2019-09-20')).toMatchObject({ ok: false, error: [{ code: 'NOT_IN_FORCE_THEN' }] });
});

test('who leaves and comes back has what the survey found; somebody new brings nothing until a survey', async () => {
  const id = await surveyed({ incomes: [wage('w2', 1200, 'm2')] });
  const before = await told(id, '2019-05-01');
  await leave(register, id, 'm2', day('2019-06-01'));
  expect(await told(id, '2019-07-01')).toMatchObject({ incomes: [], changedOn: '2019-06-01' });
  valueOf(await join(id, 'm2', serial + 1, '2019-09-01'));
  expect(await told(id, '2019-05-01')).toEqual(before);
  expect(await told(id, '2019-10-01')).toMatchObject({ incomes: ['m2 1200 2018-03..2019-02'] });
  valueOf(await join(id, 'm4', 9002, '2019-07-20'));
  await add(id, '2019-07-20', { employment: [spell('m4')], incomes: [wage('w4', 7777, 'm4')] });
  expect(await told(id, '2019-08-01')).toMatchObject({
    ...{ incomes: [], employment: ['m1 ', 'm3 ', 'm4 '], farming: [] },
  });
  valueOf(await state(id, { employment: [spell('m4')], incomes: [wage('w4', 7777, 'm4')] }, {}, '2019-11-01'));
  expect(await told(id, '2019-11-01')).toMatchObject({
    ...{ incomes: ['m4 7777 2018-03..2019-02'], employment: ['m1 ', 'm2 ', 'm3 ', 'm4 2015-01..'] },
    farming: ['m2', 'm4'],
  });
});

test('a survey of an earlier day is recorded after a member has moved to another household', async () => {
  const [id, other] = [await surveyed({}), await surveyed({})];
  const moved = serial - 10 + 1;
  await leave(register, id, 'm2', day('2019-08-15'));
  valueOf(await join(other, 'm4', moved, '2019-08-15'));
  valueOf(await state(id, { incomes: [wage('w', 500)] }, {}, '2019-05-10'));
  expect(await told(id, '2019-05-10')).toMatchObject({
    surveyedOn: '2019-05-10',
    incomes: ['m1 500 2018-03..2019-02'],
  });
});

test('a survey is retracted with its figures, once what was added to it is retracted', async () => {
  const id = await surveyed({ incomes: [wage()] });
  await add(id, '2019-09-05', { expenses: [bill()] });
  const [own, added] = [await idOf(id, 'surveys'), await idOf(id, 'expenses')];
  expect(await acted(register, id, RETRACT_RECORDS, { ids: [own] })).toMatchObject({
    ok: false,
    error: [{ code: 'SURVEY_HAS_ADDITIONS', path: 'ids.0' }],
  });
  valueOf(await acted(register, id, RETRACT_RECORDS, { ids: [own, added] }));
  expect(await told(id, '2019-12-01')).toMatchObject({ surveyedOn: null, incomes: [], expenses: [] });
  // The day is free again.
  valueOf(await state(id, { incomes: [wage('w', 900)] }));
  expect(await told(id, '2019-12-01')).toMatchObject({ surveyedOn: SURVEYED, incomes: ['m1 900 2018-03..2019-02'] });
});
