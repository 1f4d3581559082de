import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'PAID_PER_HOUSEHOLD_MEAN',
  zh: '户均发放金额',
  article: '第二条',
  unit: 'YUAN',
  definition: bilingual('发放金额除以受助户数 / what was paid divided by the households that were helped'),
  version: 1,
  subject: 'PAYMENT',
  where: () => 'd.stands',
  value: { kind: 'QUOTIENT', of: 'd.amount_fen', per: 'd.household_key' },
  needs: 'READ_PAYMENTS',
};
