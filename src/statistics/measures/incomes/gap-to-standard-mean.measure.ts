import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'GAP_TO_STANDARD_MEAN',
  zh: '与低保标准差额平均数',
  article: '第三、六条',
  unit: 'YUAN',
  definition: bilingual(
    '低保标准减家庭人均月收入的差额的平均数，只计低于标准的家庭 / the mean of the standard minus the monthly income per head, over the households below the standard',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  where: () => 'f.gap_fen > 0',
  value: { kind: 'MEAN', of: 'f.gap_fen' },
  needs: 'READ_FACTS',
};
