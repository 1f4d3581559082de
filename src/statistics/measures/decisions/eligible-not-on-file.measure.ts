import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_ELIGIBLE_NOT_ON_FILE',
  zh: '应建未建户数',
  article: '第二、三条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日符合条件而不在档的家庭 / households that are eligible on the day and whose file is not RECORDED',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  where: ({ level }) => `f.${level}_outcome = 'ELIGIBLE' and f.file_state is distinct from 'RECORDED'`,
  value: { kind: 'COUNT' },
  needs: 'READ_ASSESSMENT',
};
