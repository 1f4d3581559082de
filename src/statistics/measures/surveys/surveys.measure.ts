import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'SURVEYS',
  zh: '调查次数',
  article: '第十五条',
  unit: 'SURVEYS',
  definition: bilingual('期间内的调查 / surveys of the period'),
  version: 1,
  subject: 'SURVEY',
  value: { kind: 'COUNT' },
  needs: 'READ_FACTS',
};
