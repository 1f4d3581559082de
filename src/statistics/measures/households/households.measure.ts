import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS',
  zh: '总户数',
  article: '第二条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日有登记状态的家庭，不论档案状态 / households with a state on record on the day, whatever the state of their file',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  value: { kind: 'COUNT' },
};
