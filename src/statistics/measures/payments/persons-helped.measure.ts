import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'PERSONS_HELPED',
  zh: '受助人数',
  article: '第二条',
  unit: 'PERSONS',
  definition: bilingual(
    '期间内受助的人，多次受助计一人 / persons who were helped in the period; one who was paid twice counts once',
  ),
  version: 1,
  subject: 'PAYMENT',
  where: () => 'd.stands',
  value: { kind: 'DISTINCT', of: 'd.beneficiary' },
  needs: 'READ_PAYMENTS',
};
