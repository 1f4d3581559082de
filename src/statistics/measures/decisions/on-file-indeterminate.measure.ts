import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_ON_FILE_INDETERMINATE',
  zh: '在档待查明户数',
  article: '第三至七条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日在档、因资料不全尚不能确定是否符合的家庭 / households whose file is RECORDED on the day and of which it cannot be decided yet',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  where: ({ level }) => `f.${level}_outcome = 'INDETERMINATE' and f.file_state = 'RECORDED'`,
  value: { kind: 'COUNT' },
  needs: 'READ_ASSESSMENT',
};
