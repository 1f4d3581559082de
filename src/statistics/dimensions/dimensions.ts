import { invariant } from '../../kernel/invariant.ts';
import { CATEGORY_NAMES, LEVEL_NAMES } from '../../policy/names.ts';
import { FILE_STATES } from '../../registry/file/archive-file.codes.ts';
import {
  AID_TYPES,
  FUND_SOURCES,
  PAYMENT_METHODS,
  PERSON_CATEGORIES,
} from '../../registry/household/disbursement.fields.ts';
import { HARDSHIP_CLASSES, SURVEY_WAYS } from '../../registry/household/household.codes.ts';
import {
  EDUCATION_LEVELS,
  MARITAL_STATUSES,
  MEDICAL_INSURANCE,
  REGISTRATION_TYPES,
  RELATIONS,
  SEXES,
  WORK_STATES,
} from '../../registry/person/person.codes.ts';
import { AGE_BANDS, ageBand, type Dimension, needing, ofSubject, truthKey, YES_OR_NO } from './dimension.ts';
import { HOUSEHOLD_DIMENSIONS } from './household-dimensions.ts';

const OF_MEMBERS: readonly Dimension[] = [
  ofSubject('MEMBER', 'RELATION', '与职工关系', RELATIONS, () => 'p.relation'),
  ofSubject('MEMBER', 'SEX', '性别', SEXES, () => 'p.sex'),
  needing('READ_FACTS', ofSubject('MEMBER', 'AGE', '年龄段', AGE_BANDS, ageBand('p.birth_day'))),
  needing(
    'READ_FACTS',
    ofSubject('MEMBER', 'MARITAL_STATUS', '婚姻状况', MARITAL_STATUSES, () => 'p.marital_status'),
  ),
  needing(
    'READ_FACTS',
    ofSubject('MEMBER', 'REGISTRATION_TYPE', '户口类型', REGISTRATION_TYPES, () => 'p.registration_type'),
  ),
  ofSubject('MEMBER', 'WORK_STATE', '工作状态', WORK_STATES, () => 'p.work_state'),
  needing(
    'READ_FACTS',
    ofSubject('MEMBER', 'MEDICAL_INSURANCE', '医保状况', MEDICAL_INSURANCE, () => 'p.medical_insurance'),
  ),
  needing(
    'READ_FACTS',
    ofSubject('MEMBER', 'EDUCATION', '学历', EDUCATION_LEVELS, () => 'p.education'),
  ),
  needing('READ_FACTS', ofSubject('MEMBER', 'IN_EDUCATION', '是否在学', YES_OR_NO, truthKey('p.in_education'))),
  needing('UNMASK_HEALTH', ofSubject('MEMBER', 'DISABLED', '是否残疾', YES_OR_NO, truthKey('p.disabled'))),
  needing('UNMASK_HEALTH', ofSubject('MEMBER', 'ILL', '是否患病', YES_OR_NO, truthKey('p.ill'))),
  needing('READ_FACTS', ofSubject('MEMBER', 'ABLE_TO_WORK', '有无劳动能力', YES_OR_NO, truthKey('p.able_to_work'))),
];

const OF_FILES: readonly Dimension[] = [
  ofSubject('FILE_EVENT', 'FROM_STATE', '原档案状态', FILE_STATES, () => 'e.from_state'),
  ofSubject('FILE_EVENT', 'TO_STATE', '新档案状态', FILE_STATES, () => 'e.to_state'),
  ofSubject('FILE_EVENT', 'OPENED_LEVEL', '该档案的建档标准', LEVEL_NAMES, () => 'e.level'),
  ofSubject('FILE_EVENT', 'OPENED_CATEGORY', '该档案的困难情形', CATEGORY_NAMES, () => 'e.category'),
  ofSubject('FILE_EVENT', 'OPENED_CLASS', '该档案的困难类别', HARDSHIP_CLASSES, () => 'e.class'),
];

/** 两节 and 金秋助学, told by the type of aid and the months in which offices pay for them. */
const CAMPAIGNS = { TWO_FESTIVALS: '两节送温暖', GOLDEN_AUTUMN: '金秋助学', OTHER: '日常帮扶' } as const;

const OF_PAYMENTS = [
  ofSubject('PAYMENT', 'SOURCE', '资金来源', FUND_SOURCES, () => 'd.source'),
  ofSubject('PAYMENT', 'AID_TYPE', '帮扶项目', AID_TYPES, () => 'd.aid_type'),
  ofSubject('PAYMENT', 'PAYMENT_METHOD', '发放方式', PAYMENT_METHODS, () => 'd.payment_method'),
  ofSubject('PAYMENT', 'PERSON_CATEGORY', '人员类别', PERSON_CATEGORIES, () => 'd.person_category'),
  ofSubject(
    'PAYMENT',
    'CAMPAIGN',
    '帮扶活动（送温暖：12 月至次年 2 月；助学：7 月至 9 月）',
    CAMPAIGNS,
    () => `case when d.aid_type = 'WARMTH' and month(d.paid_on) in (12, 1, 2) then 'TWO_FESTIVALS'
      when d.aid_type = 'SCHOOLING' and month(d.paid_on) in (7, 8, 9) then 'GOLDEN_AUTUMN' else 'OTHER' end`,
  ),
].map((dimension) => needing('READ_PAYMENTS', dimension));

const OF_SURVEYS: readonly Dimension[] = [
  needing(
    'READ_FACTS',
    ofSubject('SURVEY', 'WAY', '调查方式', SURVEY_WAYS, () => 's.way'),
  ),
];

/** Every dimension; a new one is one entry. */
export const DIMENSIONS: readonly Dimension[] = [
  ...HOUSEHOLD_DIMENSIONS,
  ...OF_MEMBERS,
  ...OF_FILES,
  ...OF_PAYMENTS,
  ...OF_SURVEYS,
];

const byName = new Map(DIMENSIONS.map((dimension) => [dimension.name, dimension]));
invariant(byName.size === DIMENSIONS.length, 'no two dimensions have one name');

export function dimensionNamed(name: string): Dimension | undefined {
  return byName.get(name);
}
