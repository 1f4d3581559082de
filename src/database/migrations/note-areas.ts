import type { Sql } from '../database.ts';
import { AREAS, TABLE_AREAS } from './table-classes.ts';

/** The trigger that notes the area of its table, and the area as an expression over `pg_trigger t`. */
export const AREA_TRIGGER = 'note_area';
export const AREA_OF_TRIGGER = `substring(pg_get_triggerdef(t.oid) from '''(\\w+)''\\)$')`;

/** The mark of all definitions that a cached read may go through: it moves when a migration changes one. */
export const DEFINITIONS = 'DEFINITIONS';

/**
 * Gives every table the trigger of its area, and every area its mark. Makes only the triggers that are missing or name
 * another area, because making one waits for the writers of its table.
 */
export async function noteAreas(owner: Sql): Promise<void> {
  const wanted = Object.entries(TABLE_AREAS).flatMap(([table, area]) =>
    area === null ? [] : [[table, area] as const],
  );
  const rows = await owner.query<{ table: string; area: string }>(
    `select t.tgrelid::regclass::text as table, ${AREA_OF_TRIGGER} as area from pg_trigger t where t.tgname = $1`,
    [AREA_TRIGGER],
  );
  const made = new Map(rows.map(({ table, area }) => [table, area]));
  const needless = [...made.keys()].filter((table) => !wanted.some(([name]) => name === table));
  const statements = [
    ...needless.map((table) => `drop trigger ${AREA_TRIGGER} on ${table}`),
    ...wanted.filter(([table, area]) => made.get(table) !== area).map(([table, area]) => makeTrigger(table, area)),
    ...AREAS.map((area) => `insert into area_mark (area, mark) values ('${area}', 0) on conflict do nothing`),
    MARK_DEFINITIONS,
  ];
  await owner.query(`begin; ${statements.join('; ')}; commit`);
}

function makeTrigger(table: string, area: string): string {
  return `create or replace trigger ${AREA_TRIGGER} after insert or update or delete or truncate on ${table}
    for each statement execute function note_area('${area}')`;
}

const MARK_DEFINITIONS = `insert into area_mark (area, mark)
  select '${DEFINITIONS}', hashtextextended(string_agg(text, ' ' order by text collate "C"), 0) from (
    select pg_get_triggerdef(t.oid) from pg_trigger t where t.tgname = '${AREA_TRIGGER}'
    union all select proname || prosrc from pg_proc where pronamespace = 'public'::regnamespace
    union all select viewname || definition from pg_views where schemaname = 'public'
  ) as definitions (text)
  on conflict (area) do update set mark = excluded.mark`;
