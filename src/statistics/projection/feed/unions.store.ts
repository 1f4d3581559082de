import type { DuckDBConnection } from '@duckdb/node-api';
import type { Sql } from '../../../database/database.ts';
import type { SourceScope } from './sources.read.ts';
import { UNIONS } from './union-source.read.ts';
import { stageSource } from './stage.store.ts';

/** Writes the tree of unions anew; keys that are given stay. */
export async function writeUnions(sql: Sql, connection: DuckDBConnection, scope: SourceScope): Promise<void> {
  await stageSource(sql, connection, UNIONS, scope);
  await connection.run(KEYS);
  await connection.run('delete from union_line');
  await connection.run(LINES);
}

const DEEPEST = 20;

/** New unions get their keys from the root of the present tree down, so that the unions under a county follow each other. */
const KEYS = `insert into union_key
  with recursive present as (
    select union_id, any_value(code) as code,
      arg_max(parent_id, (rev_to, day_to)) filter (where rev_from is not null) as parent_id
    from stage_union group by union_id
  ), path as (
    select union_id, [code] as codes from present
      where parent_id is null or parent_id not in (select union_id from present)
    union all
    select p.union_id, list_append(path.codes, p.code) from path join present p on p.parent_id = path.union_id
    where len(path.codes) < ${DEEPEST}
  ), placed as (
    select p.union_id, p.code, min(path.codes) as codes from present p left join path on path.union_id = p.union_id group by all
  )
  select (select coalesce(max(union_key), 0) from union_key) + row_number() over (order by codes nulls last, code), union_id, code
  from placed where union_id not in (select union_id from union_key)`;

/** Each union with itself and its ancestors on the days and at the revisions on which they were so, as `union_closure`. */
const LINES = `insert into union_line by name
  with recursive version as (
    select k.union_key, s.day_from, s.day_to, s.rev_from, s.rev_to, s.kind, p.union_key as parent_key
    from stage_union s join union_key k on k.union_id = s.union_id left join union_key p on p.union_id = s.parent_id
    where s.rev_from < s.rev_to
  ), line as (
    select union_key, union_key as ancestor_key, kind as ancestor_kind, 0 as depth, [kind] as kinds, true as is_nearest,
      parent_key, day_from, day_to, rev_from, rev_to
    from version
    union all
    select l.union_key, up.union_key, up.kind, l.depth + 1, list_append(l.kinds, up.kind),
      not list_contains(l.kinds, up.kind), up.parent_key, greatest(l.day_from, up.day_from), least(l.day_to, up.day_to),
      greatest(l.rev_from, up.rev_from), least(l.rev_to, up.rev_to)
    from line l join version up on up.union_key = l.parent_key and up.day_from < l.day_to and up.day_to > l.day_from
      and up.rev_from < l.rev_to and up.rev_to > l.rev_from
    where l.depth < ${DEEPEST}
  )
  select * exclude (kinds, parent_key) from line order by union_key, ancestor_key, day_from`;
