import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'INCOME_PER_HEAD_Q3',
  zh: '家庭人均月收入上四分位数',
  article: '第六条',
  unit: 'YUAN',
  definition: bilingual(
    '认定所依的家庭人均月收入的上四分位数（取序列中的实有值），不含收入不明的家庭 / the value below which 75 % of the households lie by monthly income per head (a value that one of them has), without households of which it is not known',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  value: { kind: 'QUANTILE', of: 'f.per_head_fen', share: 0.75 },
  needs: 'READ_FACTS',
};
