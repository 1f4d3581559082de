import pg from 'pg';
import { onOwnConnection } from '../connection/own-connection.ts';
import type { Sql } from '../database.ts';
import { SUPERSEDING_COLUMN, TABLE_CLASSES, type TableName } from './table-classes.ts';
import { prepareChain } from './chain-form.ts';
import { SEALER_TABLES } from './chained-tables.ts';
import { noteAreas } from './note-areas.ts';
import { createDataSource, MIGRATIONS_TABLE } from '../connection/data-source.ts';

/** The advisory lock that every migrating process takes. */
export const MIGRATION_LOCK = 7_410_500;

/** Tables that only the database's functions or the owner may write. */
const OWNER_ONLY: readonly TableName[] = [
  ...(['change_sequence', 'sequencer', 'database_mark', 'area_mark', 'area_write'] as const),
  ...(['audit_form', 'audit_entry', 'audit_checkpoint', 'audit_pending'] as const),
  ...(['relief_fund_state', 'relief_account', 'relief_entry'] as const),
];

/** Columns that the application role may never set itself. */
const NEVER_INSERTED: Readonly<Record<string, readonly string[]>> = {
  change_log: ['transaction', 'at'],
  relief_closing: ['lasts'],
  relief_condition: ['number'],
};

/**
 * Runs the migrations as the owner and grants the application role, and the sealer's where there is one, their rights;
 * concurrent runs wait for each other.
 */
export async function migrate(
  ownerUrl: string,
  applicationRole: string,
  sealerRole: string | undefined,
): Promise<void> {
  await onOwnConnection(ownerUrl, async (owner) => {
    await owner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const dataSource = await createDataSource(ownerUrl).initialize();
    try {
      await dataSource.runMigrations();
    } finally {
      await dataSource.destroy();
    }
    await grant(owner, applicationRole);
    await noteAreas(owner);
    await prepareChain(owner);
    if (sealerRole !== undefined) await grantSealer(owner, sealerRole);
  });
}

/** Grants exactly the rights of each table's class, and revokes all others. */
async function grant(owner: Sql, applicationRole: string): Promise<void> {
  const role = pg.escapeIdentifier(applicationRole);
  const insertable = await insertableColumns(owner);
  const statements = [
    `revoke all on all tables in schema public from ${role}`,
    `grant usage on schema public to ${role}`,
    `grant select on ${MIGRATIONS_TABLE} to ${role}`,
    ...Object.keys(TABLE_CLASSES).flatMap((table) =>
      grantStatements(table as TableName, role, insertable.get(table) ?? []),
    ),
  ];
  await owner.query(`begin; ${statements.join('; ')}; commit`);
}

/** The sealer reads what it seals, and writes the audit chain alone. */
async function grantSealer(owner: Sql, sealerRole: string): Promise<void> {
  const role = pg.escapeIdentifier(sealerRole);
  const statements = [
    `revoke all on all tables in schema public from ${role}`,
    `grant usage on schema public to ${role}`,
    `grant select on all tables in schema public to ${role}`,
    ...Object.entries(SEALER_TABLES).map(([table, right]) => `grant ${right} on ${table} to ${role}`),
  ];
  await owner.query(`begin; ${statements.join('; ')}; commit`);
}

function grantStatements(table: TableName, role: string, columns: readonly string[]): readonly string[] {
  const kind = TABLE_CLASSES[table];
  if (OWNER_ONLY.includes(table)) return [`grant select on ${table} to ${role}`];
  if (kind === 'DERIVED' || kind === 'OPERATIONAL') {
    return [`grant select, insert, update, delete on ${table} to ${role}`];
  }
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  return [
    `grant select on ${table} to ${role}`,
    `grant insert (${names}) on ${table} to ${role}`,
    ...(kind === 'FACT' ? [`grant update (${SUPERSEDING_COLUMN}) on ${table} to ${role}`] : []),
  ];
}

async function insertableColumns(owner: Sql): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await owner.query<{ name: string; table: string }>(
    `select table_name as table, column_name as name from information_schema.columns where table_schema = 'public'
     order by table_name, ordinal_position`,
  );
  const allowed = rows.filter(
    ({ name, table }) => name !== SUPERSEDING_COLUMN && NEVER_INSERTED[table]?.includes(name) !== true,
  );
  return new Map(
    [...Map.groupBy(allowed, ({ table }) => table)].map(([table, columns]) => [table, columns.map(({ name }) => name)]),
  );
}
