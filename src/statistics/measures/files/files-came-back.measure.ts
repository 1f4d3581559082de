import { bilingual } from '../../../kernel/bilingual.ts';
import { isKnownThen } from '../../dimensions/dimension.ts';
import type { Measure } from '../measure.ts';

export const measure: Measure = {
  name: 'FILES_CAME_BACK',
  zh: '返困数',
  article: '第十六条',
  unit: 'FILES',
  definition: bilingual(
    '期间内开始办理、同一家庭此前有脱困档案的档案 / files that were begun in the period by households of which an earlier file was closed as lifted',
  ),
  version: 1,
  subject: 'FILE_EVENT',
  // A question may name this several times: a list of few files is made, instead of a search for each event.
  where: () =>
    `e.from_state is null and e.file_id in (select y.file_id from file_event x join file_event y on y.household_key = x.household_key
      where x.to_state = 'LIFTED' and ${isKnownThen('x')} and y.from_state is null and ${isKnownThen('y')}
        and y.day >= x.day and y.file_id <> x.file_id)`,
  value: { kind: 'DISTINCT', of: 'e.file_id' },
};
