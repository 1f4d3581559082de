import pg from 'pg';
import { JOB_NAMES } from '../../src/app/jobs.ts';
import { migrate } from '../../src/database/migrations/migrate.ts';
import { prepareJobQueues } from '../../src/jobs/job-queue.store.ts';

const TEMPLATE = 'bangfu_template';

/** Migrates a database of a server once, of which each test's own database is a copy. */
export async function makeTemplate(url: string): Promise<void> {
  await asAdministrator(url, `create database ${TEMPLATE} owner test_owner`);
  const owner = databaseUrl(url, TEMPLATE, 'test_owner');
  await migrate(owner, 'test_application', 'test_sealer');
  await prepareJobQueues(owner, 'test_application', JOB_NAMES);
}

/** Makes a migrated database without anything in it. */
export async function copyTemplate(url: string, name: string): Promise<void> {
  await asAdministrator(url, `create database ${name} template ${TEMPLATE} strategy file_copy owner test_owner`);
}

export async function dropDatabase(url: string, name: string): Promise<void> {
  await asAdministrator(url, `drop database ${name} with (force)`);
}

/** The address of a database of the server for one of the three roles. */
export function databaseUrl(
  url: string,
  name: string,
  role: 'test_owner' | 'test_application' | 'test_sealer',
): string {
  return `postgres://${role}:only-for-tests@${new URL(url).host}/${name}`;
}

async function asAdministrator(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
