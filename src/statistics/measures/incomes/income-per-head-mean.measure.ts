import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'INCOME_PER_HEAD_MEAN',
  zh: '家庭人均月收入平均数',
  article: '第六条',
  unit: 'YUAN',
  definition: bilingual(
    '认定所依的家庭人均月收入的平均数，不含收入不明的家庭 / the mean of the monthly income per head that decisions rest on, without households of which it is not known',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  value: { kind: 'MEAN', of: 'f.per_head_fen' },
  needs: 'READ_FACTS',
};
