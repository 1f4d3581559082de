import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_SURVEYED',
  zh: '已调查户数',
  article: '第十五条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '期间内调查过的家庭，多次调查计一户 / households that were surveyed in the period; one that was surveyed twice counts once',
  ),
  version: 1,
  subject: 'SURVEY',
  value: { kind: 'DISTINCT', of: 's.household_key' },
  needs: 'READ_FACTS',
};
