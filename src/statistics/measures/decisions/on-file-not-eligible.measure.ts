import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_ON_FILE_NOT_ELIGIBLE',
  zh: '在档不再符合户数',
  article: '第三、十六条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日在档而不符合条件的家庭 / households whose file is RECORDED on the day and that are not eligible',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  where: ({ level }) => `f.${level}_outcome = 'INELIGIBLE' and f.file_state = 'RECORDED'`,
  value: { kind: 'COUNT' },
  needs: 'READ_ASSESSMENT',
};
