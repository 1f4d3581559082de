import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'FILES_WITHDRAWN',
  zh: '注销数',
  article: '第十六条',
  unit: 'FILES',
  definition: bilingual('期间内进入“注销”状态的档案 / files that were withdrawn in the period; a file counts once'),
  version: 1,
  subject: 'FILE_EVENT',
  where: () => `e.to_state = 'WITHDRAWN'`,
  value: { kind: 'DISTINCT', of: 'e.file_id' },
};
