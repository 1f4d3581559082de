import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'PAID',
  zh: '发放金额',
  article: '第二条',
  unit: 'YUAN',
  definition: bilingual(
    '期间内发放金额之和，冲销以负数计入其冲销日 / the sum of the payments of the period; a reversal counts with its negative amount on its own day',
  ),
  version: 1,
  subject: 'PAYMENT',
  support: () => 'd.stands',
  value: { kind: 'SUM', of: 'd.amount_fen' },
  needs: 'READ_PAYMENTS',
};
