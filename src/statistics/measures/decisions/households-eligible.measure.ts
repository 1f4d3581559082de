import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_ELIGIBLE',
  zh: '符合条件户数',
  article: '第三至七条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日按所选级别的规定符合条件的家庭 / households that are eligible on the day by the rules of the level',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  where: ({ level }) => `f.${level}_outcome = 'ELIGIBLE'`,
  value: { kind: 'COUNT' },
  needs: 'READ_ASSESSMENT',
};
