import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_ON_FILE',
  zh: '在档户数',
  article: '第二条',
  unit: 'HOUSEHOLDS',
  definition: bilingual('当日档案为“在档”的家庭 / households whose file is RECORDED on the day'),
  version: 1,
  subject: 'HOUSEHOLD',
  where: () => `f.file_state = 'RECORDED'`,
  value: { kind: 'COUNT' },
};
