import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_SURVEY_DUE',
  zh: '应调查户数',
  article: '第十五条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日在档、调查数据已过使用期或从未调查的家庭 / households whose file is RECORDED on the day and whose last survey serves no more, or who were never surveyed',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  where: ({ day }) => `f.file_state = 'RECORDED' and coalesce(f.last_day_served < ${day}, true)`,
  value: { kind: 'COUNT' },
  needs: 'READ_FACTS',
};
