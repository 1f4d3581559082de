import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'PERSONS',
  zh: '总人数',
  article: '第四条',
  unit: 'PERSONS',
  definition: bilingual('当日有登记状态的家庭的成员 / members on the day of households with a state on record'),
  version: 1,
  subject: 'MEMBER',
  value: { kind: 'COUNT' },
};
