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
