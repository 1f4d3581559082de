import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Viewer } from '../../../../src/access/viewer.ts';
import { answerOf } from '../../../support/graph.ts';
import { testRegister, type TestRegister } from '../../../support/register.ts';
import { identityNumber, UNVERIFIED } from '../../../support/register-household.ts';

const today = '2026-06-30';

let register: TestRegister;
let clerk: Viewer;
beforeAll(async () => {
  register = await testRegister('18');
  const grants = [{ role: 'UNION_CLERK', unionId: register.ids['county'] ?? '' }] as const;
  clerk = { staffId: register.ids['clerk'] ?? '', personId: null, grants, purpose: '测试' };
});
afterAll(() => register.drop());

const asked = (source: string, variables: Record<string, unknown>, viewer = clerk) =>
  answerOf(register.platform, source, { viewer, today, variables });

let serial = 700;
/** A household of two, on record from 2026 on, without any figures; its id. */
async function recorded(): Promise<string> {
  const member = (key: string) => ({
    ...{ key, identityNumber: identityNumber((serial += 1)), person: { name: `示例${key}` } },
    membershipState: {
      relation: key === 'm1' ? 'SELF' : 'SON',
      inRegister: true,
      livesTogether: true,
      employmentKnown: true,
    },
  });
  const household = { worker: 'm1', state: { region: '410502', ...UNVERIFIED }, members: ['m1', 'm2'].map(member) };
  const input = { union: 'COUNTY', from: '2026-01-01', household };
  const { recordHousehold } = (await asked(
    'mutation ($input: ArchiveRecordHouseholdInput!) { recordHousehold(input: $input) { household { id } problems { path } } }',
    { input },
  )) as { recordHousehold: { household: { id: string } } };
  return recordHousehold.household.id;
}

const SURVEY = `mutation ($input: ArchiveRecordSurveyInput!) { recordSurvey(input: $input) {
  problems { code path zh en } revision household { id }
  begins { kind key member fields } changes { kind key fields } ends { kind key } } }`;

interface Answer {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly revision: number | null;
  readonly household: object | null;
  readonly begins: readonly object[];
  readonly changes: readonly object[];
  readonly ends: readonly object[];
}

const STATEMENT = { surveyedOn: '2026-03-10', way: 'VISIT', visitorOne: '甲', visitorTwo: '乙', signedBy: '示例m1' };
const wage = (amount: string, over: object = {}) => ({
  ...{ key: 'w', member: 'm1', kind: 'WAGE', relief: false, verified: true, amount, from: '2025-03', to: '2026-02' },
  ...over,
});
const spell = { key: 'e', member: 'm1', status: 'EMPLOYED', from: '2020-01' };
const NONE = { employment: [], incomes: [], deductions: [], expenses: [] };
const survey = async (input: object) =>
  (await asked(SURVEY, { input: { survey: STATEMENT, ...NONE, ...input } }))['recordSurvey'] as Answer;

/** The figures and the decision of a household as of days, and as known at a revision. */
async function shown(householdId: string, asOf: string, asKnownOn: string | null = null) {
  const { household } = (await asked(
    `query ($id: ID!, $asOf: Date, $asKnownOn: Date) { household(id: $id, asOf: $asOf, asKnownOn: $asKnownOn) {
      surveys { surveyedOn way visitorOne visitorTwo signedBy unsignedReason }
      incomes { key amount } employment { key status to } eligibility { missing { path } figures { from to income } } } }`,
    { id: householdId, asOf, asKnownOn },
  )) as { household: Record<string, readonly object[]> };
  return household;
}

test('a survey states the figures whole, and the next one others, each for its own days', async () => {
  const householdId = await recorded();
  const first = await survey({ householdId, employment: [spell], incomes: [wage('12000.00')] });
  expect(first).toMatchObject({ problems: [], household: {}, changes: [], ends: [] });
  const STATED = ['surveyedOn', 'way', 'visitorOne', 'visitorTwo'];
  expect(first.begins).toEqual([
    { kind: 'SURVEYS', key: '2026-03-10', member: null, fields: [...STATED, 'signedBy'] },
    { kind: 'EMPLOYMENT', key: 'e', member: 'm1', fields: ['status', 'from'] },
    { kind: 'INCOMES', key: 'w', member: 'm1', fields: ['kind', 'relief', 'amount', 'from', 'to', 'verified'] },
  ]);
  const statement = { ...STATEMENT, surveyedOn: '2026-06-20', way: 'CLEAN_UP', signedBy: null, unsignedReason: '外出' };
  const given = { householdId, survey: statement, incomes: [wage('6000.00', { from: '2025-06', to: '2026-05' })] };
  const preview = await survey({ ...given, preview: true });
  expect(preview).toMatchObject({
    ...{ problems: [], revision: null },
    begins: [{ kind: 'SURVEYS', key: '2026-06-20', fields: [...STATED, 'unsignedReason'] }],
  });
  expect(preview.changes).toEqual([{ kind: 'INCOMES', key: 'w', fields: ['amount', 'from', 'to'] }]);
  expect(preview.ends).toEqual([{ kind: 'EMPLOYMENT', key: 'e' }]);
  expect((await shown(householdId, '2026-06-30'))['incomes']).toEqual([{ key: 'w', amount: '12000.00' }]);

  const second = await survey(given);
  expect({ ...second, revision: null, household: null }).toEqual({ ...preview, household: null });
  expect(second.revision).toBeGreaterThan(first.revision ?? Infinity);
  const before = await shown(householdId, '2026-06-19');
  expect(before).toMatchObject({
    incomes: [{ key: 'w', amount: '12000.00' }],
    employment: [{ key: 'e', status: 'EMPLOYED', to: null }],
    surveys: [{ surveyedOn: '2026-03-10', signedBy: '示例m1', unsignedReason: null }],
    eligibility: { figures: { from: '2025-03', to: '2026-02', income: '12000.00' } },
  });
  expect(await shown(householdId, '2026-06-20')).toMatchObject({
    incomes: [{ key: 'w', amount: '6000.00' }],
    employment: [],
    surveys: [{ surveyedOn: '2026-03-10' }, { surveyedOn: '2026-06-20', way: 'CLEAN_UP', unsignedReason: '外出' }],
    eligibility: { figures: { from: '2025-06', to: '2026-05', income: '6000.00' } },
  });
});

test('without a survey nobody’s money is known, and the survey is what is missing', async () => {
  const householdId = await recorded();
  const before = (await shown(householdId, '2026-03-09'))['eligibility'] as unknown as { missing: { path: string }[] };
  expect(before).toMatchObject({ figures: { income: null } });
  expect(before.missing.map(({ path }) => path)).toContain('surveyedOn');
  expect(await survey({ householdId })).toMatchObject({ problems: [] });
  const after = (await shown(householdId, '2026-03-10'))['eligibility'] as unknown as { missing: { path: string }[] };
  expect(after).toMatchObject({ figures: { income: '0.00' } });
  expect(after.missing.map(({ path }) => path)).not.toContain('surveyedOn');
});

test('the same survey again changes nothing; another of that day is refused, and a correction restates it', async () => {
  const householdId = await recorded();
  const given = { householdId, incomes: [wage('12000.00')] };
  expect((await survey(given)).revision).not.toBeNull();
  expect(await survey(given)).toMatchObject({ problems: [], revision: null, begins: [], changes: [], ends: [] });
  const other = { householdId, incomes: [wage('11000.00')] };
  const refused = await survey(other);
  expect(refused.problems).toMatchObject([{ code: 'SURVEYED_THAT_DAY', path: 'survey.surveyedOn' }]);
  expect((await survey({ ...other, correction: true })).changes).toEqual([
    { kind: 'INCOMES', key: 'w', fields: ['amount'] },
  ]);
  expect(await shown(householdId, '2026-06-30')).toMatchObject({
    incomes: [{ key: 'w', amount: '11000.00' }],
    surveys: [{ surveyedOn: '2026-03-10' }],
  });
});

test('two surveys of a day at once: one is recorded, the other refused', async () => {
  const householdId = await recorded();
  const answers = await Promise.all([
    survey({ householdId, incomes: [wage('12000.00')] }),
    survey({ householdId, incomes: [wage('11000.00')] }),
  ]);
  const codes = answers.map(({ problems }) => problems.map(({ code }) => code)).sort();
  expect(codes).toEqual([[], ['SURVEYED_THAT_DAY']]);
});

test.each<[string, object, string, string]>([
  ['without a second visitor', { visitorTwo: null }, 'TWO_VISITORS', 'survey.visitorTwo'],
  ['with one visitor twice', { visitorTwo: '甲' }, 'TWO_VISITORS', 'survey.visitorTwo'],
  ['with no visitor', { visitorOne: null, visitorTwo: null }, 'TWO_VISITORS', 'survey.visitorOne'],
  ['that nobody signed, without a reason', { signedBy: null }, 'SIGNED_OR_REASON', 'survey.signedBy'],
  ['that is signed, with a reason why not', { unsignedReason: '外出' }, 'SIGNED_OR_REASON', 'survey.signedBy'],
  ['of tomorrow', { surveyedOn: '2026-07-01' }, 'AFTER_TODAY', 'survey.surveyedOn'],
  ['before the household was on record', { surveyedOn: '2025-12-31' }, 'NOT_ON_RECORD_THEN', 'survey.surveyedOn'],
])('a survey %s is refused, also by its preview', async (_, over, code, path) => {
  const householdId = await recorded();
  for (const preview of [true, false]) {
    const answer = await survey({ householdId, survey: { ...STATEMENT, ...over }, preview });
    expect(answer.problems.map((one) => [one.code, one.path])).toEqual([[code, path]]);
  }
  expect((await shown(householdId, '2026-06-30'))['surveys']).toEqual([]);
});

test('wrong figures name their place in the input, and nothing is written', async () => {
  const householdId = await recorded();
  const answer = await survey({
    householdId,
    incomes: [wage('1.00'), wage('1.00', { key: 'x', member: 'm9', to: '2024-01' })],
  });
  expect(answer.problems.map(({ path }) => path).sort()).toEqual(['incomes.1.member', 'incomes.1.to']);
  expect((await shown(householdId, '2026-06-30'))['surveys']).toEqual([]);
});

test('a repeated request is carried out once, and a household of others is none', async () => {
  const householdId = await recorded();
  const given = { householdId, incomes: [wage('12000.00')], idempotencyKey: 'survey-1' };
  const [first, second] = [await survey(given), await survey(given)];
  expect(second).toEqual(first);
  expect((await survey({ ...given, incomes: [] })).problems).toMatchObject([{ code: 'KEY_REUSED' }]);
  const grants = [{ role: 'UNION_CLERK', unionId: register.ids['otherCounty'] ?? '' }] as const;
  const other = { ...clerk, staffId: register.ids['otherClerk'] ?? '', grants };
  const { recordSurvey } = await asked(SURVEY, { input: { survey: STATEMENT, ...NONE, householdId } }, other);
  expect(recordSurvey).toMatchObject({ problems: [{ code: 'NO_SUCH_HOUSEHOLD', path: 'householdId' }] });
});

test('a survey leaves all else of the household as it is', async () => {
  const householdId = await recorded();
  const count = () =>
    register.asOwner(
      `select (select count(*) from household_version where anchor_id = $1)::int as states,
        (select count(*) from membership_version where household_id = $1)::int as members,
        (select count(*) from change_log where subject_id = $1 and action = 'RECORD_SURVEY')::int as surveys`,
      [householdId],
    );
  expect(await count()).toEqual([{ states: 1, members: 2, surveys: 0 }]);
  await survey({ householdId, incomes: [wage('12000.00')] });
  expect(await count()).toEqual([{ states: 1, members: 2, surveys: 1 }]);
});
