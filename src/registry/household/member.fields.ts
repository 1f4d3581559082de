import { also, code, count, optional, sealed, sensitive, text, truth, yuan } from '../../fields/field.ts';
import { RELATIONS } from '../person/person.codes.ts';

/** The state of a person's membership of a household (Articles 3 to 5 and 7; R2, R13). `null` means "not verified". */
export const memberFields = {
  relation: also(code('关系', RELATIONS), '与本人关系', '与职工关系'),
  inRegister: optional(also(truth('在户籍'), '是否在户籍')),
  livesTogether: optional(also(truth('共同生活'), '是否共同生活')),
  countedByDecision: optional(truth('人口认定')),
  countedByDecisionReason: optional(sealed(text('人口认定理由'), 'NARRATIVE')),
  employmentKnown: truth('就业已核实'),
  ableToWork: optional(also(truth('有劳动能力'), '劳动能力')),
  declaredMonthlyIncomeFen: optional(also(yuan('月收入'), '月平均收入')),
  refusedJobOffers: optional(count('拒绝就业次数')),
  farms: optional(truth('务农')),
  disabled: optional(sensitive(also(truth('残疾'), '是否残疾'), 'HEALTH')),
  ill: optional(sensitive(also(truth('患病'), '是否患病'), 'HEALTH')),
  inEducation: optional(also(truth('在学'), '是否在学')),
};
