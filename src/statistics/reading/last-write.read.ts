import type { Sql } from '../../database/database.ts';

/** The number of the change that somebody made last; 0 without any, `PENDING` until it has a number. */
export async function lastNumberOf(sql: Sql, actorId: string): Promise<number | 'PENDING'> {
  const [row] = await sql.query<{ number: string | null }>(
    `select s.number from (select id from change_log where actor_id = $1 order by id desc limit 1) l
     left join change_sequence s on s.change_id = l.id`,
    [actorId],
  );
  if (row === undefined) return 0;
  return row.number === null ? 'PENDING' : Number(row.number);
}
