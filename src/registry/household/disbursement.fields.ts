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
  note: optional(sealed(also(text('备注'), '描述'), 'NARRATIVE')),
  reason: optional(sealed(also(text('冲销理由'), '冲销原因'), 'NARRATIVE')),
};
