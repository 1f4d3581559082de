import { code, codeList, day, optional, sealed, text } from '../../../fields/field.ts';
import { FILING_GAPS, FILING_RULE_NAMES, STATED_FACTS } from '../../jurisdiction/filing.codes.ts';
import { CATEGORY_NAMES } from '../../../policy/names.ts';
import {
  ACTS,
  BODIES,
  FINDINGS_OF_DISPUTE,
  WITHDRAWAL_REASONS,
  type WithdrawalReasonCode,
} from '../course/course.codes.ts';

/** The reasons of a withdrawal as a code list. */
export const WITHDRAWAL_NAMES = Object.fromEntries(
  Object.entries(WITHDRAWAL_REASONS).map(([key, { zh }]) => [key, zh]),
) as Readonly<Record<WithdrawalReasonCode, string>>;

/**
 * What a step of a file's procedure names (Articles 7, 10 to 17). Beyond the first four, each belongs to the acts that name it and is
 * `null` in all others.
 */
export const fileStepFields = {
  act: code('步骤', ACTS),
  body: code('经办方', BODIES),
  on: day('办理日期'),
  document: optional(text('文号')),
  until: optional(day('公示截止日期')),
  checkReport: optional(text('核对报告编号')),
  receivingOffice: optional(text('受理单位')),
  supervisionPhone: optional(text('监督电话')),
  supervisionEmail: optional(text('监督邮箱')),
  supervisionAddress: optional(text('受理地址')),
  name: optional(text('公示姓名')),
  unit: optional(text('公示单位')),
  category: optional(code('公示困难情形', CATEGORY_NAMES)),
  visitorOne: optional(text('调查人一')),
  visitorTwo: optional(text('调查人二')),
  signedBy: optional(text('签字人')),
  receivedOn: optional(day('收到异议日期')),
  outcome: optional(code('处理结论', FINDINGS_OF_DISPUTE)),
  withdrawalReason: optional(code('注销理由', WITHDRAWAL_NAMES)),
  recoverFrom: optional(day('追回起始日期')),
  notice: optional(text('通知文号')),
  filingRules: optional(codeList('建档单位依据', FILING_RULE_NAMES)),
  filingGaps: optional(codeList('建档单位未能推定的原因', FILING_GAPS)),
  filingStated: optional(codeList('经办人说明的就业情况', STATED_FACTS)),
  note: optional(sealed(text('说明'), 'NARRATIVE')),
  unsignedReason: optional(sealed(text('未签字原因'), 'NARRATIVE')),
  author: optional(sealed(text('异议人'), 'NARRATIVE')),
  findings: optional(sealed(text('不予建档的理由'), 'NARRATIVE')),
  proof: optional(sealed(text('证明材料'), 'NARRATIVE')),
};
