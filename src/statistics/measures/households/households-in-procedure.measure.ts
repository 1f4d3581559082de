import { bilingual } from '../../../kernel/bilingual.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_IN_PROCEDURE',
  zh: '在办户数',
  article: '第十条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日有在办档案、尚未备案的家庭 / households with a live file on the day that is not yet RECORDED',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  where: () => `f.file_state is not null and f.file_state <> 'RECORDED'`,
  value: { kind: 'COUNT' },
};
