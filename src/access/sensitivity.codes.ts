import type { Sensitivity } from '../fields/sensitivity.codes.ts';
import type { Action } from './permissions.ts';

/** The kinds of values that are masked for viewers who need not see them, with the action that unmasks each. */
export const SENSITIVITIES = {
  IDENTITY: 'UNMASK_IDENTITY',
  BIRTH_DAY: 'UNMASK_BIRTH_DAY',
  ACCOUNT: 'UNMASK_ACCOUNT',
  CONTACT: 'UNMASK_CONTACT',
  ADDRESS: 'UNMASK_ADDRESS',
  HEALTH: 'UNMASK_HEALTH',
  PAYMENT_NOTE: 'UNMASK_PAYMENT_NOTE',
  NARRATIVE: 'UNMASK_NARRATIVE',
} as const satisfies Readonly<Record<Sensitivity, Action>>;

/** What each kind is called. */
export const SENSITIVITY_NAMES = {
  IDENTITY: '身份证号',
  BIRTH_DAY: '出生日期',
  ACCOUNT: '银行卡号',
  CONTACT: '联系方式',
  ADDRESS: '家庭住址',
  HEALTH: '健康状况',
  PAYMENT_NOTE: '帮扶事由与备注',
  NARRATIVE: '情况说明及意见',
} as const satisfies Readonly<Record<Sensitivity, string>>;
