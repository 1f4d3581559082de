import { also, code, count, day, optional, region, sealed, sensitive, text } from '../../fields/field.ts';
import * as codes from './person.codes.ts';

/** Lists are sorted by names, and an index has no room for a text of thousands of characters. */
const LONGEST_NAME = 200;

/**
 * The facts about a natural person, except the identity number (forms S21, S22). All facts about health are encrypted.
 * A birth day is eight digits of an identity number: beside a masked one it is masked too.
 */
export const personFields = {
  name: text('姓名', LONGEST_NAME),
  sex: optional(code('性别', codes.SEXES)),
  birthDay: optional(sensitive(day('出生日期'), 'BIRTH_DAY')),
  ethnicity: optional(text('民族')),
  politicalStatus: optional(code('政治面貌', codes.POLITICAL_STATUSES)),
  maritalStatus: optional(code('婚姻状况', codes.MARITAL_STATUSES)),
  registrationType: optional(also(code('户口类型', codes.REGISTRATION_TYPES), '户籍类型', '户口性质')),
  registeredRegion: optional(also(region('户口所在地行政区划'), '户籍所在地')),
  modelWorker: optional(also(code('劳模类型', codes.MODEL_WORKER_TYPES), '备注荣誉')),
  workState: optional(also(code('工作状态', codes.WORK_STATES), '身份', '职工身份', '成员身份')),
  workedFrom: optional(also(day('工作时间'), '参加工作时间')),
  medicalInsurance: optional(also(code('医保状况', codes.MEDICAL_INSURANCE), '是否享受医保')),
  education: optional(also(code('当前学历', codes.EDUCATION_LEVELS), '学历')),
  enrolledYear: optional(count('入学年份')),
  schoolYears: optional(also(count('年制'), '学制')),
  workplaceOrSchool: optional(also(text('单位或学校'), '工作单位', '单位名称')),
  healthStatus: optional(sealed(code('健康状况', codes.HEALTH_STATUSES), 'HEALTH')),
  disabilityKind: optional(sealed(code('残疾类别', codes.DISABILITY_KINDS), 'HEALTH')),
  disabilityGrade: optional(sealed(code('残疾等级', codes.DISABILITY_GRADES), 'HEALTH')),
  healthNote: optional(sealed(also(text('疾病说明'), '疾病'), 'HEALTH')),
  mobile: optional(sealed(also(text('手机号码'), '手机', '联系电话'), 'CONTACT')),
  otherContact: optional(sealed(text('其他联系方式'), 'CONTACT')),
};
