import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'FILES_RECORDED',
  zh: '备案建档数',
  article: '第十条',
  unit: 'FILES',
  definition: bilingual('期间内进入“在档”状态的档案 / files that were recorded in the period; a file counts once'),
  version: 1,
  subject: 'FILE_EVENT',
  where: () => `e.to_state = 'RECORDED'`,
  value: { kind: 'DISTINCT', of: 'e.file_id' },
};
