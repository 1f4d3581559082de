import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  GraphQLObjectType,
} from 'graphql';
import { servedGraph } from '../../src/app/schema.ts';
import { lastRevision } from '../../src/database/time/change-log.ts';
import { seedSample } from '../../src/sample/seed.ts';
import { answerOf, ask, viewerWith } from '../support/graph.ts';
import type { Day } from '../../src/kernel/calendar.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { leave } from '../support/acts.ts';
import { emptyRegister, newHousehold, sealAll, valueOf } from '../support/register.ts';
import { DAY, household, identityNumber } from '../support/register-household.ts';
import { reliefIds } from './timed-relief.ts';

/** Ids name what is shown: the day and the revision are in the id where the question names others than today and now. */
const today = '2026-06-30';
const PAST = '2026-03-31';
const NOTHING = '00000000-0000-7000-8000-00000000000f';
const schema = servedGraph();

let register: Awaited<ReturnType<typeof emptyRegister>>;
let revision = 0;
let last = 0;
/** A household that was recorded after the revision. */
let later = '';
let cityId = '';
const ids: Record<string, string> = {};

beforeAll(async () => {
  register = await emptyRegister('18');
  const { ownerUrl, secrets, database } = register.platform;
  const on = DAY(2026, 6, 30);
  valueOf(await seedSample({ ownerUrl, secrets, households: 40, seed: 1, on, progress: () => undefined }));
  await sealAll(database);
  const idOf = async (text: string) => String((await register.asOwner(text))[0]?.['id']);
  cityId = await idOf("select id from trade_union where code = '410500'");
  ids['household'] = await idOf('select household_id as id from disbursement_version order by 1 limit 1');
  ids['person'] = await idOf(
    `select person_id as id from membership_version where household_id = '${ids['household']}'`,
  );
  ids['archiveFile'] = await idOf(`select id from archive_file where household_id = '${ids['household']}'`);
  ids['tradeUnion'] = cityId;
  ids['staff'] = await idOf("select id from staff where code = 'clerk.410500'");
  ids['nothing'] = NOTHING;
  revision = await lastRevision(database);
  // What is recorded now is not known at that revision.
  const unit = {
    ids: { clerk: ids['staff'] ?? '', employer: await idOf("select id from trade_union where code = '410502-Q1'") },
  };
  valueOf(await recordHousehold(register.deps, newHousehold(unit, household([7000]))));
  await sealAll(database);
  last = await lastRevision(database);
  later = await idOf(
    'select household_id as id from membership_version order by recorded_in desc, household_id desc limit 1',
  );
}, 120_000);
afterAll(() => register.drop());

const viewer = () => viewerWith('AUDITOR', cityId);
const answer = (source: string, variables: Record<string, unknown> = {}) =>
  answerOf(register.platform, source, { viewer: viewer(), today, variables });

const FORMS: readonly (readonly [form: string, suffix: () => string, asOf: string])[] = [
  ['of another day', () => `@${PAST}`, PAST],
  ['of a revision', () => `~${revision}`, today],
  ['of both', () => `@${PAST}~${revision}`, PAST],
];

/** All places at which the graph takes an id. */
function idPlaces(): readonly string[] {
  const isId = (type: GraphQLInputType) => getNamedType(type).name === 'ID';
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type instanceof GraphQLInputObjectType) {
      const fields = Object.values(type.getFields());
      return fields.filter((field) => isId(field.type)).map(({ name }) => `${type.name}.${name}`);
    }
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__')) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.args.filter((one) => isId(one.type)).map((one) => `${type.name}.${field.name}(${one.name})`),
    );
  });
}

const VIEWED = ['household', 'person', 'archiveFile'];
const UNTIMED = ['tradeUnion', 'job', 'fileBatch', 'lockedRealNameTable'];
const STAFF = 'problems { code path }';
const NO_FIGURES = { employment: [], incomes: [], deductions: [], expenses: [] };

const NEW_STATE = {
  ...{ region: '410502', migrant: false, retirementExcepted: false, dwellingsKnown: false },
  ...{ vehiclesKnown: false, schoolingKnown: false, dibaoKnown: false },
};

/** The acts on a household, with what each needs beside its id. */
const ACTS: Readonly<Record<string, object>> = {
  SetIdentityNumber: { member: 'm1', identityNumber: identityNumber(7000) },
  RecordDeath: { member: 'm1', on: today, source: 'OTHER' },
  RetractDeath: { member: 'm1', reason: '误' },
  CloseHousehold: { on: today, reason: 'OTHER' },
  ReopenHousehold: { from: today, worker: 'm1', members: ['m1'] },
  SplitHousehold: { from: today, worker: 'm1', state: NEW_STATE, members: [] },
  ChangeHousehold: { from: today, state: {} },
  ChangeMember: { from: today, member: 'm1', state: {} },
  ChangePerson: { from: today, member: 'm1', person: {} },
  AddMember: {
    from: today,
    member: { key: 'm', person: { name: '示例' }, membershipState: { relation: 'SON', employmentKnown: false } },
  },
  EndMembership: { member: 'm1', on: today, reason: 'OTHER' },
  RetractMembership: { member: 'm1', on: today, reason: '误' },
  HandOverHousehold: { from: today, worker: 'm1' },
  AddRecords: { on: today, records: {} },
  ChangeRecords: { from: today, records: {} },
  CorrectRecords: { records: {}, reason: '误' },
  EndRecords: { on: today, ids: [] },
  RetractRecords: { ids: [], reason: '误' },
  ReversePayment: { id: NOTHING, on: today, reason: '误' },
};

const actOf = (name: string, input: object): readonly [string, object] => [
  `mutation ($input: Archive${name}Input!) { ${name[0]?.toLowerCase()}${name.slice(1)}(input: $input) { ${STAFF} } }`,
  input,
];
const onTable = (mutation: string, type: string, input: object): readonly [string, object] => [
  `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { ${STAFF} } }`,
  input,
];
const inHousehold = (name: string, input: object) =>
  actOf(name, { householdId: ids['household'], ...ACTS[name], ...input });
const AS_OPENED = { union: '410500', on: today, level: 'NATIONAL', state: 'APPLIED' };
const opening = (input: object) => actOf('OpenFile', { ...AS_OPENED, ...input });
const stepping = (input: object) =>
  onTable('takeFilingStep', 'ArchiveTakeFileStep', { union: '410500', on: today, afterStep: 0, ...input });
const CHANGED_KINDS = {
  ...{ employment: 'Employment', incomes: 'Income', deductions: 'Deduction', expenses: 'Expense', events: 'Event' },
  ...{ dwellings: 'Dwelling', vehicles: 'Vehicle', schooling: 'Schooling', dibao: 'Dibao' },
};

const mutation = (source: string) => [`mutation { ${source} }`, {}] as const;
const MUTATIONS: Readonly<Record<string, (id: string) => readonly [string, object]>> = {
  'Mutation.cancelJob(id)': (id) => mutation(`cancelJob(id: "${id}") { id }`),
  'Mutation.confirmGrant(grantId)': (id) => mutation(`confirmGrant(grantId: "${id}") { ${STAFF} }`),
  'Mutation.endGrant(grantId)': (id) => mutation(`endGrant(grantId: "${id}") { ${STAFF} }`),
  'Mutation.issueDashboardToken(grantId)': (id) => mutation(`issueDashboardToken(grantId: "${id}") { ${STAFF} }`),
  'Mutation.deactivateStaff(staffId)': (id) => mutation(`deactivateStaff(staffId: "${id}") { ${STAFF} }`),
  'Mutation.confirmUnionChange(proposalId)': (id) => mutation(`confirmUnionChange(proposalId: "${id}") { ${STAFF} }`),
  'Mutation.rejectUnionChange(proposalId)': (id) =>
    mutation(`rejectUnionChange(reason: "误", proposalId: "${id}") { ${STAFF} }`),
  'Mutation.confirmWorkerLogin(proposalId)': (id) => mutation(`confirmWorkerLogin(proposalId: "${id}") { ${STAFF} }`),
  'Query.rulePreviewChanges(proposalId)': (id) => [`{ rulePreviewChanges(proposalId: "${id}") { totalCount } }`, {}],
  ...Object.fromEntries(
    ['confirmRuleProposal', 'previewRuleProposal'].map((name) => [
      `Mutation.${name}(proposalId)`,
      (id: string) => [`mutation { ${name}(proposalId: "${id}") { ${STAFF} } }`, {}] as const,
    ]),
  ),
  'Mutation.exportRuleDocument(proposalId)': (id) => mutation(`exportRuleDocument(proposalId: "${id}") { url }`),
  'ArchiveFilePaperInput.fileId': (id) => mutation(`exportFilePaper(input: { fileId: "${id}", step: 1 }) { url }`),
  'ArchiveEnterNationalInput.fileId': (fileId) => [
    'mutation ($input: ArchiveEnterNationalInput!) { enterNational(input: $input) { problems { code } } }',
    { fileId, matter: 'FILE', on: today },
  ],
  'UnionProposeWorkerLoginInput.householdId': (householdId) => [
    `mutation ($input: UnionProposeWorkerLoginInput!) { proposeWorkerLogin(input: $input) { ${STAFF} } }`,
    { householdId, issuer: 'https://login.example', subject: 'x' },
  ],
  'UnionDeclareRelativeInput.personId': (personId) => [
    `mutation ($input: UnionDeclareRelativeInput!) { declareRelative(input: $input) { ${STAFF} } }`,
    { personId, relation: 'SPOUSE' },
  ],
  'Mutation.withdrawRelative(relativeId)': (id) =>
    mutation(`withdrawRelative(reason: "误", relativeId: "${id}") { ${STAFF} }`),
  'UnionProposeGrantInput.staffId': (staffId) => [
    `mutation ($input: UnionProposeGrantInput!) { proposeGrant(input: $input) { ${STAFF} } }`,
    { staffId, role: 'UNION_CLERK', union: '410500', from: today },
  ],
  'UnionProposeGrantInput.deputyFor': (deputyFor) => [
    `mutation ($input: UnionProposeGrantInput!) { proposeGrant(input: $input) { ${STAFF} } }`,
    { staffId: NOTHING, role: 'UNION_CLERK', union: '410500', from: today, to: '2027-01-01', deputyFor },
  ],
  'ArchiveRecordSurveyInput.householdId': (householdId) => [
    'mutation ($input: ArchiveRecordSurveyInput!) { recordSurvey(input: $input) { problems { code } } }',
    { householdId, survey: { surveyedOn: today, way: 'VISIT' }, ...NO_FIGURES },
  ],
  'ArchiveFilingQuestionInput.householdId': (householdId) => [
    'query ($input: ArchiveFilingQuestionInput!) { filingUnion(input: $input) { problems { code } } }',
    { householdId, on: today, state: 'APPLIED' },
  ],
  'ArchiveOpenFileInput.householdId': (householdId) => opening({ householdId }),
  'ArchiveFormerFileInput.fileId': (fileId) =>
    opening({
      householdId: ids['household'],
      former: { fileId, union: '410500', afterStep: 1, document: '1', notice: '1', proof: '1' },
    }),
  'ArchiveTakeFileStepInput.fileId': (fileId) => stepping({ fileId, act: 'VERIFY' }),
  'ArchiveTakeFileStepInput.objectionId': (objectionId) =>
    stepping({ fileId: NOTHING, act: 'SETTLE_OBJECTION', objectionId }),
  'ArchiveRecordAssessmentInput.householdId': (householdId) =>
    actOf('RecordAssessment', { householdId, asOf: today, level: 'NATIONAL' }),
  ...Object.fromEntries(
    Object.keys(ACTS).map((name) => [
      `Archive${name}Input.householdId`,
      (householdId: string) => inHousehold(name, { householdId }),
    ]),
  ),
  'ArchiveMergePersonsInput.from': (from) => actOf('MergePersons', { from, into: ids['person'], reason: '误' }),
  'ArchiveMergePersonsInput.into': (into) => actOf('MergePersons', { from: ids['person'], into, reason: '误' }),
  'ArchiveUndoMergeInput.person': (person) => actOf('UndoMerge', { person, reason: '误' }),
  'ArchiveMergedFactInput.factId': (factId) =>
    actOf('UndoMerge', { person: ids['person'], give: [{ kind: 'RECORD', factId, to: 'FROM' }], reason: '误' }),
  'ArchiveEndRecordsInput.ids': (id) => inHousehold('EndRecords', { ids: [id] }),
  'ArchiveReversePaymentInput.id': (id) => inHousehold('ReversePayment', { id }),
  'ArchiveRetractRecordsInput.ids': (id) => inHousehold('RetractRecords', { ids: [id] }),
  ...Object.fromEntries(
    Object.entries(CHANGED_KINDS).map(([kind, type]) => [
      `Archive${type}ChangeInput.id`,
      (id: string) => inHousehold('CorrectRecords', { records: { [kind]: [{ id }] } }),
    ]),
  ),
  'LockRealNameTableInput.previous': (previous) =>
    onTable('lockRealNameTable', 'LockRealNameTable', { year: 2025, union: '410500', reviewer: 'x', previous }),
  'SealRealNameTableInput.table': (table) => onTable('signRealNameTable', 'SealRealNameTable', { table }),
  'ExplainTableDifferenceInput.table': (table) =>
    onTable('explainTableDifference', 'ExplainTableDifference', { table, difference: 1, explanation: '误' }),
  ...reliefIds(onTable, today),
  'ExportLockedTableInput.table': (table) => [
    'mutation ($input: ExportLockedTableInput!) { exportLockedTable(input: $input) { url } }',
    { table, part: 'PDF' },
  ],
};

test('every place that takes an id is tried below', () => {
  const queries = [...VIEWED, ...UNTIMED, 'node'].map((field) => `Query.${field}(id)`);
  // What was read of somebody is the same whatever the times: test/oversight.
  const subjects = ['person', 'household'].map((name) => `Query.sensitiveReads(${name})`);
  // Of a change alone, whose days are its own: test/changes.
  const others = [...subjects, 'ArchiveChange.facts(about)'];
  expect(idPlaces().toSorted()).toEqual([...queries, ...others, ...Object.keys(MUTATIONS)].toSorted());
});

describe.each(VIEWED)('%s', (field) => {
  const FIELDS = '{ id registerId asOf revision }';
  const byId = async (text: string, root = field) => {
    const select = root === 'node' ? `{ id ... on ${field[0]?.toUpperCase()}${field.slice(1)} ${FIELDS} }` : FIELDS;
    return (await answer(`query ($id: ID!) { ${root}(id: $id) ${select} }`, { id: text }))[root];
  };

  test.each([field, 'node'])('%s shows today under the plain id', async (root) => {
    const id = ids[field] ?? '';
    const shown = { id, registerId: id, asOf: today, revision: last };
    expect(await byId(id, root)).toEqual(shown);
    expect(await byId(`${id}@${today}`, root)).toEqual(shown);
  });

  test.each(FORMS.flatMap((form) => [field, 'node'].map((root) => [form[0], root, form[1], form[2]] as const)))(
    'the id %s brings its times along through %s',
    async (_form, root, suffix, asOf) => {
      const id = `${ids[field]}${suffix()}`;
      const shown = suffix().includes('~') ? revision : last;
      expect(await byId(id, root)).toEqual({ id, registerId: ids[field], asOf, revision: shown });
    },
  );

  test('a text that nothing can have is null', async () => {
    const id = ids[field] ?? '';
    for (const text of [
      '',
      id.toUpperCase(),
      `${id}@2026-02-30`,
      `${id}~`,
      `${id}~1e3`,
      `${id}~01`,
      `${id}~1@${PAST}`,
    ]) {
      expect([text, await byId(text), await byId(text, 'node')]).toEqual([text, null, null]);
    }
    expect(await byId(`${id}~${last + 1}`)).toBeNull();
    expect(await byId(`${ids['nothing']}@${PAST}`)).toBeNull();
  });

  test('times beside an id with others are refused; the same ones are not', async () => {
    const id = `${ids[field]}@${PAST}`;
    expect((await answer(`{ ${field}(id: "${id}", asOf: "${PAST}") { id } }`))[field]).toEqual({ id });
    const { result } = await ask(register.platform, `{ ${field}(id: "${id}", asOf: "${today}") { id } }`, {
      ...{ viewer: viewer(), today },
    });
    expect(result.errors?.[0]?.extensions).toEqual({
      code: 'INVALID_ARGUMENT',
      argument: 'id | asOf | asKnownOn | revision',
    });
  });
});

test.each(UNTIMED)('%s is the same at all times: no timed id names one', async (field) => {
  for (const [, suffix] of FORMS) {
    expect(await answer(`{ ${field}(id: "${ids['tradeUnion']}${suffix()}") { id } }`)).toEqual({ [field]: null });
  }
});

describe.each(Object.entries(MUTATIONS))('%s', (place, given) => {
  test.each(FORMS)('an id %s is answered with PAST_VIEW', async (_form, suffix) => {
    const [source, input] = given(`${ids['household']}${suffix()}`);
    const role = /Grant|Staff|Dashboard|UnionChange/.test(place) ? 'ADMINISTRATOR' : 'CENTRE_ARCHIVIST';
    const roles = [role, 'UNION_CLERK', 'FINANCE_OFFICER'] as const;
    const grants = roles.map((one) => ({ role: one, unionId: cityId }));
    const { result } = await ask(register.platform, source, {
      viewer: { staffId: ids['staff'] ?? '', personId: null, grants, purpose: '测试' },
      ...{ today, variables: { input } },
    });
    const codes = JSON.stringify(result).match(/"code":"\w+"/g);
    const isError = /cancelJob|ExportLocked|rulePreviewChanges|exportRuleDocument|FilePaper/.test(place);
    expect([codes, result.errors?.length ?? 0]).toEqual([['"code":"PAST_VIEW"'], isError ? 1 : 0]);
  });
});

interface Typed {
  readonly __typename: string;
  readonly id: string;
}

/** Every object with an id below a value. */
function objectsIn(value: unknown): readonly Typed[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'id' in value ? [value as Typed] : [];
  return [...own, ...Object.values(value).flatMap(objectsIn)];
}

test('what was recorded after a revision is not there at it', async () => {
  expect(await answer(`{ household(id: "${later}") { id } }`)).toEqual({ household: { id: later } });
  expect(
    await answer(`{ a: household(id: "${later}~${revision}") { id } b: node(id: "${later}~${revision}") { id } }`),
  ).toEqual({
    ...{ a: null, b: null },
  });
});

describe('of a household and all that belongs to it', () => {
  const ID = '__typename id';
  const RECORDS = ['employment', 'incomes', 'deductions', 'expenses', 'events', 'schooling', 'dibao', 'disbursements'];
  const ALL = `{ ${ID} files { ${ID} steward { ${ID} } } members { ${ID} person { ${ID} } }
    ${RECORDS.map((kind) => `${kind} { ${ID} }`).join(' ')} assets { dwellings { ${ID} } vehicles { ${ID} } } }`;
  const found = async (asOf: string) => {
    const data = await answer(`query ($asOf: Date) { households(first: 40, asOf: $asOf) { nodes ${ALL} } }`, { asOf });
    return new Map(objectsIn(data).map((one) => [one.id, one.__typename]));
  };
  const typesOf = (objects: ReadonlyMap<string, string>) => [...new Set(objects.values())].sort();

  test.each([today, PAST])('as of %s node finds each again, with one statement for its type', async (asOf) => {
    const objects = await found(asOf);
    const types = asOf === today ? typesOf(objects) : typesOf(objects).filter((type) => type !== 'TradeUnion');
    const implementing = schema
      .getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType)
      .map(({ name }) => name);
    expect(implementing).toEqual(expect.arrayContaining(types));
    for (const type of types) {
      const [id] = [...objects].find(([, one]) => one === type) ?? [];
      const { result, statements } = await ask(register.platform, `{ node(id: "${id}") { __typename id } }`, {
        ...{ viewer: viewer(), today },
      });
      expect(result).toEqual({ data: { node: { __typename: type, id } } });
      expect(statements.filter((text) => text.includes("union all select 'Person' as type"))).toHaveLength(1);
    }
  });

  test('no object of one day has the id of one of another', async () => {
    const [now, then] = [await found(today), await found(PAST)];
    const timed = [...then].filter(([, type]) => type !== 'TradeUnion');
    expect(timed.length).toBeGreaterThan(100);
    expect(timed.filter(([id]) => now.has(id))).toEqual([]);
    expect(timed.filter(([id]) => !id.endsWith(`@${PAST}`))).toEqual([]);
    expect([...now.keys()].filter((id) => id.includes('@') || id.includes('~'))).toEqual([]);
  });

  test('whoever may not see a household finds nothing of it', async () => {
    const [other] = await register.asOwner("select id from trade_union where code = '410581'");
    const clerk = { viewer: viewerWith('UNION_CLERK', String(other?.['id'])), today };
    const own = (await answerOf(register.platform, `{ households(first: 200) { nodes ${ALL} } }`, clerk))['households'];
    const visible = new Set(objectsIn(own).map(({ id }) => id));
    const hidden = [...(await found(today))].filter(([id, type]) => type !== 'TradeUnion' && !visible.has(id));
    expect([visible.size, hidden.length].every((count) => count > 10)).toBe(true);
    for (const type of new Set(hidden.map(([, one]) => one))) {
      const [id] = hidden.find(([, one]) => one === type) ?? [];
      expect(await answerOf(register.platform, `{ node(id: "${id}") { id } }`, clerk)).toEqual({ node: null });
    }
  });
});

test('somebody who has moved is found again at the times of an id, with the household of those times', async () => {
  const [unionRow] = await register.asOwner("select id from trade_union where code = '410502-Q1'");
  const unit = { ids: { clerk: ids['staff'] ?? '', employer: String(unionRow?.['id']) } };
  const record = async (householdId: string | null, from: Day, serials: readonly number[]) =>
    valueOf(await recordHousehold(register.deps, newHousehold(unit, household(serials), { householdId, from })))
      .householdId;
  const old = await record(null, DAY(2024, 1, 1), [7001, 7002]);
  const [row] = await register.asOwner(
    `select m.person_id as id from membership_version m join household_version h on h.anchor_id = m.household_id
     where m.household_id = $1 and m.anchor_id <> h.worker_id`,
    [old],
  );
  await leave({ deps: register.deps, ...unit }, old, 'm2', DAY(2026, 1, 1));
  const now = await record(null, DAY(2026, 2, 1), [7002]);
  const person = String(row?.['id']);
  const at = async (text: string) =>
    (await answer(`{ node(id: "${text}") { id ... on Person { household { id } } } }`))['node'];
  expect(await at(person)).toEqual({ id: person, household: { id: now } });
  const past = '@2025-06-30';
  expect(await at(person + past)).toEqual({ id: person + past, household: { id: old + past } });
});

test('a view of a revision shows no decision that was recorded after it', async () => {
  const id = ids['household'] ?? '';
  const at = revision;
  const decisions = async (text: string) =>
    ((await answer(`{ household(id: "${text}") { assessments { id } } }`))['household'] as { assessments: object[] })
      .assessments;
  const before = (await decisions(id)).length;
  const grants = (['CENTRE_ARCHIVIST', 'UNION_CLERK'] as const).map((role) => ({ role, unionId: cityId }));
  const [source = ''] = MUTATIONS['ArchiveRecordAssessmentInput.householdId']?.(id) ?? [];
  const confirmation = { union: '410500', document: '安工发〔2026〕2号' };
  const recorded = await answerOf(register.platform, source, {
    viewer: { staffId: ids['staff'] ?? '', personId: null, grants, purpose: '测试' },
    ...{ today, variables: { input: { householdId: id, asOf: today, level: 'NATIONAL', confirmation } } },
  });
  expect(recorded).toEqual({ recordAssessment: { problems: [] } });
  await sealAll(register.platform.database);
  expect([(await decisions(id)).length, (await decisions(`${id}~${at}`)).length]).toEqual([before + 1, before]);
});
