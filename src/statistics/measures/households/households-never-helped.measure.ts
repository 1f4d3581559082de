import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_NEVER_HELPED',
  zh: '在档未帮扶过户数',
  article: '第二条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日在档、截至当日没有任何一笔未被冲销的发放的家庭 / households whose file is RECORDED on the day and that have no payment up to the day, but for reversed ones',
  ),
  version: 1,
  subject: 'NEVER_HELPED',
  where: () => `f.file_state = 'RECORDED'`,
  value: { kind: 'COUNT' },
  needs: 'READ_PAYMENTS',
};
