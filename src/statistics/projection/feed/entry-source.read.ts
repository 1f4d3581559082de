import { OPEN_REVISION } from '../columns.ts';
import { select, type Source } from './sources.read.ts';

/** What of files was entered in the national system, on which day; an entry is never taken back. */
export const NATIONAL_ENTRIES: Source = {
  stage: 'stage_entry',
  columns: {
    ...{ household_id: 'UUID', file_id: 'UUID', matter: 'VARCHAR', entered_on: 'DATE' },
    ...{ rev_from: 'BIGINT', rev_to: 'BIGINT' },
  },
  statement: ({ households, revision }) =>
    select(
      ['n.household_id', 'n.file_id', 'n.matter', 'n.entered_on', 'n_in.number', `${OPEN_REVISION}::bigint`],
      `from archive_national_entry n
       join change_sequence n_in on n_in.change_id = n.recorded_in and n_in.number <= ${revision}
       where ${households('n.household_id')}`,
    ),
};
