import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_SURVEYED_THIS_YEAR',
  zh: '本年已调查户数',
  article: '第十五条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日在档、最近一次调查在当日所在年度的家庭 / households whose file is RECORDED on the day and whose last survey was in the year of the day',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  where: ({ day }) => `f.file_state = 'RECORDED' and f.surveyed_on >= date_trunc('year', ${day})`,
  value: { kind: 'COUNT' },
  needs: 'READ_FACTS',
};
