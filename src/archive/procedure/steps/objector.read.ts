import type { Sql } from '../../../database/database.ts';
import { readMap } from '../../../database/rows.ts';
import { currentOn } from '../../../database/time/valid-on.ts';
import type { Territory } from '../../../access/viewer.ts';

/**
 * The territory in which the author of an objection is shown, by the id of a step of its file: the unions strictly above every
 * union which ever was the filing union of the file. There is none where no union is above. One statement.
 */
export async function readObjectorTerritories(
  sql: Sql,
  stepIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, Territory>> {
  const lines = await readMap(
    sql,
    `with given as materialized (select t.id, t.file_id from archive_file_step t where t.id = any($1::uuid[])),
     filing as (
       select o.id, s.union_id from given o join stewardship s on s.anchor_id = o.file_id and s.superseded_in is null
       union
       select o.id, t.union_id from given o join archive_file_step t on t.file_id = o.file_id and t.body = 'FILING'
     ),
     above as (
       select f.id, c.ancestor_id from filing f
       join union_closure c on c.descendant_id = f.union_id and c.depth > 0 and ${currentOn('c', '$2::date')}
       group by f.id, c.ancestor_id
       having count(*) = (select count(*) from filing every where every.id = f.id)
     )
     select id::text, string_agg(ancestor_id::text, ' ') from above group by id`,
    [stepIds, today],
  );
  return new Map([...lines].map(([id, line]) => [id, { unions: line.split(' '), workerId: null }]));
}
