import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'PERSONS_ON_FILE',
  zh: '在档人数',
  article: '第二、四条',
  unit: 'PERSONS',
  definition: bilingual('当日在档家庭的成员 / members on the day of households whose file is RECORDED'),
  version: 1,
  subject: 'MEMBER',
  where: () => `f.file_state = 'RECORDED'`,
  value: { kind: 'COUNT' },
};
