import { changesOf, WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import type { ChangeRow } from './rows.ts';

export interface ListedChange extends ChangeRow, Watermark {
  readonly householdId: string;
}

type Row = Omit<ListedChange, 'number'> & { readonly number: string | null };

/** Lists the last changes of each of these households, newest first, in one statement. */
export async function listChanges(
  sql: Sql,
  householdIds: readonly string[],
  known: KnownAt,
  before: string | null,
  limit: number,
): Promise<readonly ListedChange[]> {
  const rows = await sql.query<Row>(
    `select h.id as "householdId", c.id, c.number, to_char(c.at, 'YYYY-MM-DD"T"HH24:MI:SS.MSTZH:TZM') as at, c.actor,
       c.action, c.purpose, ${WATERMARK}
     from unnest($1::uuid[]) as h (id)
     cross join lateral (
       select c.id, s.number, c.at, a.code as actor, c.action, c.purpose
       from (${changesOf('h.id')}) of
       join change_log c on c.id = of.id join staff a on a.id = c.actor_id left join change_sequence s on s.change_id = c.id
       where ($2::bigint is null or s.number <= $2) and ($3::uuid is null or c.id < $3)
       order by c.id desc limit $4
     ) c
     order by h.id, c.id desc`,
    [householdIds, known === 'NOW' ? null : known, before, limit],
  );
  return rows.map(({ number, ...row }) => ({ ...row, number: number === null ? null : Number(number) }));
}

/** Counts the changes of each of these households, as known at a revision. */
export async function countChanges(
  sql: Sql,
  householdIds: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.query<{ id: string; count: string }>(
    `select c.subject_id as id, count(*) as count
     from (${changesOf('any($1)')}) c left join change_sequence s on s.change_id = c.id
     where ($2::bigint is null or s.number <= $2) group by c.subject_id`,
    [householdIds, known === 'NOW' ? null : known],
  );
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}
