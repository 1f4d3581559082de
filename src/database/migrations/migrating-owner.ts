import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import pg from 'pg';
import { type Sql, createSql } from '../database.ts';
import { createDataSource } from '../connection/data-source.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Result } from '../../kernel/result.ts';
import { MIGRATION_LOCK } from './migrate.ts';

/** A transaction of the owner in which migrations run beside other statements. */
export interface MigratingOwner {
  readonly sql: Sql;
  /** Runs these migrations, in the program's order. */
  readonly migrate: (names: readonly string[]) => Promise<void>;
  /** Runs those that the database has not seen yet, and returns their names. */
  readonly migrateForward: () => Promise<readonly string[]>;
}

export function knownMigrations(): readonly string[] {
  const { migrations } = createDataSource('postgres://nowhere/nothing').options;
  return Object.values(migrations ?? []).map((one) => {
    invariant(typeof one === 'function', 'migrations are listed as classes');
    return one.name;
  });
}

/**
 * Works as the owner in one transaction, under the lock of migrations: a platform that starts meanwhile waits. The
 * transaction is committed if the work succeeds; a refusal or an error undoes all of it.
 */
export async function asMigratingOwner<T, E>(
  ownerUrl: string,
  work: (owner: MigratingOwner) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  const dataSource = await createDataSource(ownerUrl).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    const client: unknown = await runner.connect();
    invariant(client instanceof pg.Client, 'the driver is pg');
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runner.startTransaction();
    const done = await work(ownerOf(dataSource, runner, createSql(client)));
    await (done.ok ? runner.commitTransaction() : runner.rollbackTransaction());
    return done;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
    // The lock ends with its connection.
    await dataSource.destroy();
  }
}

function ownerOf(dataSource: DataSource, runner: QueryRunner, sql: Sql): MigratingOwner {
  const run = async (isWanted: (name: string) => boolean) => {
    const executor = new MigrationExecutor(dataSource, runner);
    const wanted = (await executor.getPendingMigrations()).filter(({ name }) => isWanted(name));
    for (const migration of wanted) await executor.executeMigration(migration);
    return wanted.map(({ name }) => name);
  };
  return {
    sql,
    migrate: async (names) => {
      await run((name) => names.includes(name));
    },
    migrateForward: () => run(() => true),
  };
}
