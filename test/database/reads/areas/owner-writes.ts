import pg from 'pg';
import { newId } from '../../../../src/database/ids.ts';
import { TABLE_CLASSES, type TableName } from '../../../../src/database/migrations/table-classes.ts';

interface Written {
  readonly rows: number;
  /** Gives the updated rows the values that they had; what was inserted stays. */
  readonly undo: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** Writes into a table as its owner, in a transaction with a change, with its facts open to any update. */
export async function writeAsOwner(ownerUrl: string, table: TableName, statement: string): Promise<Written> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`create temp table before as table ${table}`);
  const { rowCount } = await inTransaction(owner, table, statement);
  return {
    rows: rowCount ?? 0,
    undo: async () => {
      await inTransaction(owner, table, await undoing(owner, table));
    },
    end: () => owner.end(),
  };
}

async function inTransaction(owner: pg.Client, table: string, statement: string): Promise<pg.QueryResult> {
  const change = newId();
  const { rows } = await owner.query<{ name: string }>(
    `select tgname as name from pg_trigger where tgrelid = $1::regclass and tgname = 'refuse_second_superseding'`,
    [table],
  );
  await owner.query('begin');
  for (const { name } of rows) await owner.query(`alter table ${table} disable trigger ${name}`);
  await owner.query(
    `insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
     select $1, min(id::text)::uuid, 'TRY', 'STAFF', $1, '测试' from staff`,
    [change],
  );
  const done = await owner.query(statement.replaceAll(':change', `'${change}'`));
  await owner.query('set constraints all immediate');
  for (const { name } of rows) await owner.query(`alter table ${table} enable trigger ${name}`);
  await owner.query('commit');
  return done;
}

async function undoing(owner: pg.Client, table: TableName): Promise<string> {
  if (TABLE_CLASSES[table] === 'DERIVED') {
    return `delete from ${table}; insert into ${table} select * from before`;
  }
  const { rows } = await owner.query<{ name: string; isKey: boolean }>(
    `select quote_ident(a.attname) as name, a.attnum = any(i.indkey) as "isKey"
     from pg_attribute a join pg_index i on i.indrelid = a.attrelid and i.indisprimary
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [table],
  );
  const keys = rows.filter(({ isKey }) => isKey).map(({ name }) => `t.${name} = before.${name}`);
  const others = rows.filter(({ isKey }) => !isKey).map(({ name }) => `${name} = before.${name}`);
  if (others.length === 0) return 'select';
  return `update ${table} t set ${others.join(', ')} from before where ${keys.join(' and ')}`;
}
