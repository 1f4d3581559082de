import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'FILES_LIFTED',
  zh: '脱困数',
  article: '第十六条',
  unit: 'FILES',
  definition: bilingual(
    '期间内进入“脱困”状态的档案 / files that were closed as lifted out of difficulty in the period; a file counts once',
  ),
  version: 1,
  subject: 'FILE_EVENT',
  where: () => `e.to_state = 'LIFTED'`,
  value: { kind: 'DISTINCT', of: 'e.file_id' },
};
