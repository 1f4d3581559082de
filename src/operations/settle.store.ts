import pg from 'pg';
import type { Sql } from '../database/database.ts';

/**
 * Puts the restored changes in their place. Another server counts its transactions anew, so the numbers that the changes
 * had of the old server's are replaced by one below every horizon. Changes that had no number of the sequence yet get
 * one, in their order.
 */
export async function settleChanges(sql: Sql, stage: string): Promise<void> {
  await sql.query(
    `insert into change_sequence (number, change_id, sealed_at)
     select b.last + row_number() over w, s.id, max(greatest(s.at, b.sealed_at)) over w
     from ${stage} s cross join (
       select coalesce(max(number), 0) as last, coalesce(max(sealed_at), '-infinity') as sealed_at from change_sequence
     ) b
     where not exists (select from change_sequence q where q.change_id = s.id)
     window w as (order by s.transaction, s.id)`,
  );
  await sql.query(`update ${stage} set transaction = 1`);
  await sql.query(
    `insert into change_log (id, transaction, at, actor_id, action, subject_kind, subject_id, purpose)
     select id, transaction, at, actor_id, action, subject_kind, subject_id, purpose from ${stage} order by id`,
  );
  await sql.query(
    `update sequencer set last = (select coalesce(max(number), 0) from change_sequence),
       horizon = pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
  );
}

/**
 * Puts the restored jobs into the queue, as far as the queue has their columns and kinds. Those that ran begin again,
 * those that wait do not expire, and their workbooks lie in `uploadFolder`.
 */
export async function settleJobs(
  sql: Sql,
  stage: string,
  columns: readonly string[],
  uploadFolder: string,
): Promise<void> {
  if (columns.length === 0) return;
  await sql.query(
    `update ${stage} set
       state = case when state = 'active' then 'retry' else state end,
       heartbeat_on = null,
       keep_until = greatest(keep_until, now() + interval '14 days'),
       data = case when data #> '{workbook,path}' is null then data else jsonb_set(data, '{workbook,path}',
         to_jsonb($1 || regexp_replace(data #>> '{workbook,path}', '^.*[/\\\\]', ''))) end
     where state in ('created', 'retry', 'active')`,
    [`${uploadFolder}/`],
  );
  const known = await sql.query<{ name: string }>(
    `select attname::text as name from pg_attribute
     where attrelid = 'job_queue.job'::regclass and attnum > 0 and not attisdropped`,
  );
  const names = columns.filter((column) => known.some(({ name }) => name === column));
  const list = names.map((name) => pg.escapeIdentifier(name)).join(', ');
  await sql.query(
    `insert into job_queue.job (${list}) select ${list} from ${stage} where name in (select name from job_queue.queue)`,
  );
}

/** An attempt at a job that ran when it was backed up did not end by its own fault. */
export async function forgetAttempts(sql: Sql): Promise<void> {
  await sql.query('update job_progress set attempt = null where attempt is not null');
}
