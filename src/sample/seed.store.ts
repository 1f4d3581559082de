import { hasRows } from '../database/rows.ts';
import { archiveFileRows } from '../registry/file/archive-file-rows.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { onOwnConnection } from '../database/connection/own-connection.ts';
import type { Sql } from '../database/database.ts';
import { copyTexts, type TableRows } from '../database/copy-texts.ts';
import { printDay } from '../kernel/calendar.ts';
import { newRows } from '../registry/recording/new-rows.ts';
import type { SampleWriting } from './sample-register.ts';

/** Runs the work as the owner in one transaction, so that the sample data is written completely or not at all. */
export async function asOwner<T>(ownerUrl: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const written = async (sql: Sql) => {
    await sql.query('begin');
    const value = await work(sql);
    await sql.query('commit');
    return value;
  };
  return onOwnConnection(ownerUrl, written, '-c timezone=Asia/Shanghai');
}

export async function isEmptyRegister(sql: Sql): Promise<boolean> {
  return !(await hasRows(sql, 'select 1 from change_log limit 1'));
}

export async function markAsSample(sql: Sql): Promise<void> {
  await sql.query("insert into database_mark (mark) values ('SAMPLE') on conflict do nothing");
}

/** Numbers the first change of the sample data on an early day; the sequencer continues after it. */
export async function numberFirst(sql: Sql, changeId: string, on: string): Promise<void> {
  await sql.query('insert into change_sequence values (1, $1, $2)', [changeId, on]);
  await sql.query('update sequencer set horizon = pg_current_xact_id()::text::bigint + 1');
}

/** Loads households with their files, and the later acts about them. */
export async function loadSample(sql: Sql, secrets: Secrets, writings: readonly SampleWriting[]): Promise<void> {
  await copyTexts(sql, changeRows(writings));
  for (const rows of newRows(secrets, writings)) await copyTexts(sql, rows);
  for (const rows of archiveFileRows(writings.flatMap(({ file }) => file ?? []))) await copyTexts(sql, rows);
}

/** Numbers the changes after the first, and sets the sequencer and the file numbers, as if all had been recorded day by day. */
export async function finishSample(sql: Sql): Promise<void> {
  // The triggers are off: they would have given the persons their numbers.
  await sql.query(
    `insert into person_number (anchor_id, identity, token, recorded_in)
     select id, identity, token, recorded_in from person where identity is not null`,
  );
  await sql.query(
    `insert into change_sequence (number, change_id, sealed_at)
     select 1 + row_number() over (order by c.at, c.id), c.id, c.at from change_log c
     where not exists (select from change_sequence s where s.change_id = c.id)`,
  );
  await sql.query('update sequencer set last = (select max(number) from change_sequence)');
  await sql.query('select index_households(array(select id from household))');
  // Nothing was noted for the spans either: the next start decides the whole register.
  await sql.query('delete from decision_state');
  await sql.query(
    `insert into file_number (region, year, last)
     select left(number, 6), substr(number, 7, 4)::int, max(right(number, 6)::int) from archive_file group by 1, 2`,
  );
}

/** Gives the worker of the first file of each county a login: `worker.` and the code of the union. */
export async function linkWorkers(sql: Sql, changeId: string, issuer: string): Promise<void> {
  await sql.query(
    `insert into worker_login_version (anchor_id, valid_from, issuer, subject, recorded_in)
     select distinct on (u.code) m.person_id, h.valid_from, $2, 'worker.' || u.code, $1
     from trade_union u
     join trade_union_version v on v.anchor_id = u.id and v.kind = 'COUNTY'
     join union_closure c on c.ancestor_id = u.id and c.superseded_in is null
     join stewardship s on s.union_id = c.descendant_id
     join archive_file f on f.id = s.anchor_id
     join archive_file_version fv on fv.anchor_id = f.id
     join household_version h on h.anchor_id = f.household_id
     join membership_version m on m.anchor_id = h.worker_id
     order by u.code, fv.state = 'RECORDED' desc, f.number`,
    [changeId, issuer],
  );
}

/** The changes, on the days of the acts, with an early transaction id below every horizon. */
function changeRows(writings: readonly SampleWriting[]): TableRows {
  return {
    table: 'change_log',
    columns: ['id', 'transaction', 'at', 'actor_id', 'action', 'subject_kind', 'subject_id', 'purpose'],
    rows: writings.map(({ change, recordedOn }) => {
      const { id, actorId, action, subjectKind, subjectId, purpose } = change;
      return [id, '1', `${printDay(recordedOn)} 10:00:00+08`, actorId, action, subjectKind, subjectId, purpose];
    }),
  };
}
