import type { Database, Sql } from '../../database/database.ts';
import { hasRows } from '../../database/rows.ts';
import { CUSTOM_PLAN } from '../../database/custom-plan.ts';
import type { Parameters } from '../../database/parameters.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';
import type { Search } from './search.ts';

/** As large as any character: what begins with a text is from it on, and before it with this added. */
const LAST = '\u{10FFFF}';

/**
 * The condition for households that a search finds: by a member on the day, whatever name of theirs is on record, or by any of the
 * household's files. Who was merged into a person finds that person, as their number does. `householdId` is a column of the
 * statement, `day` an expression. A text may find a fifth of the register or nobody, so it needs a plan of its own.
 */
export function foundBy(
  parameters: Parameters,
  search: Search,
  householdId: string,
  { known, day }: { readonly known: KnownAt; readonly day: string },
): string {
  if (search.by === 'FILE_NUMBER') {
    const from = parameters.add(search.text.padEnd(16, '0'));
    const to = parameters.add(search.text.padEnd(16, '9'));
    return `${CUSTOM_PLAN} ${householdId} in (select found.household_id from archive_file found where found.number between ${from} and ${to})`;
  }
  const condition = personCondition(parameters, search);
  return `${CUSTOM_PLAN} ${householdId} in (select m.household_id
    from (
      select found.person_id from person_search found where ${condition}
      union all
      select g.into_id from person_merge g join person_search found on found.person_id = g.anchor_id
      where ${knownAt('g', known)} and ${condition}
    ) as named
    join membership_version m on m.person_id = named.person_id and ${knownAt('m', known)} and ${validOn('m', day)})`;
}

function personCondition(parameters: Parameters, search: Exclude<Search, { readonly by: 'FILE_NUMBER' }>): string {
  if (search.by === 'LAST_FOUR') {
    const tokens = parameters.add(search.tokens.map((token) => `\\x${token}`));
    return `found.last_four = any(${tokens}::text[]::bytea[])`;
  }
  const from = parameters.add(search.text);
  const to = parameters.add(search.text + LAST);
  const begins = (column: string) => `(found.${column} >= ${from} and found.${column} < ${to})`;
  return search.by === 'NAME' ? begins('name_form') : `(${begins('name_form')} or ${begins('initials')})`;
}

/** The databases in which everybody on record was found to have search keys; from then on all who are recorded have some. */
const complete = new WeakSet<Database>();

/** Whether everybody on record can be found; not yet after an upgrade, until the keys are made. */
export async function canFindEverybody(database: Database): Promise<boolean> {
  if (complete.has(database)) return true;
  const isComplete = !(await database.session(lacksKeys));
  if (isComplete) complete.add(database);
  return isComplete;
}

function lacksKeys(sql: Sql): Promise<boolean> {
  return hasRows(
    sql,
    `select from person p
     where exists (select from person_version v where v.anchor_id = p.id and v.superseded_in is null)
       and not exists (select from person_search s where s.person_id = p.id) limit 1`,
  );
}
