import { currentOn } from '../../database/time/valid-on.ts';
import type { Sql } from '../../database/database.ts';
import { versionReader } from '../../fields/version-reader.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { FileCourse } from '../procedure/course/course.ts';
import { fileStepFields } from '../procedure/steps/file-step.fields.ts';
import { courseOf, type FileStepRow } from '../procedure/steps/file-step.read.ts';

const { act, body, on, until, name, unit, category, outcome } = fileStepFields;

/** What a publicity is told by. Nothing that is sealed is among it: no objection's words, and no author. */
const reader = versionReader({
  table: 'archive_file_step',
  fields: { act, body, on, until, name, unit, category, outcome },
  extra: { fileId: 'v.file_id', actorId: 'v.actor_id', unionId: 'v.union_id' },
  open: { fromState: 'v.from_state', objectionId: 'v.objection_id' },
  owner: { kind: 'household', id: 'v.household_id' },
});

/**
 * Reads the courses of the files that a union was the last to publicise and that are in that state on a day, as known now. Of their steps
 * it reads what is public, and how objections came out. One statement.
 */
export async function readPublicised(
  sql: Sql,
  secrets: Secrets,
  unionId: string,
  today: Day,
): Promise<readonly FileCourse[]> {
  const { columns, readRow } = reader(null);
  const rows = await sql.arrays(
    `select ${columns.join(', ')}
     from (select w.*, w.id as anchor_id from archive_file_step w) v
     where v.file_id in (
       select p.file_id from archive_file_step p
       join archive_file_version f on f.anchor_id = p.file_id and f.state = 'PUBLICISED' and ${currentOn('f', '$2::date')}
       where p.act = 'PUBLICISE' and p.union_id = $1
     ) and v."on" <= $2::date
     order by v.file_id, v.number`,
    [unionId, printDay(today)],
  );
  const steps = rows.map((row) => readRow(secrets, row));
  return [...Map.groupBy(steps, ({ fileId }) => fileId).values()]
    .filter((own) => own.findLast((step) => step['act'] === 'PUBLICISE')?.unionId === unionId)
    .map((own) => own.map((step) => ({ ...step, secret: () => null })))
    .map((own) => courseOf(own as unknown as readonly FileStepRow[], { state: 'PUBLICISED', since: today }));
}
