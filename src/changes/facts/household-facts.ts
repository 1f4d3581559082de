import type { Action } from '../../access/permissions.ts';
import { code, day, type Fields, optional, sealed, text } from '../../fields/field.ts';
import { fileStepFields } from '../../archive/procedure/steps/file-step.fields.ts';
import { CATEGORY_NAMES, LEVEL_NAMES, OUTCOME_NAMES } from '../../policy/names.ts';
import { archiveFileFields } from '../../registry/file/archive-file.fields.ts';
import { recordPolicy, statePolicy } from '../../registry/household/field-policies.ts';
import { CLOSING_REASONS, DEATH_SOURCES } from '../../registry/household/household.codes.ts';
import { type Kind, RECORD_KINDS, type RecordKind, RECORDS, STATES } from '../../registry/kinds.ts';
import type { FactKind } from './fact-kind.ts';

/** The facts of a household and of its persons, as changes write them. */

const MEMBERSHIP = { key: 'v.key', memberId: null } as const;
const ALONE = { key: null, memberId: null, personId: null, apart: null } as const;
const OF_HOUSEHOLD = { ...ALONE, owner: 'HOUSEHOLD', ownerId: 'v.household_id' } as const;
const OF_PERSON = { ...ALONE, owner: 'PERSON', ownerId: 'v.anchor_id', personId: 'v.anchor_id' } as const;

const always = (action: Action) => () => action;
const withPolicy = (state: keyof typeof STATES) => {
  const policy = statePolicy(state);
  return (field: string) => (field in REFERENCES ? 'READ_HOUSEHOLD' : (policy(field) ?? 'READ_HOUSEHOLD'));
};

/** What versions refer to. */
const REFERENCES = { workerId: text('困难职工本人（成员标识）'), personId: text('人员标识') };
const REVERSED = { reverses: optional(text('被冲销的发放（标识）')) };

const household: FactKind = {
  ...{ ...OF_HOUSEHOLD, ownerId: 'v.anchor_id', zh: '家庭', table: STATES.household.table, isRanged: true },
  from: `${STATES.household.table} v`,
  fields: { workerId: REFERENCES.workerId, ...STATES.household.fields },
  policyOf: withPolicy('household'),
};

const member: FactKind = {
  ...{ ...OF_HOUSEHOLD, ...MEMBERSHIP, zh: STATES.member.zh, table: STATES.member.table, isRanged: true },
  from: keyed(STATES.member.table, 'membership'),
  fields: { personId: REFERENCES.personId, ...STATES.member.fields },
  personId: 'v.person_id',
  policyOf: withPolicy('member'),
};

const person: FactKind = {
  ...{ ...OF_PERSON, zh: STATES.person.zh, table: STATES.person.table, isRanged: true },
  from: `${STATES.person.table} v`,
  fields: STATES.person.fields,
  policyOf: withPolicy('person'),
};

const identityNumber: FactKind = {
  ...{ ...OF_PERSON, zh: '身份证号', table: 'person_number', from: 'person_number v', isRanged: false },
  fields: { identityNumber: sealed(text('身份证号'), 'IDENTITY') },
  policyOf: always('READ_HOUSEHOLD'),
  apart: {
    name: 'identityNumber',
    column: 'v.identity',
    open: (secrets, id, key, identity) => secrets.openIdentity(id, key, identity),
  },
};

const death: FactKind = {
  ...{ ...OF_PERSON, zh: '死亡', table: 'person_death', from: 'person_death v', isRanged: false },
  fields: { diedOn: day('死亡日期'), source: code('来源', DEATH_SOURCES) },
  policyOf: always('READ_FACTS'),
};

const merge: FactKind = {
  ...{ ...OF_PERSON, zh: '合并入他人', table: 'person_merge', from: 'person_merge v', isRanged: false },
  fields: { intoId: text('合并入的人员（标识）') },
  policyOf: always('READ_HOUSEHOLD'),
};

const login: FactKind = {
  ...{
    ...OF_PERSON,
    zh: '职工本人账号',
    table: 'worker_login_version',
    from: 'worker_login_version v',
    isRanged: true,
  },
  fields: { issuer: text('身份签发方（iss）'), subject: text('身份标识（sub）') },
  policyOf: always('READ_WORKER_LOGINS'),
};

const closing: FactKind = {
  ...{ ...OF_HOUSEHOLD, ownerId: 'v.anchor_id', zh: '销户', table: 'household_closing', isRanged: true },
  from: 'household_closing v',
  fields: { reason: code('销户原因', CLOSING_REASONS) },
  policyOf: always('READ_HISTORY'),
};

const file: FactKind = {
  ...{ ...OF_HOUSEHOLD, zh: '档案', table: 'archive_file_version', isRanged: true },
  from: '(select w.*, f.number from archive_file_version w join archive_file f on f.id = w.anchor_id) v',
  fields: { number: text('档案编号'), ...archiveFileFields },
  policyOf: always('READ_HOUSEHOLD'),
};

const steward: FactKind = {
  ...{ ...OF_HOUSEHOLD, zh: '建档单位', table: 'stewardship', isRanged: true },
  from: '(select w.*, f.household_id from stewardship w join archive_file f on f.id = w.anchor_id) v',
  fields: { unionId: text('建档单位（标识）') },
  policyOf: always('READ_HOUSEHOLD'),
};

const step: FactKind = {
  ...{ ...OF_HOUSEHOLD, zh: '档案步骤', table: 'archive_file_step', isRanged: false },
  from: '(select w.*, w.id as anchor_id, null::uuid as superseded_in from archive_file_step w) v',
  fields: fileStepFields,
  policyOf: (field) => (field === 'author' ? 'READ_OBJECTOR' : 'READ_HISTORY'),
};

const assessment: FactKind = {
  ...{ ...OF_HOUSEHOLD, zh: '认定记录', table: 'assessment_receipt', isRanged: false },
  from: '(select w.*, w.id as anchor_id, null::uuid as superseded_in from assessment_receipt w) v',
  fields: {
    asOf: day('认定日期'),
    level: code('建档标准', LEVEL_NAMES),
    outcome: code('认定结果', OUTCOME_NAMES),
    primaryCategory: optional(code('主要困难情形', CATEGORY_NAMES)),
    rulebookVersion: text('规则版本'),
  },
  policyOf: always('READ_ASSESSMENT'),
};

/** The names of the kinds of records as kinds of facts. */
const RECORD_NAMES = {
  surveys: 'SURVEY',
  employment: 'EMPLOYMENT',
  incomes: 'INCOME',
  deductions: 'DEDUCTION',
  expenses: 'EXPENSE',
  events: 'EVENT',
  dwellings: 'DWELLING',
  vehicles: 'VEHICLE',
  schooling: 'SCHOOLING',
  dibao: 'DIBAO',
  disbursements: 'DISBURSEMENT',
} as const satisfies Readonly<Record<RecordKind, string>>;

function recordFacts(kind: RecordKind): FactKind {
  const { zh, table, fields: own, belongsToMember }: Kind = RECORDS[kind];
  const fields: Fields = kind === 'disbursements' ? { ...own, ...REVERSED } : own;
  return {
    ...{ ...OF_HOUSEHOLD, zh, table, from: keyed(table, 'household_record'), fields, isRanged: false },
    ...{ key: 'v.key', memberId: belongsToMember ? 'v.membership_id' : null },
    policyOf: always(recordPolicy(kind)),
  };
}

/** The versions of a table with the keys of their anchors. */
function keyed(table: string, anchors: string): string {
  return `(select w.*, a.key from ${table} w join ${anchors} a on a.id = w.anchor_id) v`;
}

const records = Object.fromEntries(RECORD_KINDS.map((kind) => [RECORD_NAMES[kind], recordFacts(kind)])) as Readonly<
  Record<(typeof RECORD_NAMES)[RecordKind], FactKind>
>;

export const HOUSEHOLD_FACTS = {
  ...{ HOUSEHOLD: household, CLOSING: closing, MEMBER: member, PERSON: person, IDENTITY_NUMBER: identityNumber },
  ...{
    DEATH: death,
    MERGE: merge,
    LOGIN: login,
    ...records,
    FILE: file,
    STEWARD: steward,
    STEP: step,
    ASSESSMENT: assessment,
  },
} as const satisfies Readonly<Record<string, FactKind>>;
