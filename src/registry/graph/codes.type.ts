import { registerCodes } from '../../graph/dictionary.ts';
import { AID_TYPES, FUND_SOURCES } from '../household/disbursement.fields.ts';
import { FILE_STATES } from '../file/archive-file.codes.ts';
import { CATEGORY_NAMES, LEVEL_NAMES, OUTCOME_NAMES } from '../../policy/names.ts';
import * as household from '../household/household.codes.ts';
import * as person from '../person/person.codes.ts';
import { HOUSEHOLD_ORDERS } from '../listing/household-list.codes.ts';

/** Registers the code lists of the register as enums of the graph. */

registerCodes('HardshipCause', household.HARDSHIP_CAUSES, '致困原因');
registerCodes('HardshipClass', household.HARDSHIP_CLASSES, '困难类别');
registerCodes('HousingKind', household.HOUSING_KINDS, '住房类型');
registerCodes('ApplicationKind', household.APPLICATION_KINDS, '申请类别');
registerCodes('KeyGroup', household.KEY_GROUPS, '五类重点群体');
registerCodes('ContractKind', household.CONTRACT_KINDS, '劳动合同');
registerCodes('EmploymentState', household.EMPLOYMENT_STATES, '就业状态');
registerCodes('EmployerKind', household.EMPLOYER_KINDS, '单位性质');
registerCodes('EmployerState', household.EMPLOYER_STATES, '企业状况');
registerCodes('ContractTerm', household.CONTRACT_TERMS, '合同期限');
registerCodes('IncomeKind', household.INCOME_NAMES, '收入类别');
registerCodes('DeductionKind', household.DEDUCTION_NAMES, '扣除类别');
registerCodes('ExpenseKind', household.EXPENSE_NAMES, '支出类别');
registerCodes('EventKind', household.EVENT_NAMES, '突发事件类别');
registerCodes('VehicleKind', household.VEHICLE_KINDS, '车辆类别');
registerCodes('Sex', person.SEXES, '性别');
registerCodes('PoliticalStatus', person.POLITICAL_STATUSES, '政治面貌');
registerCodes('MaritalStatus', person.MARITAL_STATUSES, '婚姻状况');
registerCodes('RegistrationType', person.REGISTRATION_TYPES, '户口类型');
registerCodes('ModelWorkerType', person.MODEL_WORKER_TYPES, '劳模类型');
registerCodes('HealthStatus', person.HEALTH_STATUSES, '健康状况');
registerCodes('DisabilityKind', person.DISABILITY_KINDS, '残疾类别');
registerCodes('DisabilityGrade', person.DISABILITY_GRADES, '残疾等级');
registerCodes('WorkState', person.WORK_STATES, '工作状态');
registerCodes('Relation', person.RELATIONS, '关系');
registerCodes('MedicalInsurance', person.MEDICAL_INSURANCE, '医保状况');
registerCodes('EducationLevel', person.EDUCATION_LEVELS, '学历');
registerCodes('FundSource', FUND_SOURCES, '资金来源');
registerCodes('AidType', AID_TYPES, '帮扶项目');

export const HouseholdOrderEnum = registerCodes('HouseholdOrder', HOUSEHOLD_ORDERS, '排序');
export const LevelEnum = registerCodes('Level', LEVEL_NAMES, '建档标准');
export const CategoryEnum = registerCodes('Category', CATEGORY_NAMES, '困难情形');
export const OutcomeEnum = registerCodes('Outcome', OUTCOME_NAMES, '认定结果');
export const FileStateEnum = registerCodes('FileState', FILE_STATES, '档案状态');
