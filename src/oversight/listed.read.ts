import { underToday } from '../access/territory-condition.ts';
import type { Parameters } from '../database/parameters.ts';
import { currentOn, validOn } from '../database/time/valid-on.ts';
import { type Day, printDay } from '../kernel/calendar.ts';

/** Conditions and columns that the lists of oversight share. */

/** Whose record is listed: what lies in the subtrees of unions today. */
export interface Overseen {
  /** The unions of the reader's own grants; their subtrees count. */
  readonly roots: readonly string[];
  readonly today: string;
}

/** What narrows a list; days are of China, and both count. */
export interface Narrowing {
  /** The id or code of a union, with all unions under it. */
  readonly union: string | null;
  /** The code of a member of staff. */
  readonly staff: string | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** The position after which a page begins; `null`: the first page. */
export type After = readonly (string | null)[] | null;

/** A moment as the graph shows it, and as a text that loses nothing of it. */
export const momentColumns = (column: string, name = 'at') =>
  `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MSTZH:TZM') as "${name}", ${column}::text as "${name}Key"`;

/** The code and the last name of a member of staff. */
export const staffColumns = (staffId: string) =>
  `(select a.code from staff a where a.id = ${staffId}) as "staffCode",
   (select v.name from staff_version v where v.anchor_id = ${staffId} and v.superseded_in is null
    order by v.valid_from desc limit 1) as "staffName"`;

/** The union that keeps a person's or a household's file today, or kept it last. */
export function stewardOfSubject(kind: string, id: string, day: string): string {
  const last = (alias: string) => `order by (${validOn(alias, day)}) desc, ${alias}.valid_from desc limit 1`;
  return `case ${kind}
    when 'Household' then (select k.union_id from household_index k where k.household_id = ${id} ${last('k')})
    else (select p.union_id from person_index p where p.person_id = ${presentPerson(id)} ${last('p')}) end`;
}

/** The person whom somebody was merged into, or themselves. */
function presentPerson(id: string): string {
  return `coalesce((select g.into_id from person_merge g where g.anchor_id = ${id} and g.superseded_in is null), ${id})`;
}

/** The condition for moments within the days of a narrowing. */
export function withinDays(parameters: Parameters, column: string, { from, to }: Narrowing): readonly string[] {
  return [
    ...(from === null ? [] : [`${column} >= ${parameters.add(printDay(from))}::date::timestamptz`]),
    ...(to === null ? [] : [`${column} < (${parameters.add(printDay(to))}::date + 1)::timestamptz`]),
  ];
}

/** The condition for a member of staff by their code. */
export function ofStaff(parameters: Parameters, column: string, staff: string | null): readonly string[] {
  return staff === null ? [] : [`${column} = (select a.id from staff a where a.code = ${parameters.add(staff)})`];
}

/**
 * The condition for a member of staff who on the day of a moment had a grant in the subtrees of all these arrays of unions. Where
 * an array has a topmost union, so that nobody is above it, it is answerable for those without any grant, too.
 */
export function employedUnder(staffId: string, moment: string, arrays: readonly string[], today: string): string {
  const held = `select from staff_grant g join staff_grant_version v on v.anchor_id = g.id
    and ${currentOn('v', `(${moment})::date`)} where g.staff_id = ${staffId}`;
  const under = arrays.map((roots) => `exists (${held} and ${underToday('v.union_id', roots, today)})`);
  return `(${under.join(' and ')} or ${arrays.map((roots) => isTopmost(roots, today)).join(' and ')} and not exists (${held}))`;
}

/** The condition for an array of unions that has one which no other is above today. */
export function isTopmost(roots: string, today: string): string {
  return `exists (select from unnest(${roots}) as top (id) where not exists (select from union_closure c
    where c.descendant_id = top.id and c.depth > 0 and ${currentOn('c', `${today}::date`)}))`;
}
