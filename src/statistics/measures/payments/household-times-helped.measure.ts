import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLD_TIMES_HELPED',
  zh: '户次',
  article: '第二条',
  unit: 'HOUSEHOLD_TIMES',
  definition: bilingual(
    '期间内家庭受助的次数；同一家庭同日同一项目计一次，不含期间内被冲销的 / how often households were helped in the period: payments to one household on one day under one type of aid count once, without those reversed within the period',
  ),
  version: 1,
  subject: 'PAYMENT',
  where: () => 'd.stands',
  value: { kind: 'DISTINCT', of: '(d.household_key, d.paid_on, d.aid_type)' },
  needs: 'READ_PAYMENTS',
};
