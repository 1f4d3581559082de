import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'FILES_REFUSED',
  zh: '不予建档数',
  article: '第六、七条',
  unit: 'FILES',
  definition: bilingual('期间内进入“不予建档”状态的档案 / files that were refused in the period; a file counts once'),
  version: 1,
  subject: 'FILE_EVENT',
  where: () => `e.to_state = 'REFUSED'`,
  value: { kind: 'DISTINCT', of: 'e.file_id' },
};
