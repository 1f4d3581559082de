import { knownAt, recordedBy, type ReadAt } from '../../../database/time/known-at.ts';
import type { Sql } from '../../../database/database.ts';
import { type Day, printDay, requireDay } from '../../../kernel/calendar.ts';
import type { Secrets } from '../../../secrets/secrets.ts';
import type { Secret } from '../../../fields/sealed-values.ts';
import { versionReader } from '../../../fields/version-reader.ts';
import type { CourseState } from '../course/course.codes.ts';
import { carriedCourse, type FileCourse, replaySteps, UNOPENED } from '../course/course.ts';
import type { Step } from '../course/step.ts';
import { fileStepFields } from './file-step.fields.ts';

/** A step with what the dictionary names, of which `secret` decrypts what is sealed. */
export interface FileStepRow {
  readonly id: string;
  readonly fileId: string;
  readonly number: string;
  readonly actorId: string;
  readonly unionId: string;
  readonly actor: string;
  readonly actorName: string;
  readonly fromState: CourseState | null;
  readonly toState: CourseState;
  readonly receiptId: string | null;
  readonly objectionId: string | null;
  readonly toUnionId: string | null;
  readonly recordedAt: string;
  readonly secret: Secret;
}

const reader = versionReader({
  table: 'archive_file_step',
  fields: fileStepFields,
  extra: {
    ...{ fileId: 'v.file_id', number: 'v.number::text', actorId: 'v.actor_id', unionId: 'v.union_id' },
    ...{ actor: 'a.code', actorName: 'n.name', toState: 'v.to_state' },
    recordedAt: `to_char(c.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')`,
  },
  open: {
    fromState: 'v.from_state',
    receiptId: 'v.receipt_id',
    objectionId: 'v.objection_id',
    toUnionId: 'v.to_union_id',
  },
  owner: { kind: 'household', id: 'v.household_id' },
});

/** Reads the steps of files that were taken by a day, as known at a revision, in the order of their numbers. One statement. */
export async function readFileSteps(
  sql: Sql,
  secrets: Secrets,
  fileIds: readonly string[],
  { asOf, known }: ReadAt,
): Promise<readonly FileStepRow[]> {
  const { columns, join, readRow } = reader(null);
  const rows = await sql.arrays(
    `select ${columns.join(', ')}
     from (select w.*, w.id as anchor_id from archive_file_step w) v ${join}
     join change_log c on c.id = v.recorded_in
     join staff a on a.id = v.actor_id
     join lateral (select n.name from staff_version n where n.anchor_id = a.id and n.superseded_in is null
       order by n.valid_from desc limit 1) n on true
     where v.file_id = any($1::uuid[]) and v."on" <= $2 and ${recordedBy('v', known)}
     order by v.file_id, v.number`,
    [fileIds, printDay(asOf)],
  );
  return rows.map((row) => readRow(secrets, row) as unknown as FileStepRow);
}

/** What the state of a file on record says where no step does. */
export interface CarriedState {
  readonly state: CourseState;
  readonly since: Day;
}

/** Where a file stands by its steps; a file that was in hand before its first step goes on from the state on record. */
export function courseOf(rows: readonly FileStepRow[], recorded: CarriedState): FileCourse {
  const [first] = rows;
  if (first === undefined) return carriedCourse(recorded.state, recorded.since);
  const steps = rows.map(stepOf);
  const begin = first.fromState === null ? UNOPENED : carriedCourse(first.fromState, steps[0]?.on ?? recorded.since);
  return replaySteps(steps, begin);
}

const SEALED = Object.entries(fileStepFields).flatMap(([name, field]) => (field.sealed ? [name] : []));

/** The step of a row, with all that its act names. */
function stepOf(row: FileStepRow): Step {
  const values: Record<string, unknown> = { ...row };
  for (const name of SEALED) values[name] = row.secret(name);
  const { name, unit, category, findings, withdrawalReason: reason } = values;
  const { receivingOffice, supervisionPhone, supervisionEmail, supervisionAddress } = values;
  const contact = { receivingOffice, supervisionPhone, supervisionEmail, supervisionAddress };
  const objectionId = values['act'] === 'OBJECT' ? row.id : row.objectionId;
  const listed = typeof findings === 'string' ? findings.split('\n') : [];
  const content = { name, unit, category };
  return { ...values, objectionId, content, contact, findings: listed, reason } as unknown as Step;
}

/** The days of a file by its states: `null` where it has not come there. */
export interface FileDays {
  readonly openedOn: Day;
  readonly publicisedOn: Day | null;
  readonly recordedOn: Day | null;
  readonly closedOn: Day | null;
}

/** Reads the days of files up to a day, as known at a revision: the first of the opening, the last of each other one. One statement. */
export async function readFileDays(
  sql: Sql,
  fileIds: readonly string[],
  { asOf, known }: ReadAt,
): Promise<ReadonlyMap<string, FileDays>> {
  const rows = await sql.query<
    Readonly<Record<'id' | 'opened', string> & Record<'publicised' | 'recorded' | 'closed', string | null>>
  >(
    `select d.id, min(d.first) as opened, max(d.first) filter (where d.state = 'PUBLICISED') as publicised,
       max(d.first) filter (where d.state = 'RECORDED') as recorded,
       max(d.first) filter (where d.state in ('LIFTED', 'WITHDRAWN', 'REFUSED') and d.is_last) as closed
     from (
       select v.anchor_id as id, v.state, v.valid_from as first,
         lag(v.state) over own is distinct from v.state as begins,
         lead(v.state) over own is null as is_last
       from archive_file_version v
       where v.anchor_id = any($1::uuid[]) and v.valid_from <= $2 and ${knownAt('v', known)}
       window own as (partition by v.anchor_id order by v.valid_from)
     ) d where d.begins group by d.id`,
    [fileIds, printDay(asOf)],
  );
  const dayOrNull = (text: string | null) => (text === null ? null : requireDay(text));
  return new Map(
    rows.map(({ id, opened, publicised, recorded, closed }) => [
      id,
      {
        ...{ openedOn: requireDay(opened), publicisedOn: dayOrNull(publicised) },
        ...{ recordedOn: dayOrNull(recorded), closedOn: dayOrNull(closed) },
      },
    ]),
  );
}
