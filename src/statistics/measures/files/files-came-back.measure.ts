import { bilingual } from '../../../kernel/bilingual.ts';
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
  where: () =>
    `e.from_state is null and exists (select 1 from file_event x where x.household_key = e.household_key and x.to_state = 'LIFTED'
      and x.day <= e.day and x.file_id <> e.file_id and x.rev_from <= $revision and x.rev_to > $revision)`,
  value: { kind: 'DISTINCT', of: 'e.file_id' },
};
