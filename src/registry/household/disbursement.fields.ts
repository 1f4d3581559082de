import { also, code, day, optional, sealed, signed, text, yuan } from '../../fields/field.ts';

/**
 * 资金来源. Article 2 distinguishes 中央 and 省; the other sources are from the neighbouring city's list (domain facts, 1.2).
 */
export const FUND_SOURCES = {
  CENTRAL_FINANCE: '中央财政专项帮扶资金',
  PROVINCIAL_FINANCE: '省财政专项帮扶资金',
  LOCAL_FINANCE: '地方财政配套资金',
  UNION_FUNDS: '工会经费',
  DONATION: '社会捐助',
  INTEREST: '专户利息收入',
  OTHER: '其他合法收入',
} as const;

/** 帮扶项目 (domain facts, 1.3). */
export const AID_TYPES = {
  LIVING: '生活救助',
  MEDICAL: '医疗救助',
  SCHOOLING: '子女助学',
  LEGAL: '法律援助',
  TRAINING: '职业培训',
  JOB_PLACEMENT: '职业介绍',
  WARMTH: '送温暖',
} as const;

/** 人员类别: the rules of 2015 count both sorts of workers in difficulty (practice of offices, section 2). */
export const PERSON_CATEGORIES = { URBAN_WORKER: '城镇困难职工', MIGRANT_WORKER: '困难农民工' } as const;

/** 发放方式. Cash and goods are signed for on a list of their own (发放花名册). */
export const PAYMENT_METHODS = { TRANSFER: '转账', CASH: '现金', GOODS: '实物' } as const;

/**
 * The fields of a payment that was made, or of the entry that reverses one (冲销, 红字冲回): only that has a negative amount and a
 * reason. The member that the record belongs to is the beneficiary.
 */
export const disbursementFields = {
  fileNumber: optional(text('档案编号')),
  source: also(code('资金来源', FUND_SOURCES), '来源'),
  aidType: also(code('帮扶项目', AID_TYPES), '帮扶类别', '救助类别'),
  amountFen: signed(also(yuan('帮扶金额'), '发放金额', '实收金额')),
  paidOn: also(day('发放日期'), '发放时间'),
  bank: optional(also(text('开户银行'), '开户银行(支行)')),
  payee: optional(also(text('收款人'), '收款人(与本人关系)')),
  accountNumber: optional(sealed(also(text('银行卡号'), '银行卡', '银行账号'), 'ACCOUNT')),
  personCategory: optional(code('人员类别', PERSON_CATEGORIES)),
  allocationNumber: optional(also(text('下达文号'), '资金下达文号')),
  paymentMethod: optional(also(code('发放方式', PAYMENT_METHODS), '发放形式')),
  collector: optional(also(text('代领人'), '代领人(与本人关系)')),
  voucherNumber: optional(also(text('记账凭证号'), '凭证号')),
  basis: optional(sealed(text('帮扶事由'), 'PAYMENT_NOTE')),
  note: optional(sealed(also(text('备注'), '描述'), 'PAYMENT_NOTE')),
  reason: optional(sealed(also(text('冲销理由'), '冲销原因'), 'NARRATIVE')),
};
