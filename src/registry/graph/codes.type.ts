import { ACTS } from '../../database/time/act.codes.ts';
import { type Field, graphName } from '../../fields/field.ts';
import { registerCodes } from '../../graph/dictionary.ts';
import { archiveFileFields } from '../file/archive-file.fields.ts';
import { type Kind, RECORDS, STATES } from '../kinds.ts';
import { AID_TYPES, FUND_SOURCES, PAYMENT_METHODS, PERSON_CATEGORIES } from '../household/disbursement.fields.ts';
import { FILE_STATES } from '../file/archive-file.codes.ts';
import { CATEGORY_NAMES, LEVEL_NAMES, OUTCOME_NAMES } from '../../policy/names.ts';
import * as household from '../household/household.codes.ts';
import * as person from '../person/person.codes.ts';
import { HOUSEHOLD_ORDERS } from '../listing/household-list.codes.ts';

/** Registers the code lists of the register as enums of the graph. */

export const ActEnum = registerCodes('ArchiveAct', ACTS, '事项');

/** The terms of all fields that may be withheld, by their names in the graph. */
const withheldTerms = Object.fromEntries(
  [...Object.values<Kind>(RECORDS), ...Object.values<Kind>(STATES), { fields: archiveFileFields }]
    .flatMap(({ fields }) => Object.entries<Field>(fields))
    .filter(([, { sensitivity }]) => sensitivity !== null)
    .map(([key, { zh }]) => [graphName(key), zh]),
);
/** Those of the steps of a file (src/archive), which no room below it knows. */
const STEP_TERMS = { author: '异议人', findings: '不予建档的理由', proof: '证明材料' };
/** Those of the lines of a batch of payments (src/fund). */
const LINE_TERMS = { basisNumber: '事由编号', basisIssuer: '出具单位' };
export const WithheldFieldEnum = registerCodes(
  'ArchiveWithheldField',
  { ...withheldTerms, identityNumber: '身份证号', telephone: '联系电话', note: '备注', ...STEP_TERMS, ...LINE_TERMS },
  '未予显示的字段',
);

registerCodes('HardshipCause', household.HARDSHIP_CAUSES, '致困原因');
registerCodes('HardshipClass', household.HARDSHIP_CLASSES, '困难类别');
registerCodes('ArchiveHousingKind', household.HOUSING_KINDS, '住房类型');
registerCodes('ReliefApplicationKind', household.APPLICATION_KINDS, '申请类别');
registerCodes('ArchiveKeyGroup', household.KEY_GROUPS, '五类重点群体');
registerCodes('ArchiveContractKind', household.CONTRACT_KINDS, '劳动合同');
registerCodes('ArchiveLeavingReason', household.LEAVING_REASONS, '离开原因');
registerCodes('ArchiveSurveyWay', household.SURVEY_WAYS, '调查方式');
registerCodes('ArchiveEmploymentState', household.EMPLOYMENT_STATES, '就业状态');
registerCodes('ArchiveEmployerKind', household.EMPLOYER_KINDS, '单位性质');
registerCodes('ArchiveEmployerState', household.EMPLOYER_STATES, '企业状况');
registerCodes('ArchiveContractTerm', household.CONTRACT_TERMS, '合同期限');
registerCodes('ArchiveIncomeKind', household.INCOME_NAMES, '收入类别');
registerCodes('ArchiveDeductionKind', household.DEDUCTION_NAMES, '扣除类别');
registerCodes('ArchiveExpenseKind', household.EXPENSE_NAMES, '支出类别');
registerCodes('HardshipEventKind', household.EVENT_NAMES, '突发事件类别');
registerCodes('ArchiveVehicleKind', household.VEHICLE_KINDS, '车辆类别');
registerCodes('ArchiveSex', person.SEXES, '性别');
registerCodes('ArchivePoliticalStatus', person.POLITICAL_STATUSES, '政治面貌');
registerCodes('ArchiveMaritalStatus', person.MARITAL_STATUSES, '婚姻状况');
registerCodes('ArchiveRegistrationType', person.REGISTRATION_TYPES, '户口类型');
registerCodes('ArchiveModelWorkerType', person.MODEL_WORKER_TYPES, '劳模类型');
registerCodes('ArchiveHealthStatus', person.HEALTH_STATUSES, '健康状况');
registerCodes('ArchiveDisabilityKind', person.DISABILITY_KINDS, '残疾类别');
registerCodes('ArchiveDisabilityGrade', person.DISABILITY_GRADES, '残疾等级');
registerCodes('ArchiveWorkState', person.WORK_STATES, '工作状态');
registerCodes('ArchiveRelation', person.RELATIONS, '关系');
registerCodes('ArchiveMedicalInsurance', person.MEDICAL_INSURANCE, '医保状况');
registerCodes('ArchiveEducationLevel', person.EDUCATION_LEVELS, '学历');
registerCodes('ReliefFundSource', FUND_SOURCES, '资金来源');
registerCodes('ReliefAidType', AID_TYPES, '帮扶项目');
registerCodes('ReliefPersonCategory', PERSON_CATEGORIES, '人员类别');
registerCodes('ReliefPaymentMethod', PAYMENT_METHODS, '发放方式');

export const HouseholdOrderEnum = registerCodes('ArchiveHouseholdOrder', HOUSEHOLD_ORDERS, '排序');
export const LevelEnum = registerCodes('ArchiveLevel', LEVEL_NAMES, '建档标准');
export const CategoryEnum = registerCodes('HardshipCategory', CATEGORY_NAMES, '困难情形');
export const OutcomeEnum = registerCodes('EligibilityOutcome', OUTCOME_NAMES, '认定结果');
export const FileStateEnum = registerCodes('ArchiveFileState', FILE_STATES, '档案状态');
