import { also, area, code, day, month, optional, sealed, text, truth, yuan } from '../../fields/field.ts';
import * as codes from './household.codes.ts';

/**
 * The fields of records, which have their own dates. The first and last day or month are both included, and amounts are
 * spread evenly over their months (POLICY section 2).
 */

/**
 * A survey of a household (入户调查, Articles 7, 15 and 16; R16). What the paper of an earlier survey does not say is `null`:
 * two visitors, and who signed or why nobody did, are asked of a survey that is recorded now.
 */
export const surveyFields = {
  surveyedOn: also(day('入户调查日期'), '调查日期'),
  way: also(code('调查方式', codes.SURVEY_WAYS), '方式'),
  visitorOne: optional(also(text('调查人一'), '调查人', '入户调查人')),
  visitorTwo: optional(also(text('调查人二'), '入户调查人二')),
  signedBy: optional(also(text('签字人'), '被调查人签字')),
  unsignedReason: optional(sealed(text('未签字原因'), 'NARRATIVE')),
};

export const employmentFields = {
  status: also(code('就业状态', codes.EMPLOYMENT_STATES), '就业情况'),
  from: also(month('开始月份'), '起始月份'),
  to: optional(also(month('结束月份'), '截止月份')),
  employer: optional(also(text('工作单位'), '单位名称')),
  employerKind: optional(code('单位性质', codes.EMPLOYER_KINDS)),
  employerState: optional(code('企业状况', codes.EMPLOYER_STATES)),
  industry: optional(also(text('所属行业'), '行业')),
  contractSignedOn: optional(also(day('劳动合同签订时间'), '劳动合同签订/入伍时间', '入伍时间')),
  contractTerm: optional(code('合同期限', codes.CONTRACT_TERMS)),
};

export const incomeFields = {
  kind: also(code('收入类别', codes.INCOME_NAMES), '收入项目'),
  relief: also(truth('政府救助'), '是否政府救助'),
  amountFen: also(yuan('金额'), '收入金额'),
  from: also(month('开始月份'), '起始月份'),
  to: also(month('结束月份'), '截止月份'),
  verified: also(truth('已核实'), '是否核实'),
};

export const deductionFields = {
  kind: also(code('扣除类别', codes.DEDUCTION_NAMES), '扣除项目'),
  amountFen: also(yuan('金额'), '扣除金额'),
  from: also(month('开始月份'), '起始月份'),
  to: also(month('结束月份'), '截止月份'),
};

export const expenseFields = {
  kind: also(code('支出类别', codes.EXPENSE_NAMES), '支出项目'),
  amountFen: also(yuan('金额'), '支出金额'),
  reimbursedFen: also(yuan('报销金额'), '已报销'),
  from: also(month('开始月份'), '起始月份'),
  to: also(month('结束月份'), '截止月份'),
  note: optional(sealed(also(text('支出说明'), '说明'), 'NARRATIVE')),
};

export const eventFields = {
  kind: also(code('事件类别', codes.EVENT_NAMES), '突发事件类别'),
  date: also(day('发生日期'), '日期'),
  grave: optional(also(truth('符合严重条件'), '是否严重')),
  costFen: also(yuan('费用'), '损失金额'),
  compensatedFen: also(yuan('已获赔偿'), '赔偿金额'),
  compensationInPlace: optional(also(truth('赔偿已落实'), '是否落实赔偿')),
  narrative: optional(sealed(also(text('事件经过'), '经过'), 'NARRATIVE')),
};

export const dwellingFields = {
  area: also(area('建筑面积'), '面积'),
  from: optional(also(day('取得日期'), '购置日期')),
  to: optional(also(day('处置日期'), '出售日期', '终止日期')),
};

export const vehicleFields = {
  vehicleKind: optional(also(code('车辆类别', codes.VEHICLE_KINDS), '车辆类型')),
  owned: optional(also(truth('名下所有'), '是否名下')),
  regularUse: optional(also(truth('经常使用'), '是否经常使用')),
  asEmployee: optional(also(truth('受雇使用'), '是否受雇使用')),
  exemptionRule: optional(also(text('豁免文号'), '豁免规定')),
  exemptionReason: optional(sealed(text('豁免理由'), 'NARRATIVE')),
  from: optional(also(day('取得日期'), '购置日期')),
  to: optional(also(day('处置日期'), '出售日期', '终止日期')),
};

export const schoolingFields = {
  private: optional(also(truth('民办学校'), '是否民办')),
  tuitionFen: also(yuan('学费'), '年学费'),
  publicTuitionFen: optional(also(yuan('公办学校学费'), '同类公办学费')),
  abroadSelfFunded: optional(also(truth('自费留学'), '是否自费留学')),
  school: optional(also(text('学校'), '就读学校')),
  from: optional(also(day('入学日期'), '开始日期')),
  to: optional(also(day('离校日期'), '结束日期', '终止日期')),
};

export const dibaoFields = {
  from: also(day('享受开始日期'), '低保开始日期'),
  to: optional(also(day('享受结束日期'), '低保结束日期', '终止日期')),
  monthlyFen: optional(also(yuan('月低保金额'), '低保金额')),
};
