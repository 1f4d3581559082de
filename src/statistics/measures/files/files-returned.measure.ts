import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'FILES_RETURNED',
  zh: '退回数',
  article: '第十条',
  unit: 'FILES',
  definition: bilingual('期间内进入“已退回”状态的档案 / files that were returned in the period; a file counts once'),
  version: 1,
  subject: 'FILE_EVENT',
  where: () => `e.to_state = 'RETURNED'`,
  value: { kind: 'DISTINCT', of: 'e.file_id' },
};
