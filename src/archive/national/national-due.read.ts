import { type KnownAt, recordedBy } from '../../database/time/known-at.ts';

/** The acts that change what the national system holds of a household. Steps of the procedure are told by the file's state. */
const CHANGING = [
  ...['CHANGE_HOUSEHOLD', 'CORRECT_HOUSEHOLD', 'ADD_MEMBER', 'END_MEMBERSHIP', 'RETRACT_MEMBERSHIP', 'CHANGE_MEMBER'],
  ...['CORRECT_MEMBER', 'CHANGE_PERSON', 'CORRECT_PERSON', 'SET_IDENTITY_NUMBER', 'CORRECT_IDENTITY_NUMBER'],
  ...['RECORD_DEATH', 'RETRACT_DEATH', 'ADD_RECORDS', 'CHANGE_RECORDS', 'CORRECT_RECORDS', 'END_RECORDS'],
  ...['RETRACT_RECORDS', 'RECORD_SURVEY', 'RECORD_HOUSEHOLD'],
] as const;

/**
 * The SQL expression of what of a file `f` in the state `v` is not entered in the national system on a day, as known at a revision;
 * null where all is. A change counts as entered with an entry of its own day or a later one.
 */
export function nationalDue(day: string, known: KnownAt): string {
  const entries = `archive_national_entry n where n.file_id = f.id and n.entered_on <= ${day} and ${recordedBy('n', known)}`;
  const entered = `exists (select from ${entries} and n.matter = 'FILE')`;
  return `case
    when v.state = 'RECORDED' and not ${entered} then 'FILE'
    when v.state in ('LIFTED', 'WITHDRAWN') and ${entered}
      and not exists (select from ${entries} and n.matter = 'WAY_OUT' and n.entered_on >= v.valid_from) then 'WAY_OUT'
    when v.state = 'RECORDED' and exists (select from ${changes(known)}
      where c.changed_on <= ${day} and c.changed_on > (select max(n.entered_on) from ${entries})) then 'CHANGE'
  end`;
}

/** The changes of the household of a file, each with its day in China. */
function changes(known: KnownAt): string {
  const acts = CHANGING.map((act) => `'${act}'`).join(', ');
  return `(select (l.at at time zone 'Asia/Shanghai')::date as changed_on
    from (select own.*, own.id as recorded_in from change_log own
      where own.subject_kind = 'HOUSEHOLD' and own.subject_id = f.household_id
      union all select other.*, other.id from change_household o join change_log other on other.id = o.recorded_in
      where o.household_id = f.household_id) l
    where l.action in (${acts}) and ${recordedBy('l', known)}) c`;
}
