import { validOn } from '../../database/time/valid-on.ts';
import type { Sql } from '../../database/database.ts';

/** A person whose name, birth day and perhaps telephone another one has; a name under each token that the telephone may have. */
export interface Namesake {
  readonly personId: string;
  readonly nameForm: string;
  readonly birthDay: string;
  /** In hexadecimal; `null` if they have none. */
  readonly telephone: string | null;
  /** Whether they had another name or birth day before: otherwise who has both was told of then. */
  readonly isNewName: boolean;
}

/** What is the same of two persons or households. */
export interface Likeness {
  /** Whose keys are new: the id of a person or household. */
  readonly ownId: string;
  readonly otherPersonId: string;
  readonly otherHouseholdId: string;
  /** The number of that household's live file; `null` if it has none. */
  readonly otherFile: string | null;
  /** Whether the telephone is the same too, or the account. */
  readonly isStrong: boolean;
}

/** The most likenesses of one person or household that are looked at: more would be a name or account of many. */
const MOST = 50;

/** The number of the live file of a household on a day. */
const fileOf = (household: string, day: string) =>
  `(select k.file_number from household_index k where k.household_id = ${household} and ${validOn('k', day)})`;

/** The person whom somebody was merged into, or themselves. */
const MERGED = `left join person_merge g on g.anchor_id = s.person_id and g.superseded_in is null`;

/**
 * Finds the persons with the same name and birth day and the household that each belongs to today, or else joined last: also in the
 * person's own household, where an old workbook adds somebody again whose number was corrected since.
 */
export function namesakes(sql: Sql, wanted: readonly Namesake[], today: string): Promise<readonly Likeness[]> {
  return sql.query<Likeness>(
    `with same as (
       select given.person_id, coalesce(g.into_id, s.person_id) as other_id, bool_or(s.telephone = decode(given.telephone, 'hex')) as strong,
         bool_or(given.is_new_name) as is_new_name
       from unnest($1::uuid[], $2::text[], $3::date[], $4::text[], $6::boolean[])
         as given (person_id, name_form, birth_day, telephone, is_new_name)
       join person_search s on s.name_form = given.name_form and s.birth_day = given.birth_day
       ${MERGED}
       group by 1, 2
     ), ranked as (
       select same.*, row_number() over (partition by person_id order by strong desc nulls last, other_id) as rank
       from same where other_id <> person_id and (strong or is_new_name)
     )
     select r.person_id as "ownId", r.other_id as "otherPersonId", theirs.household_id as "otherHouseholdId",
       coalesce(r.strong, false) as "isStrong", ${fileOf('theirs.household_id', '$5::date')} as "otherFile"
     from ranked r
     cross join lateral (
       select v.household_id from membership_version v
       where v.person_id = r.other_id and v.superseded_in is null
       order by (${validOn('v', '$5::date')}) desc, v.valid_from desc limit 1
     ) as theirs
     where r.rank <= ${MOST}
     order by 1, 4 desc, 2`,
    [
      wanted.map(({ personId }) => personId),
      wanted.map(({ nameForm }) => nameForm),
      wanted.map(({ birthDay }) => birthDay),
      wanted.map(({ telephone }) => telephone),
      today,
      wanted.map(({ isNewName }) => isNewName),
    ],
  );
}

/** Finds the households with the same account, each with its worker of today, or else the last one on record. */
export function accountSharers(
  sql: Sql,
  wanted: readonly { readonly householdId: string; readonly account: string }[],
  today: string,
): Promise<readonly Likeness[]> {
  return sql.query<Likeness>(
    `with same as (
       select distinct given.household_id, s.household_id as other_id
       from unnest($1::uuid[], $2::text[]) as given (household_id, account)
       join household_search s on s.account = decode(given.account, 'hex') and s.household_id <> given.household_id
     ), ranked as (
       select same.*, row_number() over (partition by household_id order by other_id) as rank from same
     )
     select r.household_id as "ownId", worker.person_id as "otherPersonId", r.other_id as "otherHouseholdId",
       true as "isStrong", ${fileOf('r.other_id', '$3::date')} as "otherFile"
     from ranked r
     cross join lateral (
       select m.person_id
       from household_version h
       join membership_version m on m.anchor_id = h.worker_id and m.superseded_in is null
       where h.anchor_id = r.other_id and h.superseded_in is null
       order by (${validOn('h', '$3::date')}) desc, h.valid_from desc,
         m.valid_from desc
       limit 1
     ) as worker
     where r.rank <= ${MOST}
     order by 1, 3`,
    [wanted.map(({ householdId }) => householdId), wanted.map(({ account }) => account), today],
  );
}
