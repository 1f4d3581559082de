import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'PAYMENTS',
  zh: '人次',
  article: '第二条',
  unit: 'PERSON_TIMES',
  definition: bilingual(
    '期间内的发放笔数，不含期间内被冲销的 / the payments of the period, without those reversed within it',
  ),
  version: 1,
  subject: 'PAYMENT',
  where: () => 'd.stands',
  value: { kind: 'COUNT' },
  needs: 'READ_PAYMENTS',
};
