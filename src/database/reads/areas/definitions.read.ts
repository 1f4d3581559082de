import { AREA_OF_TRIGGER, AREA_TRIGGER } from '../../migrations/note-areas.ts';
import type { Sql } from '../../database.ts';

/** What the database says of the names that statements use. */
export interface Definitions {
  /** The tables, each with the area that its trigger notes; `null` without such a trigger. */
  readonly tables: ReadonlyMap<string, string | null>;
  /** The texts of functions and views, with those of overloaded functions joined. */
  readonly bodies: ReadonlyMap<string, string>;
}

export async function readDefinitions(sql: Sql): Promise<Definitions> {
  const rows = await sql.query<{ kind: 'TABLE' | 'BODY'; name: string; text: string | null }>(
    `select 'TABLE' as kind, c.relname as name, (
         select ${AREA_OF_TRIGGER} from pg_trigger t
         where t.tgrelid = c.oid and t.tgname = '${AREA_TRIGGER}' and t.tgenabled = 'O'
       ) as text
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f', 'm')
     union all select 'BODY', viewname, definition from pg_views where schemaname = 'public'
     union all
     select 'BODY', p.proname, string_agg(p.prosrc, ';') from pg_proc p join pg_language l on l.oid = p.prolang
     where p.pronamespace = 'public'::regnamespace and l.lanname in ('sql', 'plpgsql') group by p.proname`,
  );
  const named = (kind: string) => rows.filter((row) => row.kind === kind);
  return {
    tables: new Map(named('TABLE').map(({ name, text }) => [name, text])),
    bodies: new Map(named('BODY').map(({ name, text }) => [name, text ?? ''])),
  };
}
