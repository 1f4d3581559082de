import type { Sql } from '../../../database/database.ts';
import { currentOn } from '../../../database/time/valid-on.ts';
import type { UnionKind } from '../../../organisation/union.codes.ts';
import type { UnionOfLine } from '../course/ladder.ts';
import type { PublicContent } from '../course/step.ts';

/** Reads the line of unions from each of these up to the city, the nearest first, as the tree is today. One statement. */
export async function readLines(
  sql: Sql,
  unionIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, readonly UnionOfLine[]>> {
  const rows = await sql.query<{ of: string; id: string; kind: UnionKind; hasCentre: boolean }>(
    `select c.descendant_id as of, c.ancestor_id as id, v.kind, v.has_centre as "hasCentre"
     from union_closure c join trade_union_version v on v.anchor_id = c.ancestor_id and ${currentOn('v', '$2::date')}
     where c.descendant_id = any($1::uuid[]) and ${currentOn('c', '$2::date')} order by c.descendant_id, c.depth`,
    [unionIds, today],
  );
  return Map.groupBy(rows, ({ of }) => of);
}

/** The households among these of which a member of staff is a member today, by the login that both have. One statement. */
export async function readOwnHouseholds(
  sql: Sql,
  staffId: string,
  householdIds: readonly string[],
  today: string,
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>(
    `select distinct m.household_id as id
     from staff_version s
     join worker_login_version w on w.issuer = s.issuer and w.subject = s.subject and ${currentOn('w', '$3::date')}
     left join person_merge g on g.anchor_id = w.anchor_id and g.superseded_in is null
     join membership_version m on m.person_id = coalesce(g.into_id, w.anchor_id) and m.household_id = any($2::uuid[])
       and ${currentOn('m', '$3::date')}
     where s.anchor_id = $1 and ${currentOn('s', '$3::date')}`,
    [staffId, householdIds, today],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The name of the worker of each household and their unit on a day, as a publicity shows them. One statement. */
export async function readShownWorkers(
  sql: Sql,
  householdIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, Pick<PublicContent, 'name' | 'unit'>>> {
  const rows = await sql.query<{ id: string; name: string; unit: string }>(
    `select h.anchor_id as id, p.name, coalesce(p.workplace_or_school, '') as unit
     from household_version h
     join membership_version m on m.anchor_id = h.worker_id and ${currentOn('m', '$2::date')}
     join person_version p on p.anchor_id = m.person_id and ${currentOn('p', '$2::date')}
     where h.anchor_id = any($1::uuid[]) and ${currentOn('h', '$2::date')}`,
    [householdIds, day],
  );
  return new Map(rows.map(({ id, name, unit }) => [id, { name, unit }]));
}

/** The household of a file; `undefined` if there is no such file. */
export async function householdOfFile(sql: Sql, fileId: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>('select household_id as id from archive_file where id = $1::uuid', [
    fileId,
  ]);
  return row?.id;
}
