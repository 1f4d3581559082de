import { bilingual } from '../../../kernel/bilingual.ts';
import { isKnownThen } from '../../dimensions/dimension.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'HOUSEHOLDS_NOT_ENTERED',
  zh: '在档未录入全国系统户数',
  article: '第九条',
  unit: 'HOUSEHOLDS',
  definition: bilingual(
    '当日在档、档案尚未录入全国系统的家庭 / households whose file is RECORDED on the day and is not entered in the national system by then',
  ),
  version: 1,
  subject: 'HOUSEHOLD',
  where: ({ day }) =>
    `f.file_state = 'RECORDED' and coalesce((select min(n.entered_on) from national_entry n
      where n.file_id = f.file_id and n.matter = 'FILE' and ${isKnownThen('n')}) > ${day}, true)`,
  value: { kind: 'COUNT' },
};
