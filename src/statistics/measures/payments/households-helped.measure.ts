import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_HELPED',
  zh: '受助户数',
  article: '第二条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '期间内受助的家庭，多次受助计一户，不含只有被冲销发放的 / households that were helped in the period; one that was paid twice counts once, without those whose payments were all reversed within it',
  ),
  version: 1,
  subject: 'PAYMENT',
  where: () => 'd.stands',
  value: { kind: 'DISTINCT', of: 'd.household_key' },
  needs: 'READ_PAYMENTS',
};
