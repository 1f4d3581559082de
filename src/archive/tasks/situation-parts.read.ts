import { knownAt, recordedBy } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';
import { type At, dayOf } from './stored-decisions.read.ts';

/** The states in which a file has ended, as a list of SQL. */
export const ENDINGS = `'LIFTED', 'WITHDRAWN', 'REFUSED'`;

/**
 * Joins the death of the worker of the household while the file `f` was live, as `death`: the day on which it was so and known, and
 * whether who is the worker now was their spouse. Joins the closing of the household as `gone`.
 */
export function workersDeath({ day, known }: At): string {
  const was = (row: string) =>
    `${row}.valid_from < dead.died_on and (${row}.valid_to is null or ${row}.valid_to >= dead.died_on)`;
  return `left join lateral (
      select greatest(dead.died_on, ${dayOf('c')}) as day, exists (
        select from membership_version now where now.anchor_id = own.worker_id and ${knownAt('now', known)} and ${was('now')}
          and now.relation in ('HUSBAND', 'WIFE')) as is_spouse
      from household_version hv
      join membership_version m on m.anchor_id = hv.worker_id and ${knownAt('m', known)}
      left join person_merge g on g.anchor_id = m.person_id and ${knownAt('g', known)}
      join person_death dead on dead.anchor_id = coalesce(g.into_id, m.person_id) and ${knownAt('dead', known)}
      join change_log c on c.id = dead.recorded_in
      where hv.anchor_id = f.household_id and ${knownAt('hv', known)} and v.state not in (${ENDINGS})
        and ${was('hv')} and ${was('m')} and dead.died_on <= ${day}
        and exists (select from archive_file_version first where first.anchor_id = f.id and ${knownAt('first', known)}
          and first.valid_from <= dead.died_on)
      order by 1 limit 1) death on true
    left join lateral (
      select greatest(k.valid_from, ${dayOf('c')}) as day from household_closing k join change_log c on c.id = k.recorded_in
      where own.anchor_id is null and k.anchor_id = f.household_id and ${knownAt('k', known)} and ${validOn('k', day)}) gone on true`;
}

/** Joins the last publicity, `shown`, the step that ended the file, `ended`, and the appeal that is open, `appeal`. */
export function acts({ known }: At): string {
  const last = (of: string, columns: string) => `select ${columns} from archive_file_step x
    where x.file_id = f.id and x.act in (${of}) and ${recordedBy('x', known)} order by x.number desc limit 1`;
  return `left join lateral (${last(`'PUBLICISE'`, 'x."on", x.until, x.number')}) shown on v.state = 'PUBLICISED'
    left join lateral (select e."on", not exists (
        select from archive_file_step t where t.file_id = f.id and t.act = 'DELIVER_NOTICE' and t.number > e.number
          and ${recordedBy('t', known)}) as waits
      from (${last(`'REFUSE', 'LIFT', 'WITHDRAW'`, 'x."on", x.number')}) e) ended on v.state in (${ENDINGS})
    left join lateral (select a."on" from (${last(`'APPEAL', 'DECIDE_APPEAL'`, 'x."on", x.act')}) a
      where a.act = 'APPEAL') appeal on v.state in (${ENDINGS})`;
}

/** Joins the oldest open objection to the publicity `shown`, as `objection`. */
export function openObjection({ known }: At): string {
  return `left join lateral (
      select min(o."on") as "on" from archive_file_step o
      where o.file_id = f.id and o.act = 'OBJECT' and o.number > shown.number and ${recordedBy('o', known)}
        and not exists (select from archive_file_step t where t.file_id = f.id and t.objection_id = o.id
          and ${recordedBy('t', known)})) objection on shown.number is not null`;
}
