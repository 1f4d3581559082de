import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'FILES_OPENED',
  zh: '新建档案数',
  article: '第十条',
  unit: 'FILES',
  definition: bilingual('期间内开始办理的档案 / files that were begun in the period'),
  version: 1,
  subject: 'FILE_EVENT',
  where: () => 'e.from_state is null',
  value: { kind: 'DISTINCT', of: 'e.file_id' },
};
